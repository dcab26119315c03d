// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import earshot.protocols.Bytes;

/**
 * This is one IPv4 or IPv6 header with its options or extension headers, read in place (RFC 791, RFC 8200). Good until
 * the bytes change.
 *
 * <p>Lengths: the <em>claimed</em> payload is what the header says, the <em>captured</em> payload is what is there;
 * they differ when the capture cut the packet. Link-layer padding belongs to neither. Checksums are not verified:
 * network cards fill them in after the capture point.
 */
public final class IpPacket {
    public static final int PROTOCOL_IPV4 = 4;
    public static final int PROTOCOL_TCP = 6;
    public static final int PROTOCOL_UDP = 17;
    public static final int PROTOCOL_IPV6 = 41;
    public static final int PROTOCOL_GRE = 47;
    public static final int PROTOCOL_SCTP = 132;
    public static final int PROTOCOL_UDPLITE = 136;

    /** What {@link #wrap} made of the bytes. */
    public enum Verdict {
        /** A whole datagram: its payload starts with the transport header. */
        IP,
        /** A piece of a datagram. */
        FRAGMENT,
        /** The capture ends inside the headers. */
        TRUNCATED,
        /** Neither version 4 nor 6. */
        WRONG_VERSION,
        /** A header shorter than its minimum or longer than its packet. */
        BAD_HEADER_LENGTH,
        /** A total length shorter than the header. */
        BAD_TOTAL_LENGTH,
        /** More IPv6 extension headers than {@value #EXTENSIONS_MAX}. */
        TOO_MANY_EXTENSIONS
    }

    static final int EXTENSIONS_MAX = 8;
    static final int IPV6_HEADER_LENGTH = 40;
    static final int IPV6_FRAGMENT_HEADER = 44;
    private static final int IPV4_HEADER_LENGTH_MIN = 20;
    private static final int IPV4_MORE_FRAGMENTS = 0x2000;
    private static final int IPV6_AUTHENTICATION = 51;

    private byte[] bytes = Bytes.NONE;
    private int offset;
    private int version;
    private int protocol;
    private int payloadOffset;
    private int capturedLength;
    private int claimedLength;
    private boolean fragmented;
    private boolean moreFragments;
    private int fragmentOffset;
    private int fragmentId;

    /** Reads the packet that starts at the offset; the length is what was captured of it, padding included. */
    public Verdict wrap(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        fragmented = false;
        moreFragments = false;
        fragmentOffset = 0;
        fragmentId = 0;
        if (length < 1) return Verdict.TRUNCATED;
        version = Bytes.u8(bytes, offset) >> 4;
        return switch (version) {
            case 4 -> wrapIpv4(length);
            case 6 -> wrapIpv6(length);
            default -> Verdict.WRONG_VERSION;
        };
    }

    private Verdict wrapIpv4(int length) {
        if (length < IPV4_HEADER_LENGTH_MIN) return Verdict.TRUNCATED;
        int headerLength = (Bytes.u8(bytes, offset) & 0x0F) * 4;
        if (headerLength < IPV4_HEADER_LENGTH_MIN) return Verdict.BAD_HEADER_LENGTH;
        int totalLength = Bytes.u16(bytes, offset + 2);
        if (totalLength == 0) totalLength = length; // left to the network card to fill in
        if (totalLength < headerLength) return Verdict.BAD_TOTAL_LENGTH;
        if (length < headerLength) return Verdict.TRUNCATED;
        protocol = Bytes.u8(bytes, offset + 9);
        payloadOffset = offset + headerLength;
        claimedLength = totalLength - headerLength;
        capturedLength = Math.min(claimedLength, length - headerLength);
        int flags = Bytes.u16(bytes, offset + 6);
        fragmentId = Bytes.u16(bytes, offset + 4);
        fragmentOffset = (flags & 0x1FFF) * 8;
        moreFragments = (flags & IPV4_MORE_FRAGMENTS) != 0;
        fragmented = moreFragments || fragmentOffset > 0;
        return fragmented ? Verdict.FRAGMENT : Verdict.IP;
    }

    private Verdict wrapIpv6(int length) {
        if (length < IPV6_HEADER_LENGTH) return Verdict.TRUNCATED;
        protocol = Bytes.u8(bytes, offset + 6);
        payloadOffset = offset + IPV6_HEADER_LENGTH;
        claimedLength = Bytes.u16(bytes, offset + 4);
        if (claimedLength == 0) claimedLength = length - IPV6_HEADER_LENGTH; // left to the network card to fill in
        capturedLength = Math.min(claimedLength, length - IPV6_HEADER_LENGTH);
        for (int extensions = 0; isExtension(protocol); extensions++) {
            if (extensions == EXTENSIONS_MAX) return Verdict.TOO_MANY_EXTENSIONS;
            if (claimedLength < 8) return Verdict.BAD_HEADER_LENGTH;
            if (capturedLength < 8) return Verdict.TRUNCATED;
            int extensionLength = extensionLength();
            if (extensionLength > claimedLength) return Verdict.BAD_HEADER_LENGTH;
            if (extensionLength > capturedLength) return Verdict.TRUNCATED;
            if (protocol == IPV6_FRAGMENT_HEADER) readIpv6Fragment();
            protocol = Bytes.u8(bytes, payloadOffset);
            payloadOffset += extensionLength;
            claimedLength -= extensionLength;
            capturedLength -= extensionLength;
            if (fragmented) break; // what follows counts towards the fragment's offset
        }
        return fragmented ? Verdict.FRAGMENT : Verdict.IP;
    }

    private int extensionLength() {
        return switch (protocol) {
            case IPV6_FRAGMENT_HEADER -> 8;
            case IPV6_AUTHENTICATION -> (Bytes.u8(bytes, payloadOffset + 1) + 2) * 4;
            default -> (Bytes.u8(bytes, payloadOffset + 1) + 1) * 8;
        };
    }

    private void readIpv6Fragment() {
        int field = Bytes.u16(bytes, payloadOffset + 2);
        fragmentOffset = field & 0xFFF8;
        moreFragments = (field & 1) != 0;
        fragmentId = Bytes.i32(bytes, payloadOffset + 4);
        fragmented = moreFragments || fragmentOffset > 0; // an atomic fragment (RFC 6946) is a whole datagram
    }

    /** Hop-by-hop, routing, fragment, authentication, destination options, mobility, HIP, shim6. */
    private static boolean isExtension(int protocol) {
        return switch (protocol) {
            case 0, 43, IPV6_FRAGMENT_HEADER, IPV6_AUTHENTICATION, 60, 135, 139, 140 -> true;
            default -> false;
        };
    }

    /** 4 or 6. */
    public int version() {
        return version;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Where the IP header starts. */
    public int offset() {
        return offset;
    }

    /** Number of the transport protocol, past any IPv6 extension headers. */
    public int protocol() {
        return protocol;
    }

    /** 4 or 16 octets. */
    public int addressLength() {
        return version == 4 ? 4 : 16;
    }

    /** Where the source address starts in {@link #bytes()}. */
    public int sourceOffset() {
        return offset + (version == 4 ? 12 : 8);
    }

    /** Where the destination address starts in {@link #bytes()}. */
    public int destinationOffset() {
        return offset + (version == 4 ? 16 : 24);
    }

    /** Differentiated services code point, 0 to 63. */
    public int dscp() {
        int trafficClass = version == 4 ? Bytes.u8(bytes, offset + 1) : Bytes.u16(bytes, offset) >> 4 & 0xFF;
        return trafficClass >> 2;
    }

    /** Time to live, or hop limit. */
    public int ttl() {
        return Bytes.u8(bytes, offset + (version == 4 ? 8 : 7));
    }

    public int payloadOffset() {
        return payloadOffset;
    }

    /** Octets of the payload that were captured. */
    public int capturedLength() {
        return capturedLength;
    }

    /** Octets of the payload that were on the wire. */
    public int claimedLength() {
        return claimedLength;
    }

    /** Octets from the start of the datagram's payload to this fragment's. */
    public int fragmentOffset() {
        return fragmentOffset;
    }

    /** False in the last fragment. */
    public boolean hasMoreFragments() {
        return moreFragments;
    }

    /** IPv4 identification (also when not fragmented), or the id of the IPv6 fragment header. */
    public int fragmentId() {
        return fragmentId;
    }
}
