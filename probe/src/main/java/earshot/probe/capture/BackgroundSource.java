// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures read on a thread of their own, because their input may keep a reader waiting: a pipe, or files that are still
 * being written. Packets cross in batches; when nobody takes them, reading waits.
 */
public final class BackgroundSource implements PacketSource {
    /** What the thread does: reads one capture after the other into the sink, until there are no more. */
    interface Feed {
        void run(Sink sink) throws IOException, InterruptedException;

        /** Ends what {@link #run} began, on the thread that takes the packets. */
        default void close() {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSource.class);
    private static final int BATCHES = 8;
    private static final int BATCH_PACKETS = 256;
    private static final int FAULTS_MAX = 100;
    /** Packets of so recent a time come from a live capture, whose silence tells the time. */
    private static final long LIVE_NANOS = 60_000_000_000L;
    /** A live packet may be that late. */
    private static final long DELIVERY_NANOS = 1_000_000_000L;

    /** Packets on their way, and who is told when they were taken. */
    private static final class Batch {
        final CapturedPacket[] packets = new CapturedPacket[BATCH_PACKETS];
        int size;
        LongConsumer taken = BackgroundSource::tellNobody;
    }

    private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<Batch> empty = new ArrayBlockingQueue<>(BATCHES + 1); // the one being filled, too
    private final List<CaptureFault> faults = new CopyOnWriteArrayList<>();
    private final Feed feed;
    private final LongSupplier clockNanos;
    private final Thread thread;
    private volatile boolean hasEnded;
    private volatile long kernelDropped;
    private volatile long interfaceDropped;
    private @Nullable Batch current;
    private int next;
    private long lastPacketNanos;
    private long lastTakenNanos = Long.MIN_VALUE; // when that packet was taken, by the clock

    private BackgroundSource(String name, Feed feed, LongSupplier clockNanos) {
        this.feed = feed;
        this.clockNanos = clockNanos;
        for (int i = 0; i < BATCHES; i++) empty.add(new Batch());
        thread = new Thread(() -> run(name), "earshot-probe-read");
        thread.setDaemon(true);
    }

    /** Starts reading standard input: pcap or pcapng, gzipped or not, as {@code tcpdump -w -} writes it. */
    public static BackgroundSource ofStandardInput(LongSupplier clockNanos) {
        String name = "standard input";
        return start(name, sink -> sink.read(name, System.in, 0, BackgroundSource::tellNobody), clockNanos);
    }

    private static void tellNobody(long taken) {}

    static BackgroundSource start(String name, Feed feed, LongSupplier clockNanos) {
        BackgroundSource source = new BackgroundSource(name, feed, clockNanos);
        source.thread.start();
        return source;
    }

    private void run(String name) {
        try {
            feed.run(new Sink());
        } catch (IOException e) {
            fault(new CaptureFault(name, 0, CaptureFault.Reason.READ_FAILED, String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hasEnded = true;
        }
    }

    private void fault(CaptureFault fault) {
        LOG.warn("{}", fault);
        if (faults.size() < FAULTS_MAX) faults.add(fault);
    }

    /** Where the thread puts what it reads. */
    final class Sink {
        private Batch filling = new Batch();

        /**
         * Reads one capture to its end.
         *
         * @param skipped packets at its beginning that were taken before
         * @param taken is told how many more were taken, on the taking thread
         */
        void read(String name, InputStream stream, long skipped, LongConsumer taken)
                throws IOException, InterruptedException {
            long left = skipped;
            long kernelBefore = kernelDropped;
            long interfaceBefore = interfaceDropped;
            try (FileSource source = FileSource.of(name, new HandingOver(stream, this, taken))) {
                while (source.advance() == Step.PACKET) {
                    if (left-- > 0) continue;
                    CapturedPacket packet = source.packet();
                    if (packet.isAfterDrop()) {
                        handOver(taken); // what came before the loss is not touched by it
                        kernelDropped = kernelBefore + source.kernelDropped();
                        interfaceDropped = interfaceBefore + source.interfaceDropped();
                    }
                    add(packet);
                    if (filling.size == BATCH_PACKETS) handOver(taken);
                    if (Thread.interrupted()) throw new InterruptedException();
                }
                handOver(taken);
                kernelDropped = kernelBefore + source.kernelDropped();
                interfaceDropped = interfaceBefore + source.interfaceDropped();
                source.faults().forEach(BackgroundSource.this::fault);
            }
        }

        private void add(CapturedPacket packet) {
            CapturedPacket[] packets = filling.packets;
            if (packets[filling.size] == null) packets[filling.size] = new CapturedPacket();
            packets[filling.size].copy(packet);
            packets[filling.size++].afterDrop(packet.isAfterDrop());
        }

        /** Calls back on the taking thread once all before was taken. */
        void afterwards(Runnable action) throws InterruptedException {
            filling.taken = count -> action.run();
            pass();
        }

        private void handOver(LongConsumer taken) throws InterruptedException {
            if (filling.size == 0) return;
            filling.taken = taken;
            pass();
        }

        private void pass() throws InterruptedException {
            full.put(filling);
            filling = empty.take();
            filling.size = 0;
        }
    }

    /** Hands over what was read before it asks for more, which may take long. */
    private static final class HandingOver extends FilterInputStream {
        private final Sink sink;
        private final LongConsumer taken;

        HandingOver(InputStream stream, Sink sink, LongConsumer taken) {
            super(stream);
            this.sink = sink;
            this.taken = taken;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            try {
                sink.handOver(taken);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("stopped", e);
            }
            return super.read(into, at, length);
        }
    }

    @Override
    public Step advance() {
        while (true) {
            if (current != null && next < current.size) {
                next++;
                return Step.PACKET;
            }
            if (current != null) giveBack(current);
            boolean wasLast = hasEnded;
            current = full.poll();
            next = 0;
            if (current == null) return wasLast ? Step.END : Step.IDLE;
        }
    }

    private void giveBack(Batch batch) {
        current = null;
        if (batch.size > 0) {
            lastPacketNanos = batch.packets[batch.size - 1].timeNanos();
            lastTakenNanos = clockNanos.getAsLong();
        }
        batch.taken.accept(batch.size);
        batch.taken = BackgroundSource::tellNobody;
        empty.add(batch);
    }

    @Override
    public CapturedPacket packet() {
        if (current == null) throw new IllegalStateException("no packet before advance() returned PACKET");
        return current.packets[next - 1];
    }

    @Override
    public List<CaptureFault> faults() {
        return faults;
    }

    /** While packets come at the time of their capture, time passes between them; an old capture tells its own time. */
    @Override
    public long silentUntilNanos() {
        if (lastTakenNanos == Long.MIN_VALUE || Math.abs(lastTakenNanos - lastPacketNanos) > LIVE_NANOS) {
            return Long.MIN_VALUE;
        }
        return lastPacketNanos + (clockNanos.getAsLong() - lastTakenNanos) - DELIVERY_NANOS;
    }

    @Override
    public long kernelDropped() {
        return kernelDropped;
    }

    @Override
    public long interfaceDropped() {
        return interfaceDropped;
    }

    /** Ends reading; a thread that waits for a pipe is left to end with the program. */
    @Override
    public void close() {
        if (current != null) {
            current.taken.accept(next);
            current = null;
        }
        thread.interrupt();
        feed.close();
    }
}
