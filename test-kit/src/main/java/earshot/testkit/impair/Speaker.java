// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import earshot.testkit.Frames;
import earshot.testkit.Octets;
import earshot.testkit.RtpPackets;
import java.util.ArrayList;
import java.util.List;

/**
 * This is a phone that speaks: RTP packets every 20 ms of its own clock, as they leave it, and what it knows of each. What
 * it does is told step by step: {@code new Speaker(...).talk(PCMU, 500).silence(800).talk(PCMU, 200)}.
 */
final class Speaker {
    static final String ADDRESS = "192.0.2.1";
    static final int PORT = 4_000;
    static final String PEER = "192.0.2.2";
    static final int PEER_PORT = 5_000;
    static final long START_MICROS = 1_750_000_000_000_000L;
    /** Before a sender starts over: longer than any packet is on its way. */
    static final int RESTART_PAUSE_MS = 4_000;

    private static final int PTIME_MS = 20;
    private static final int EVENT_TYPE = 101;
    private static final int NOISE_TYPE = 13;
    private static final int NOISE_EVERY_MS = 200;
    private static final int EVENT_CLOCK = 8_000;

    /** What is spoken: payload type, clock and size of 20 ms. */
    enum Codec {
        PCMU(0, 8_000, 160),
        PCMA(8, 8_000, 160),
        /** 16 kHz of sound on a clock of 8 kHz, for ever (RFC 3551 4.5.2). */
        G722(9, 8_000, 160),
        /** A dynamic type, as the session descriptions of {@link KnownCapture} say. */
        OPUS(111, 48_000, 80);

        private final int payloadType;
        private final int clockRate;
        private final int octets;

        Codec(int payloadType, int clockRate, int octets) {
            this.payloadType = payloadType;
            this.clockRate = clockRate;
            this.octets = octets;
        }
    }

    private final List<SentPacket> sent = new ArrayList<>();
    private long ssrc;
    private int sequence;
    private long timestamp;
    private int run;
    private double timeMicros = START_MICROS;
    private double clockSpeed = 1;
    private boolean talkspurt = true;
    private Codec codec = Codec.PCMU;

    Speaker(long ssrc, int sequence, long timestamp) {
        this.ssrc = ssrc;
        this.sequence = sequence;
        this.timestamp = timestamp;
    }

    /** Lets its clock run fast (positive) or slow, in millionths. */
    Speaker skewPpm(double ppm) {
        clockSpeed = 1 + ppm / 1e6;
        return this;
    }

    Speaker talk(Codec spoken, int packets) {
        codec = spoken;
        for (int i = 0; i < packets; i++) {
            emit(spoken.payloadType, spoken.clockRate, new byte[spoken.octets]);
            pass(PTIME_MS);
        }
        return this;
    }

    /** Sends nothing for that long; its timestamps go on. */
    Speaker silence(int ms) {
        pass(ms);
        talkspurt = true;
        return this;
    }

    /** Describes the noise of a pause in speech (RFC 3389), five times a second. */
    Speaker comfortNoise(int ms) {
        talkspurt = false;
        for (int left = ms; left > 0; left -= NOISE_EVERY_MS) {
            emit(NOISE_TYPE, 0, new byte[] {40});
            pass(Math.min(left, NOISE_EVERY_MS));
        }
        talkspurt = true;
        return this;
    }

    /** Presses a key for so many packets: the timestamp stands, the duration grows, the end is said three times (RFC 4733). */
    Speaker key(int event, int packets) {
        long start = timestamp;
        talkspurt = true;
        for (int i = 1; i <= packets + 2; i++) {
            int duration = Math.min(i, packets) * PTIME_MS * EVENT_CLOCK / 1_000;
            int end = i >= packets ? 0x80 : 0;
            timestamp = start;
            emit(
                    EVENT_TYPE,
                    0,
                    new Octets().u8(event).u8(end | 10).u16(duration).bytes());
            timestamp = start + (long) (i - 1) * PTIME_MS * codec.clockRate / 1_000;
            pass(PTIME_MS);
        }
        talkspurt = true;
        return this;
    }

    /** Starts over elsewhere, as after a re-INVITE or when another box takes the call, with the same SSRC. */
    Speaker restart(int newSequence, long newTimestamp) {
        return restart(ssrc, newSequence, newTimestamp);
    }

    /** Starts over with another SSRC: another stream. */
    Speaker restart(long newSsrc, int newSequence, long newTimestamp) {
        pass(RESTART_PAUSE_MS);
        ssrc = newSsrc;
        sequence = newSequence;
        timestamp = newTimestamp;
        talkspurt = true;
        run++;
        return this;
    }

    /** Of the packet that it would send next. */
    int sequence() {
        return sequence;
    }

    List<SentPacket> sent() {
        return sent;
    }

    private void emit(int payloadType, int clockRate, byte[] payload) {
        byte[] rtp = RtpPackets.packet(talkspurt, payloadType, sequence, timestamp & 0xFFFF_FFFFL, ssrc, payload);
        byte[] frame = Frames.udpFrame(ADDRESS, PORT, PEER, PEER_PORT, rtp);
        sent.add(new SentPacket(new CaptureFile.Packet(Math.round(timeMicros), frame), run, clockRate));
        sequence = sequence + 1 & 0xFFFF;
        talkspurt = false;
    }

    private void pass(int ms) {
        timeMicros += ms * 1_000 / clockSpeed;
        timestamp += (long) ms * codec.clockRate / 1_000;
    }
}
