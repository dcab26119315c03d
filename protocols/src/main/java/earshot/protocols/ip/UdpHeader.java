// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import earshot.protocols.Bytes;

/** This is the UDP or UDP-Lite header, read in place (RFC 768, RFC 3828). Good until the bytes change. */
public final class UdpHeader {
    public static final int LENGTH = 8;

    /** What {@link #wrap} made of the bytes. */
    public enum Verdict {
        UDP,
        TRUNCATED
    }

    private byte[] bytes = Bytes.NONE;
    private int offset;
    private int capturedLength;
    private int claimedLength;

    /**
     * Reads the header of an IP payload.
     *
     * @param captured octets of the IP payload that were captured
     * @param claimed octets of the IP payload that were on the wire
     */
    public Verdict wrap(byte[] bytes, int offset, int captured, int claimed) {
        if (captured < LENGTH) return Verdict.TRUNCATED;
        int length = Bytes.u16(bytes, offset + 4);
        // 0 is left to the network card to fill in; a length past the packet cannot be right.
        if (length < LENGTH || length > claimed) length = claimed;
        return take(bytes, offset, captured, length);
    }

    /**
     * As {@link #wrap}, for UDP-Lite, whose third field says how much the checksum covers, not how long the datagram
     * is.
     */
    public Verdict wrapLite(byte[] bytes, int offset, int captured, int claimed) {
        return captured < LENGTH ? Verdict.TRUNCATED : take(bytes, offset, captured, claimed);
    }

    private Verdict take(byte[] bytes, int offset, int captured, int length) {
        this.bytes = bytes;
        this.offset = offset;
        claimedLength = length - LENGTH;
        capturedLength = Math.min(claimedLength, captured - LENGTH);
        return Verdict.UDP;
    }

    public int sourcePort() {
        return Bytes.u16(bytes, offset);
    }

    public int destinationPort() {
        return Bytes.u16(bytes, offset + 2);
    }

    public int payloadOffset() {
        return offset + LENGTH;
    }

    /** Octets of the payload that were captured. */
    public int capturedLength() {
        return capturedLength;
    }

    /** Octets of the payload that were on the wire. */
    public int claimedLength() {
        return claimedLength;
    }
}
