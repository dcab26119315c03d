// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Captures played again as if live: one after the other, each moved in time so that it follows the one before, spacing
 * inside a capture kept to the nanosecond.
 *
 * <p>Packets are handed out at {@code speed} times their real pace; no packet is ever stamped later than now: a replay at
 * more than real speed starts as far in the past as it will gain on the clock. Files are read once before, to learn how
 * long they are.
 */
public final class ReplaySource implements PacketSource {
    /** As fast as the reader asks. */
    public static final double UNPACED = Double.POSITIVE_INFINITY;

    private final List<Path> files;
    private final double speed;
    private final long pauseNanos;
    private final LongSupplier clockNanos;
    private final long wallStartNanos;
    private final long eventStartNanos;
    private final List<CaptureFault> faults = new ArrayList<>();

    private int nextFile;
    private long nextStartNanos;
    private long shiftNanos;
    private long lastNanos;
    private @Nullable FileSource current;
    private boolean waiting;
    private boolean fresh;

    /**
     * Prepares a replay that begins now.
     *
     * @param pauseNanos time between the end of one capture and the start of the next
     * @param speed above 0; 1 is real time, {@link #UNPACED} does not wait
     * @param clockNanos wall clock, nanoseconds since 1970
     */
    public ReplaySource(List<Path> files, double speed, long pauseNanos, LongSupplier clockNanos)
            throws CaptureException {
        if (!(speed > 0)) throw new IllegalArgumentException("speed " + speed);
        this.files = List.copyOf(files);
        this.speed = speed;
        this.pauseNanos = pauseNanos;
        this.clockNanos = clockNanos;
        long lengthNanos = 0;
        for (Path file : files) lengthNanos += lengthNanos(file) + pauseNanos;
        this.wallStartNanos = clockNanos.getAsLong();
        this.eventStartNanos = wallStartNanos - (long) Math.max(0, lengthNanos - lengthNanos / speed);
        this.nextStartNanos = eventStartNanos;
    }

    @Override
    public Step advance() {
        if (!waiting && !readNext()) return Step.END;
        waiting = !isDue();
        return waiting ? Step.IDLE : Step.PACKET;
    }

    @Override
    public CapturedPacket packet() {
        if (current == null) throw new IllegalStateException("no packet before advance() returned PACKET");
        return current.packet();
    }

    @Override
    public List<CaptureFault> faults() {
        return faults;
    }

    @Override
    public void close() {
        if (current != null) current.close();
        nextFile = files.size();
    }

    private boolean isDue() {
        if (speed == UNPACED) return true;
        long elapsedNanos = clockNanos.getAsLong() - wallStartNanos;
        return packet().timeNanos() - eventStartNanos <= elapsedNanos * speed;
    }

    private boolean readNext() {
        while (true) {
            if (current == null && !openNext()) return false;
            FileSource source = current;
            if (source != null && source.advance() == Step.PACKET) {
                place(source.packet());
                return true;
            }
            closeCurrent();
        }
    }

    /** Moves a packet to its place in the replay. */
    private void place(CapturedPacket packet) {
        if (fresh) {
            shiftNanos = nextStartNanos - packet.timeNanos();
            fresh = false;
        }
        packet.shift(shiftNanos);
        lastNanos = Math.max(lastNanos, packet.timeNanos());
    }

    private boolean openNext() {
        if (nextFile == files.size()) return false;
        Path file = files.get(nextFile++);
        try {
            current = FileSource.open(file);
        } catch (CaptureException e) { // it was there when its length was taken
            faults.add(new CaptureFault(
                    file.toString(), 0, CaptureFault.Reason.READ_FAILED, String.valueOf(e.getMessage())));
        }
        fresh = true;
        return true;
    }

    private void closeCurrent() {
        if (current == null) return;
        faults.addAll(current.faults());
        current.close();
        current = null;
        if (!fresh) nextStartNanos = lastNanos + pauseNanos;
    }

    private static long lengthNanos(Path file) throws CaptureException {
        try (FileSource source = FileSource.open(file)) {
            if (source.advance() != Step.PACKET) return 0;
            long first = source.packet().timeNanos();
            long last = first;
            while (source.advance() == Step.PACKET)
                last = Math.max(last, source.packet().timeNanos());
            return last - first;
        }
    }
}
