// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import org.jspecify.annotations.Nullable;

/**
 * The statistics of one RTP stream, packet by packet: RFC 3550 sequence and jitter, loss pattern of RFC 3611, playout
 * buffers. Bounded memory, and no allocation per packet.
 *
 * <p>Feed every packet of one SSRC between two endpoints in the order of arrival, {@link #drain} it from time to time,
 * and {@link #drainFinal} it when the stream has ended. Not thread-safe.
 */
public final class StreamStatistics {
    private static final double PTIME_MAX_MS = 200;

    private final SequenceTracker sequences = new SequenceTracker();
    private final InterarrivalJitter jitter = new InterarrivalJitter();
    private final PlayoutBuffers playout = new PlayoutBuffers();
    private final PacketisationTime packetisation = new PacketisationTime();
    private final SteadyRun run;
    private @Nullable ClockRateInference inference; // made for those that need it

    private int clockRateHz;
    private boolean clockRateInferred;
    private boolean hasLast;
    private long lastArrivalNanos;
    /** The last packet was media in order, of which every part of the statistics knows. */
    private boolean mayRun;

    private long received;
    private long octets;
    private long comfortNoise;
    private long telephoneEvent;
    private long deltaMaxNanos;

    /** With a run of its own, for those who take no care of it. */
    public StreamStatistics() {
        this(new SteadyRun());
    }

    /** With a run that may be part of something larger, where its owner finds it. */
    public StreamStatistics(SteadyRun run) {
        this.run = run;
    }

    /**
     * Sets the RTP clock, as SDP or RFC 3551 gives it. Until a clock is known, so or by inference from the timestamps,
     * jitter and playout are not measured; when it changes they start over.
     *
     * @param hertz 0 when unknown: then a clock that was inferred stays, and one that was told is forgotten
     */
    public void clockRateHz(int hertz) {
        if (hertz <= 0 && clockRateInferred) return;
        endRun();
        clockRateInferred = false;
        inference = null;
        use(Math.max(0, hertz));
    }

    /** The RTP clock in use, Hz; 0 while unknown. */
    public int clockRateHz() {
        return clockRateHz;
    }

    /** Whether the clock in use was inferred from timestamps against arrivals. */
    public boolean isClockRateInferred() {
        return clockRateInferred;
    }

    /**
     * Takes one packet: whatever it is, also one that {@link #run} would take.
     *
     * @param arrivalNanos on any clock that does not jump
     * @param sequence 16 bits
     * @param rtpTimestamp 32 bits
     * @param payloadOctets RTP payload without padding
     */
    public void packet(
            long arrivalNanos, int sequence, long rtpTimestamp, boolean marker, PacketKind kind, int payloadOctets) {
        endRun();
        received++;
        octets += payloadOctets;
        if (hasLast) deltaMaxNanos = Math.max(deltaMaxNanos, arrivalNanos - lastArrivalNanos);
        hasLast = true;
        lastArrivalNanos = arrivalNanos;

        SequenceTracker.Arrival arrival = sequences.packet(sequence, rtpTimestamp, packetisation.ticks());
        mayRun = kind == PacketKind.MEDIA && arrival == SequenceTracker.Arrival.AHEAD;
        if (kind == PacketKind.MEDIA) {
            media(arrivalNanos, sequence, rtpTimestamp, marker, arrival);
            return;
        }
        packetisation.forgetLast();
        if (kind == PacketKind.COMFORT_NOISE) comfortNoise++;
        else telephoneEvent++;
    }

    /**
     * The packets that are taken as expected, once {@link #beginRun} was called; offer each packet there first. The run ends
     * with the next call of anything else here.
     */
    public SteadyRun run() {
        return run;
    }

    /**
     * Begins a run behind the packet just taken, if that leaves the statistics as the next one is expected to find them.
     *
     * @param sequence of the packet just taken, as is the timestamp
     * @param octetsEach octets of payload of each packet, or {@link SteadyRun#ANY_LENGTH}
     * @param likeness told with each packet: those with another number are not as expected
     * @param untilNanos when to end the run at the latest
     */
    public void beginRun(int sequence, int rtpTimestamp, int octetsEach, int likeness, long untilNanos) {
        endRun();
        boolean isSteady = mayRun && clockRateHz != 0 && packetisation.isSteady() && playout.isSteady();
        if (!isSteady) return;
        run.untilNanos = untilNanos;
        run.lastArrivalNanos = lastArrivalNanos;
        run.deltaMaxNanos = deltaMaxNanos;
        run.octets = octets;
        jitter.lendTo(run);
        playout.lendTo(run);
        run.begin(sequence, rtpTimestamp, packetisation.ticks(), clockRateHz, octetsEach, likeness);
    }

    /** Takes what the run counted into the statistics, as everything else here does too. */
    public void endRun() {
        if (!run.isOpen()) return;
        if (run.packets > 0) {
            lastArrivalNanos = run.lastArrivalNanos;
            deltaMaxNanos = run.deltaMaxNanos;
            octets = run.octets;
            received += run.packets;
            jitter.takeBack(run);
            playout.takeBack(run);
            packetisation.follow(run);
            sequences.follow(run);
        }
        run.close();
    }

    /** What happened since the last drain. Packets that may still come late are left for the next one. */
    public StreamCounters drain() {
        endRun();
        StreamCounters drained = new StreamCounters(
                sequences.drain(received, octets, comfortNoise, telephoneEvent),
                jitter.drain(deltaMaxNanos / 1e6),
                sequences.drainLoss(),
                playout.drain());
        received = 0;
        octets = 0;
        comfortNoise = 0;
        telephoneEvent = 0;
        deltaMaxNanos = 0;
        return drained;
    }

    /** As {@link #drain}, for a stream that has ended: what has not come by now is lost. */
    public StreamCounters drainFinal() {
        endRun();
        sequences.finish();
        return drain();
    }

    /** Packetisation time as measured, ms: the commonest timestamp step between neighbours; 0 while unknown. */
    public double ptimeMs() {
        if (clockRateHz == 0) return 0;
        endRun();
        double ptimeMs = packetisation.ticks() * 1000.0 / clockRateHz;
        return ptimeMs > PTIME_MAX_MS ? 0 : ptimeMs;
    }

    /** Whether packets are missing just before the last one. */
    public boolean isAfterHole() {
        endRun();
        return sequences.isAfterHole();
    }

    /**
     * How far the stream had come at a packet.
     *
     * @param sequence 16 bits
     * @return null when the packet is too long ago or has not come yet
     */
    public @Nullable SequenceProgress progressAt(int sequence) {
        endRun();
        return sequences.progressAt(sequence);
    }

    /** The packet with the highest sequence number, null before the first. */
    public @Nullable SequencePosition position() {
        endRun();
        return sequences.position();
    }

    /** RFC 3550 A.8 jitter after the last media packet, ms. */
    public double jitterMs() {
        endRun();
        return jitter.jitterMs();
    }

    /** The sender's clock against the one that stamps arrivals, ppm; positive when it is fast, 0 while unknown. */
    public double skewPpm() {
        endRun();
        return playout.skewPpm();
    }

    private void media(
            long arrivalNanos, int sequence, long rtpTimestamp, boolean marker, SequenceTracker.Arrival arrival) {
        packetisation.media(sequence, rtpTimestamp, marker);
        if (clockRateHz == 0 && arrival == SequenceTracker.Arrival.AHEAD) infer(arrivalNanos, rtpTimestamp);
        if (clockRateHz == 0 || arrival == SequenceTracker.Arrival.STRAY) return;
        if (arrival == SequenceTracker.Arrival.FIRST) {
            jitter.forgetLast();
            playout.startOver();
        }
        jitter.media(arrivalNanos, rtpTimestamp, clockRateHz);
        if (arrival != SequenceTracker.Arrival.DUPLICATE) {
            boolean isLate = arrival == SequenceTracker.Arrival.LATE;
            playout.media(arrivalNanos, rtpTimestamp, marker, isLate, clockRateHz);
        }
    }

    private void infer(long arrivalNanos, long rtpTimestamp) {
        ClockRateInference guess = inference;
        if (guess == null) {
            guess = new ClockRateInference();
            inference = guess;
        }
        int hertz = guess.media(arrivalNanos, rtpTimestamp);
        if (hertz == 0) return;
        clockRateInferred = true;
        use(hertz);
    }

    private void use(int hertz) {
        if (hertz == clockRateHz) return;
        clockRateHz = hertz;
        mayRun = false;
        jitter.forgetLast();
        playout.startOver();
    }
}
