// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.nio.file.Path;
import java.util.ArrayList;
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
    /** A source and what it has handed out that was not taken yet. */
    private static final class Head implements Comparable<Head> {
        final PacketSource source;
        private final int order;
        private final PacketGroup group = new PacketGroup();
        private int next;
        private int size;

        Head(int order, PacketSource source) {
            this.order = order;
            this.source = source;
        }

        /** Asks for more; the packets before must have been taken. */
        Step advance() {
            Step step = source.advance(group);
            next = 0;
            size = step == Step.PACKET ? group.size() : 0;
            return step;
        }

        boolean isEmpty() {
            return next == size;
        }

        long timeNanos() {
            return group.timeNanos(next);
        }

        CapturedPacket take() {
            return group.packet(next++);
        }

        /** Takes the first packet, and as many of those behind it as come before that of the other and are no later than that. */
        void take(PacketGroup into, @Nullable Head other, long untilNanos) {
            int from = next++;
            while (!isEmpty() && timeNanos() <= untilNanos && (other == null || compareTo(other) < 0)) next++;
            into.set(group, from, next);
        }

        @Override
        public int compareTo(Head other) {
            int byTime = Long.compare(timeNanos(), other.timeNanos());
            return byTime != 0 ? byTime : Integer.compare(order, other.order);
        }
    }

    private final PriorityQueue<Head> heads = new PriorityQueue<>();
    private final List<Head> silent = new ArrayList<>(); // live and without a packet when asked last, or not asked yet
    private @Nullable Head current;
    private @Nullable CapturedPacket packet;

    public MergedSource(List<? extends PacketSource> sources) {
        super(sources);
        for (int i = 0; i < sources.size(); i++) silent.add(new Head(i, sources.get(i)));
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
    public static PacketSource live(List<LiveOptions> interfaces, LongSupplier clockNanos) throws CaptureException {
        List<PacketSource> sources = new ArrayList<>();
        try {
            for (LiveOptions each : interfaces) sources.add(LiveCapture.open(each, clockNanos));
        } catch (CaptureException e) {
            sources.forEach(PacketSource::close);
            throw e;
        }
        return sources.size() == 1 ? sources.get(0) : new MergedSource(sources);
    }

    @Override
    public Step advance() {
        Step step = choose();
        packet = step == Step.PACKET && current != null ? current.take() : null;
        return step;
    }

    @Override
    public Step advance(PacketGroup group) {
        Step step = choose();
        packet = null;
        if (step == Step.PACKET && current != null) current.take(group, heads.peek(), silentNanos());
        return step;
    }

    /** Makes the source with the earliest packet the current one, if it is sure that there is no earlier one to come. */
    private Step choose() {
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
        for (int left = silent.size(); left > 0; left--) queue(silent.remove(0));
    }

    /** No source that is silent has anything earlier to come. */
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
        if (packet == null) throw new IllegalStateException("no packet before advance() returned PACKET");
        return packet;
    }

    private void queue(Head head) {
        if (!head.isEmpty()) {
            heads.add(head);
            return;
        }
        switch (head.advance()) {
            case PACKET -> heads.add(head);
            case IDLE -> silent.add(head);
            case END -> {} // whatever it still says of itself is asked through sources
        }
    }
}
