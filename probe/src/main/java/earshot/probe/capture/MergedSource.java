// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Several sources as one, merged by time: at each step the earliest of their next packets. Packets of one source keep
 * their order, even where its times run backwards; ties go to the source named first. While a live source has nothing, the
 * packets of the others wait until it is sure that nothing earlier is to come.
 */
public final class MergedSource extends SeveralSources {
    private record Head(int order, PacketSource source) {
        long timeNanos() {
            return source.packet().timeNanos();
        }
    }

    private final PriorityQueue<Head> heads;
    private final List<Head> silent = new ArrayList<>(); // live, and without a packet when asked last
    private @Nullable Head current;

    public MergedSource(List<? extends PacketSource> sources) {
        super(sources);
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

    /** Opens these interfaces, or none. */
    public static PacketSource live(List<LiveSource.Options> interfaces, LongSupplier clockNanos)
            throws CaptureException {
        List<LiveSource> sources = new ArrayList<>();
        try {
            for (LiveSource.Options each : interfaces) sources.add(LiveSource.open(each, clockNanos));
        } catch (CaptureException e) {
            sources.forEach(PacketSource::close);
            throw e;
        }
        return sources.size() == 1 ? sources.get(0) : new MergedSource(sources);
    }

    @Override
    public Step advance() {
        if (current != null) queue(current);
        current = null;
        if (!silent.isEmpty()) askAgain();
        Head first = heads.peek();
        if (first == null) return silent.isEmpty() ? Step.END : Step.IDLE;
        if (!silent.isEmpty() && silentNanos() < first.timeNanos()) return Step.IDLE;
        current = heads.poll();
        return Step.PACKET;
    }

    private void askAgain() {
        List<Head> asked = List.copyOf(silent);
        silent.clear();
        asked.forEach(this::queue);
    }

    private long silentNanos() {
        long nanos = Long.MAX_VALUE;
        for (Head head : silent) nanos = Math.min(nanos, head.source.silentUntilNanos());
        return nanos;
    }

    @Override
    public long silentUntilNanos() {
        if (silent.isEmpty()) return Long.MIN_VALUE;
        Head first = heads.peek();
        return first == null ? silentNanos() : Math.min(first.timeNanos(), silentNanos());
    }

    @Override
    public CapturedPacket packet() {
        if (current == null) throw new IllegalStateException("no packet before advance() returned PACKET");
        return current.source.packet();
    }

    private void queue(Head head) {
        switch (head.source.advance()) {
            case PACKET -> heads.add(head);
            case IDLE -> silent.add(head);
            case END -> {} // whatever it still says of itself is asked through sources
        }
    }
}
