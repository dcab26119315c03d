// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Captures played again as if live: merged by their own times and moved in time as one, so that spacing is kept to the
 * nanosecond, within a capture and between captures. Only a silence of more than a minute is cut short, as there is
 * between captures of different days.
 *
 * <p>Packets are handed out at {@code speed} times their real pace. No packet is ever stamped later than now: a replay
 * faster than real time starts as far in the past as it will gain on the clock. The files are read once before, to learn
 * how long they are.
 */
public final class ReplaySource implements PacketSource {
    /** As fast as the reader asks. */
    public static final double UNPACED = Double.POSITIVE_INFINITY;

    /** A longer silence than this is replaced by {@link #PAUSE_NANOS}. */
    private static final long SILENCE_NANOS_MAX = 60_000_000_000L;

    private static final long PAUSE_NANOS = 2_000_000_000L;

    private final MergedSource captures;
    private final double speed;
    private final LongSupplier clockNanos;
    private final long lengthNanos;
    private final long wallStartNanos;
    private final long eventStartNanos;
    private final Timeline timeline = new Timeline();
    private boolean isWaiting;

    /**
     * Prepares a replay that begins now.
     *
     * @param speed above 0; 1 is real time, {@link #UNPACED} does not wait
     * @param clockNanos wall clock, nanoseconds since 1970
     */
    public ReplaySource(List<Path> files, double speed, LongSupplier clockNanos) throws CaptureException {
        if (!(speed > 0)) throw new IllegalArgumentException("speed " + speed);
        this.speed = speed;
        this.clockNanos = clockNanos;
        this.lengthNanos = lengthNanos(files);
        this.captures = MergedSource.open(files);
        this.wallStartNanos = clockNanos.getAsLong();
        this.eventStartNanos = wallStartNanos - (long) Math.max(0, lengthNanos - lengthNanos / speed);
    }

    /** From the first packet to the last, nanoseconds of event time. */
    public long lengthNanos() {
        return lengthNanos;
    }

    @Override
    public Step advance() {
        if (!isWaiting) {
            if (captures.advance() == Step.END) return Step.END;
            CapturedPacket packet = captures.packet();
            packet.shift(eventStartNanos + timeline.place(packet.timeNanos()) - packet.timeNanos());
        }
        isWaiting = !isDue();
        return isWaiting ? Step.IDLE : Step.PACKET;
    }

    @Override
    public CapturedPacket packet() {
        return captures.packet();
    }

    @Override
    public List<CaptureFault> faults() {
        return captures.faults();
    }

    @Override
    public void close() {
        captures.close();
    }

    /** While it waits, the next packet is known, and everything before it is silence. */
    @Override
    public long silentUntilNanos() {
        double elapsedNanos = (clockNanos.getAsLong() - wallStartNanos) * speed;
        return isWaiting ? Math.min(packet().timeNanos(), eventStartNanos + (long) elapsedNanos) : Long.MIN_VALUE;
    }

    private boolean isDue() {
        if (speed == UNPACED) return true;
        long elapsedNanos = clockNanos.getAsLong() - wallStartNanos;
        return packet().timeNanos() - eventStartNanos <= elapsedNanos * speed;
    }

    private static long lengthNanos(List<Path> files) throws CaptureException {
        Timeline timeline = new Timeline();
        long length = 0;
        try (MergedSource captures = MergedSource.open(files)) {
            while (captures.advance() == Step.PACKET) {
                length = Math.max(length, timeline.place(captures.packet().timeNanos()));
            }
        }
        return length;
    }

    /** Where a packet stands in the replay, nanoseconds from its start: its own time, less the silences cut short. */
    private static final class Timeline {
        private long originNanos;
        private long lastNanos;
        private boolean isStarted;

        long place(long timeNanos) {
            if (!isStarted) {
                originNanos = timeNanos;
                lastNanos = timeNanos;
                isStarted = true;
            }
            long silenceNanos = timeNanos - lastNanos;
            if (silenceNanos > SILENCE_NANOS_MAX) originNanos += silenceNanos - PAUSE_NANOS;
            lastNanos = Math.max(lastNanos, timeNanos);
            return timeNanos - originNanos;
        }
    }
}
