// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several sources side by side, each as fast as it comes: made for sources that run while others are silent. Where more than one
 * has packets, each gets to hand over as many as the others. It ends when all have ended. Packets are in the order in which they
 * were handed over.
 */
public final class CombinedSource extends SeveralSources {
    private final boolean[] ended;
    private final boolean[] asked;
    /** Packets of each; one that was silent is counted as if it had had as many as any. */
    private final long[] handed;

    private @Nullable CapturedPacket packet;

    public CombinedSource(List<? extends PacketSource> sources) {
        super(sources);
        this.ended = new boolean[sources.size()];
        this.asked = new boolean[sources.size()];
        this.handed = new long[sources.size()];
    }

    @Override
    public Step advance() {
        return ask(null);
    }

    @Override
    public Step advance(PacketGroup group) {
        return ask(group);
    }

    private Step ask(@Nullable PacketGroup group) {
        packet = null;
        Arrays.fill(asked, false);
        for (int next = leastHanded(); next >= 0; next = leastHanded()) {
            asked[next] = true;
            PacketSource source = sources.get(next);
            Step step = group == null ? source.advance() : source.advance(group);
            if (step == Step.PACKET) {
                handed[next] += group == null ? 1 : group.size();
                if (group == null) packet = source.packet();
                return Step.PACKET;
            }
            ended[next] = step == Step.END;
            handed[next] = mostHanded();
        }
        return hasEnded() ? Step.END : Step.IDLE;
    }

    /** Of those that were not asked yet; -1 when there is none. */
    private int leastHanded() {
        int least = -1;
        for (int i = 0; i < ended.length; i++) {
            if (!ended[i] && !asked[i] && (least < 0 || handed[i] < handed[least])) least = i;
        }
        return least;
    }

    private long mostHanded() {
        long most = 0;
        for (long each : handed) most = Math.max(most, each);
        return most;
    }

    private boolean hasEnded() {
        for (boolean each : ended) {
            if (!each) return false;
        }
        return true;
    }

    @Override
    public CapturedPacket packet() {
        if (packet == null) throw new IllegalStateException("no packet before advance() returned PACKET");
        return packet;
    }

    /** The earliest of those that still run: any of them may hold packets of that time. */
    @Override
    public long silentUntilNanos() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < ended.length; i++) {
            if (!ended[i]) earliest = Math.min(earliest, sources.get(i).silentUntilNanos());
        }
        return earliest == Long.MAX_VALUE ? Long.MIN_VALUE : earliest;
    }
}
