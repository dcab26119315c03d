// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import earshot.protocols.Bytes;

/** This is the TCP header with its options skipped, read in place (RFC 9293 §3.1). Good until the bytes change. */
public final class TcpHeader {
    public static final int LENGTH_MIN = 20;

    /** What {@link #wrap} made of the bytes. */
    public enum Verdict {
        TCP,
        TRUNCATED,
        BAD_HEADER_LENGTH
    }

    private byte[] bytes = Bytes.NONE;
    private int offset;
    private int headerLength;
    private int capturedLength;
    private int claimedLength;

    /**
     * Reads the header of an IP payload.
     *
     * @param captured octets of the IP payload that were captured
     * @param claimed octets of the IP payload that were on the wire
     */
    public Verdict wrap(byte[] bytes, int offset, int captured, int claimed) {
        if (captured < LENGTH_MIN) return Verdict.TRUNCATED;
        int length = (Bytes.u8(bytes, offset + 12) >> 4) * 4;
        if (length < LENGTH_MIN || length > claimed) return Verdict.BAD_HEADER_LENGTH;
        if (length > captured) return Verdict.TRUNCATED;
        this.bytes = bytes;
        this.offset = offset;
        headerLength = length;
        claimedLength = claimed - length;
        capturedLength = captured - length;
        return Verdict.TCP;
    }

    public int sourcePort() {
        return Bytes.u16(bytes, offset);
    }

    public int destinationPort() {
        return Bytes.u16(bytes, offset + 2);
    }

    /** Sequence number of the first payload octet (of the SYN itself in a SYN), as 32 bits. */
    public int sequence() {
        return Bytes.i32(bytes, offset + 4);
    }

    public boolean isSyn() {
        return (Bytes.u8(bytes, offset + 13) & 0x02) != 0;
    }

    public int payloadOffset() {
        return offset + headerLength;
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
