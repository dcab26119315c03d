// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.protocols.Bytes;
import earshot.protocols.rtp.PayloadTypes;
import earshot.protocols.rtp.RtpExtension;
import earshot.protocols.rtp.RtpHeader;

/**
 * One RTP packet as numbers: what is left of it once its bytes are gone, in a form small enough to be kept while its
 * stream is on probation. It is filled again and again.
 */
final class RtpArrival {
    private static final int EVENT_LENGTH = 4;
    private static final int EVENT_RESERVED_BIT = 0x40;

    long timeNanos;
    int timestamp;
    int payloadOctets;
    int sequence;
    int payloadType;
    boolean marker;
    int dscp;

    /** A payload of an undeclared type that is built like a telephone event (RFC 4733 2.3). */
    boolean looksLikeEvent;

    /** The payload of such a packet; 0 of any other. */
    int event;

    /** The header has an extension whose elements fit it; known once {@link #look} was called. */
    boolean hasElements;

    private final RtpExtension extension = new RtpExtension();

    /** Where the payload can be read, while the packet is at hand: not once it was kept. */
    byte[] bytes = Bytes.NONE;

    int payloadOffset;
    int capturedPayload;

    void set(RtpHeader rtp, byte[] bytes, long timeNanos, int dscp) {
        this.timeNanos = timeNanos;
        this.dscp = dscp;
        timestamp = (int) rtp.timestamp();
        payloadOctets = rtp.payloadLength();
        sequence = rtp.sequence();
        payloadType = rtp.payloadType();
        marker = rtp.hasMarker();
        this.bytes = bytes;
        payloadOffset = rtp.payloadOffset();
        capturedPayload = rtp.capturedPayloadLength();
        looksLikeEvent = payloadType >= PayloadTypes.DYNAMIC_MIN
                && payloadOctets == EVENT_LENGTH
                && capturedPayload == EVENT_LENGTH
                && (Bytes.u8(bytes, payloadOffset + 1) & EVENT_RESERVED_BIT) == 0;
        event = looksLikeEvent ? Bytes.i32(bytes, payloadOffset) : 0;
    }

    /** Looks at what only a packet on probation is asked for. */
    void look(RtpHeader rtp) {
        hasElements = false;
        if (!extension.wrap(bytes, rtp)) return;
        while (extension.next()) hasElements = true;
        hasElements &= !extension.isMalformed();
    }

    /** What is the same for each packet of a {@link earshot.quality.SteadyRun}: type, marker, DSCP and whether it looks like an event. */
    int likeness() {
        return pack() >>> 16;
    }

    /** The likeness of a packet without marker that does not look like an event. */
    static int plainLikeness(int payloadType, int dscp) {
        return payloadType | dscp << 8;
    }

    /** All but time, timestamp and length in one number: 16 bits sequence, 7 type, 1 marker, 6 DSCP, 1 event. */
    int pack() {
        return sequence | payloadType << 16 | (marker ? 1 << 23 : 0) | dscp << 24 | (looksLikeEvent ? 1 << 30 : 0);
    }

    void unpack(int packed) {
        sequence = packed & 0xFFFF;
        payloadType = packed >> 16 & 0x7F;
        marker = (packed & 1 << 23) != 0;
        dscp = packed >> 24 & 0x3F;
        looksLikeEvent = (packed & 1 << 30) != 0;
    }
}
