// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
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
    private static final int LENGTH_MAX = 0xFFFF;
    private static final int IPV4 = 0x45; // version and length of the header
    private static final int OTHER = 0x65;

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

    /** For {@link StreamRows}: the first eight octets of RTP, as if there were only payload behind the header. */
    long start() {
        long flags = 0x8000L | (marker ? 0x80 : 0) | payloadType;
        return (flags << 48) | ((long) sequence << 32) | (timestamp & 0xFFFF_FFFFL);
    }

    /**
     * For {@link StreamRows}: the first four octets of an IPv4 packet that would bring the same payload, without ECN; of no packet
     * at all, 0, when there could be none, or when the payload has to be looked at.
     */
    int head(Flow flow) {
        int length = payloadOctets + StreamRows.HEADERS;
        if (length > LENGTH_MAX || looksLikeEvent) return 0;
        return ((flow.isIpv4() ? IPV4 : OTHER) << 24) | (dscp << 18) | length;
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
