// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several sources side by side, each as fast as it comes: made for sources that run while others are silent. It asks them
 * in turn and ends when all have ended. Packets are in the order in which they were handed over.
 */
public final class CombinedSource implements PacketSource {
    private final List<PacketSource> sources;
    private final boolean[] ended;
    private int current;

    public CombinedSource(List<? extends PacketSource> sources) {
        this.sources = List.copyOf(sources);
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

    @Override
    public List<CaptureFault> faults() {
        List<CaptureFault> all = new ArrayList<>();
        for (PacketSource source : sources) all.addAll(source.faults());
        return all;
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

    @Override
    public long kernelDropped() {
        return sources.stream().mapToLong(PacketSource::kernelDropped).sum();
    }

    @Override
    public long interfaceDropped() {
        return sources.stream().mapToLong(PacketSource::interfaceDropped).sum();
    }

    @Override
    public Map<String, Long> refused() {
        Map<String, Long> all = new HashMap<>();
        for (PacketSource source : sources)
            source.refused().forEach((name, count) -> all.merge(name, count, Long::sum));
        return all;
    }

    @Override
    public Map<String, Long> metrics() {
        Map<String, Long> all = new HashMap<>();
        for (PacketSource source : sources) all.putAll(source.metrics());
        return all;
    }

    @Override
    public void stop() {
        for (PacketSource source : sources) source.stop();
    }

    @Override
    public void close() {
        for (PacketSource source : sources) source.close();
    }
}
