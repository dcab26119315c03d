// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sources read as one: what they say of themselves, put together. In which order they are read is up to who extends it. */
abstract class SeveralSources implements PacketSource {
    final List<PacketSource> sources;

    SeveralSources(List<? extends PacketSource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public List<CaptureFault> faults() {
        List<CaptureFault> all = new ArrayList<>();
        for (PacketSource source : sources) all.addAll(source.faults());
        return all;
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
