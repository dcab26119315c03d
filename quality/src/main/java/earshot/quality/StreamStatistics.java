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
    /** How often {@link #fetch} is to be called. */
    public static final int FETCH_STEPS = 3;

    private static final double PTIME_MAX_MS = 200;
    private static final int UNASKED = -1;

    private final SequenceTracker sequences = new SequenceTracker();
    private final InterarrivalJitter jitter = new InterarrivalJitter();
    private final PlayoutBuffers playout;
    private final PacketisationTime packetisation = new PacketisationTime();
    private final Pauses pauses = new Pauses();
    private @Nullable ClockRateInference inference; // made for those that need it

    private int clockRateHz;
    private boolean clockRateInferred;
    private boolean hasLast;
    private long lastArrivalNanos;
    /** The last packet was media in order, of which every part of the statistics knows. */
    private boolean mayRun;
    /** Then: ticks from one packet to the next, and how many more packets there may be. */
    private int runTicks = UNASKED;

    private int runRoom;
    /** Packets since then, of which {@link #packetisation} and {@link #pauses} do not know. */
    private int runPackets;

    private long received;
    private long octets;
    private long comfortNoise;
    private long telephoneEvent;
    private long deltaMaxNanos;

    /** With the buffers that most telephones have. */
    public StreamStatistics() {
        this(BufferDepths.DEFAULT);
    }

    /** With playout buffers of those depths. */
    public StreamStatistics(BufferDepths depths) {
        this.playout = new PlayoutBuffers(depths);
    }

    /**
     * Sets the RTP clock, as SDP or RFC 3551 gives it. Until a clock is known, so or by inference from the timestamps,
     * jitter and playout are not measured; when it changes they start over.
     *
     * @param hertz 0 when unknown: then a clock that was inferred stays, and one that was told is forgotten
     */
    public void clockRateHz(int hertz) {
        if (hertz <= 0 && clockRateInferred) return;
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
     * Takes one packet, whatever it is.
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
        if (kind == PacketKind.COMFORT_NOISE) {
            comfortNoise++;
            if (arrival == SequenceTracker.Arrival.AHEAD) pauses.comfortNoise();
        } else {
            telephoneEvent++;
            pauses.forgetLast();
        }
    }

    /**
     * Whether packets that come just as expected may be told together, by {@link #follow}: how many ticks each timestamp must
     * be ahead of the one before, or 0 when the next packet has to be told by itself.
     */
    public int expectedTicks() {
        if (!mayRun || clockRateHz == 0) return 0;
        if (runTicks == UNASKED) {
            runRoom = packetisation.room();
            runTicks = packetisation.ticks();
        }
        return runPackets <= runRoom ? runTicks : 0;
    }

    /**
     * Takes packets that came just as expected, as {@link #packet} would one by one: the next sequence numbers, without marker,
     * of media, each so many ticks ahead as {@link #expectedTicks} said.
     */
    public void follow(PacketRun run) {
        int packets = run.packets();
        int ticks = runTicks;
        deltaMaxNanos = Math.max(deltaMaxNanos, Math.max(run.arrivalNanos(0) - lastArrivalNanos, run.gapMaxNanos()));
        lastArrivalNanos = run.lastArrivalNanos();
        jitter.follow(run, ticks, clockRateHz);
        long discarded = playout.follow(run, ticks, clockRateHz);
        received += packets;
        octets += run.octets();
        sequences.follow(packets, ticks, discarded);
        runPackets += packets;
    }

    /**
     * Has the memory bring what {@link #follow} needs, one step further with each call: who has many streams calls this for some of
     * them in turn, so that they do not wait one after the other.
     *
     * @param step 0 to {@link #FETCH_STEPS} - 1
     * @return a number that says nothing
     */
    public long fetch(int step) {
        return switch (step) {
            case 0 -> received + runTicks;
            case 1 -> jitter.fetch() + playout.fetch() + sequences.fetch();
            default -> jitter.fetchCells() + playout.fetchParts();
        };
    }

    /** Tells those that look at neighbours only where the packets as expected have led to. */
    private void endRun() {
        if (runPackets > 0) {
            packetisation.follow(runPackets);
            pauses.follow(runPackets, runTicks, lastArrivalNanos);
        }
        runPackets = 0;
        runTicks = UNASKED;
    }

    /** When the last packet came, on the clock of {@link #packet}. */
    public long lastArrivalNanos() {
        return lastArrivalNanos;
    }

    /** What happened since the last drain. Packets that may still come late are left for the next one. */
    public StreamCounters drain() {
        TalkCounts talk = pauses.drain(jitter.talkSumMs(), jitter.talkSamples());
        StreamCounters drained = new StreamCounters(
                sequences.drain(received, octets, comfortNoise, telephoneEvent),
                jitter.drain(deltaMaxNanos / 1e6),
                sequences.drainLoss(),
                playout.drain(),
                sequences.drainPlayout(),
                sequences.drainReorder(),
                talk);
        received = 0;
        octets = 0;
        comfortNoise = 0;
        telephoneEvent = 0;
        deltaMaxNanos = 0;
        return drained;
    }

    /** As {@link #drain}, for a stream that has ended: what has not come by now is lost. */
    public StreamCounters drainFinal() {
        sequences.finish();
        return drain();
    }

    /** Packetisation time as measured, ms: the commonest timestamp step between neighbours; 0 while unknown. */
    public double ptimeMs() {
        if (clockRateHz == 0) return 0;
        double ptimeMs = packetisation.ticks() * 1000.0 / clockRateHz;
        return ptimeMs > PTIME_MAX_MS ? 0 : ptimeMs;
    }

    /** Whether packets are missing just before the last one. */
    public boolean isAfterHole() {
        return sequences.isAfterHole();
    }

    /**
     * How far the stream had come at a packet.
     *
     * @param sequence 16 bits
     * @param untold packets of a run that {@link #follow} was not told of yet
     * @return null when the packet is too long ago or has not come yet
     */
    public @Nullable SequenceProgress progressAt(int sequence, int untold) {
        return sequences.progressAt(sequence, untold);
    }

    /** The packet with the highest sequence number, null before the first. */
    public @Nullable SequencePosition position() {
        return sequences.position();
    }

    /** RFC 3550 A.8 jitter after the last media packet, ms. */
    public double jitterMs() {
        return jitter.jitterMs();
    }

    /** The sender's clock against the one that stamps arrivals, ppm; positive when it is fast, 0 while unknown. */
    public double skewPpm() {
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
            pauses.forgetLast();
        }
        boolean isAhead = arrival == SequenceTracker.Arrival.FIRST || arrival == SequenceTracker.Arrival.AHEAD;
        int timestamp = (int) rtpTimestamp;
        boolean endsPause =
                isAhead && pauses.media(arrivalNanos, sequence, timestamp, marker, packetisation.ticks(), clockRateHz);
        jitter.media(arrivalNanos, rtpTimestamp, clockRateHz, endsPause);
        if (arrival != SequenceTracker.Arrival.DUPLICATE) {
            boolean isLate = arrival == SequenceTracker.Arrival.LATE;
            boolean isDiscarded = playout.media(arrivalNanos, rtpTimestamp, marker, isLate, clockRateHz);
            if (isDiscarded) sequences.discarded(sequence);
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
        endRun();
        if (clockRateHz != 0) packetisation.startOver();
        clockRateHz = hertz;
        mayRun = false;
        jitter.forgetLast();
        playout.startOver();
        pauses.forgetLast();
    }
}
