// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Several captures as one, merged by time: at each step the earliest of their next packets. Packets of one capture keep
 * their order, even where its times run backwards; ties go to the capture named first. Made for sources that end.
 */
public final class MergedSource implements PacketSource {
    private record Head(int order, PacketSource source) {
        long timeNanos() {
            return source.packet().timeNanos();
        }
    }

    private final List<PacketSource> sources;
    private final PriorityQueue<Head> heads;
    private @Nullable Head current;

    public MergedSource(List<? extends PacketSource> sources) {
        this.sources = List.copyOf(sources);
        this.heads = new PriorityQueue<>(
                Math.max(1, sources.size()),
                Comparator.comparingLong(Head::timeNanos).thenComparingInt(Head::order));
        for (int i = 0; i < sources.size(); i++) {
            queue(new Head(i, sources.get(i)));
        }
    }

    /** Opens all of these files, or none: then the exception says which one cannot be read, and why. */
    public static MergedSource open(List<Path> files) throws CaptureException {
        List<PacketSource> sources = new ArrayList<>();
        try {
            for (Path file : files) sources.add(FileSource.open(file));
        } catch (CaptureException e) {
            sources.forEach(PacketSource::close);
            throw e;
        }
        return new MergedSource(sources);
    }

    @Override
    public Step advance() {
        if (current != null) queue(current);
        current = heads.poll();
        return current == null ? Step.END : Step.PACKET;
    }

    @Override
    public CapturedPacket packet() {
        if (current == null) throw new IllegalStateException("no packet before advance() returned PACKET");
        return current.source.packet();
    }

    @Override
    public List<CaptureFault> faults() {
        List<CaptureFault> all = new ArrayList<>();
        for (PacketSource source : sources) all.addAll(source.faults());
        return all;
    }

    @Override
    public void close() {
        for (PacketSource source : sources) source.close();
    }

    private void queue(Head head) {
        if (head.source.advance() == Step.PACKET) heads.add(head);
    }
}
