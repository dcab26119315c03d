// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import java.util.Arrays;

/** This is an RTP packet being written (RFC 3550 §5.1), or a row of them as one sender sends them. */
public final class RtpPackets {
    private final int payloadType;
    private final long ssrc;
    private final int ticksPerPacket;
    private final byte[] payload;
    private int sequence;
    private long timestamp;

    /** A sender of packets of one size: for G.711 at 20 ms, payload type 0 or 8, 160 ticks and 160 octets. */
    public RtpPackets(int payloadType, long ssrc, int sequence, long timestamp, int ticksPerPacket, int payloadLength) {
        this.payloadType = payloadType;
        this.ssrc = ssrc;
        this.sequence = sequence;
        this.timestamp = timestamp;
        this.ticksPerPacket = ticksPerPacket;
        payload = new byte[payloadLength];
        Arrays.fill(payload, (byte) 0xD5); // A-law silence
    }

    /** The next packet; sequence number and timestamp move on. */
    public byte[] next() {
        byte[] packet = packet(false, payloadType, sequence, timestamp, ssrc, payload);
        skip();
        return packet;
    }

    /** Moves on without a packet, as when it is lost. */
    public void skip() {
        sequence = sequence + 1 & 0xFFFF;
        timestamp = timestamp + ticksPerPacket & 0xFFFF_FFFFL;
    }

    /** One packet without CSRCs, extension or padding. */
    public static byte[] packet(
            boolean marker, int payloadType, int sequence, long timestamp, long ssrc, byte[] payload) {
        return new Octets()
                .u8(0x80)
                .u8((marker ? 0x80 : 0) | payloadType)
                .u16(sequence)
                .u32(timestamp)
                .u32(ssrc)
                .raw(payload)
                .bytes();
    }
}
