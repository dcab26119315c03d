// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.util.List;

/**
 * Several sources side by side, each as fast as it comes: made for sources that run while others are silent. It asks them
 * in turn and ends when all have ended. Packets are in the order in which they were handed over.
 */
public final class CombinedSource extends SeveralSources {
    private final boolean[] ended;
    private int current;

    public CombinedSource(List<? extends PacketSource> sources) {
        super(sources);
        this.ended = new boolean[sources.size()];
    }

    @Override
    public Step advance() {
        boolean allEnded = true;
        for (int i = 0; i < ended.length; i++) {
            current = (current + 1) % ended.length;
            if (ended[current]) continue;
            Step step = sources.get(current).advance();
            if (step == Step.PACKET) return Step.PACKET;
            ended[current] = step == Step.END;
            allEnded &= ended[current];
        }
        return allEnded ? Step.END : Step.IDLE;
    }

    @Override
    public CapturedPacket packet() {
        return sources.get(current).packet();
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
