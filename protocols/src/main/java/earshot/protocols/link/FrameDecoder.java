// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.link;

import earshot.protocols.ip.IpPacket;
import earshot.protocols.ip.TcpHeader;
import earshot.protocols.ip.UdpHeader;

/**
 * This is a captured frame, peeled layer by layer down to its innermost UDP or TCP payload. One decoder is used for
 * every frame of a thread; what it says is good until the next {@link #decode} or until the bytes change.
 *
 * <pre>
 * Ethernet | SLL | SLL2 | NULL | LOOP | PPP | raw  →  VLAN tags, MPLS, PPPoE  →  IPv4 | IPv6  →  UDP | TCP
 *      ↑                                                                              │
 *      └──────────────── GRE, ERSPAN, VXLAN, Geneve, GTP-U, TZSP, IP in IP ─────────┘
 * </pre>
 *
 * <p>It runs in a loop, never by recursion, and gives up after {@value #ENCAPSULATIONS_MAX} encapsulations.
 */
public final class FrameDecoder {
    static final int ENCAPSULATIONS_MAX = 8;

    /** What became of the frame. */
    public enum Verdict {
        /** A UDP datagram: ports and payload can be read. */
        UDP,
        /** A TCP segment: ports, payload and {@link #tcp()} can be read. */
        TCP,
        /** An IP packet with another transport: addresses can be read. */
        OTHER_TRANSPORT,
        /** A piece of an IP datagram: {@link #ip()} goes to the reassembler. */
        FRAGMENT,
        /** Whole, and not IP: ARP, spanning tree, ... */
        NOT_IP,
        /** The capture ends inside a header. */
        TRUNCATED,
        /** A header contradicts itself: {@link #reason()} says how. */
        MALFORMED,
        /** More encapsulations than anyone needs. */
        TOO_DEEP,
        /** A link layer that is not decoded here: {@link #reason()} says which. */
        UNKNOWN_LINK
    }

    private static final int NO_OUTER = -1;

    private final Encapsulation encapsulation = new Encapsulation();
    private final LinkLayers layers = new LinkLayers(encapsulation);
    private final Tunnels tunnels = new Tunnels(encapsulation);
    private final IpPacket ip = new IpPacket();
    private final UdpHeader udp = new UdpHeader();
    private final TcpHeader tcp = new TcpHeader();
    private Verdict verdict = Verdict.UNKNOWN_LINK;
    private String reason = "";
    private int outerOffset = NO_OUTER; // of the IP packet around the last tunnel over UDP
    private int outerLength;
    private int outerDepth; // layers around that packet

    /**
     * Decodes one frame.
     *
     * @param linkType as in the capture file, see {@link LinkType}
     * @param length octets captured
     */
    public Verdict decode(int linkType, byte[] bytes, int offset, int length) {
        encapsulation.clear();
        return peel(linkType, bytes, offset, length);
    }

    /** Decodes the IP packet that was put together from the fragment just decoded, and others like it. */
    public Verdict decodeReassembled(byte[] bytes, int length) {
        return peel(LinkType.RAW, bytes, 0, length);
    }

    private Verdict peel(int linkType, byte[] bytes, int offset, int length) {
        reason = "";
        layers.start(linkType, bytes, offset, length);
        outerOffset = NO_OUTER;
        for (int encapsulations = 0; encapsulations <= ENCAPSULATIONS_MAX; encapsulations++) {
            LinkLayers.Next next = layers.peelToIp(ENCAPSULATIONS_MAX);
            verdict = next == LinkLayers.Next.IP ? decodeIp(bytes, layers.at(), layers.remaining()) : end(next);
            if (!enterTunnel()) return backToOuter();
        }
        verdict = Verdict.TOO_DEEP;
        return verdict;
    }

    private boolean enterTunnel() {
        if (verdict == Verdict.OTHER_TRANSPORT) return tunnels.enterIp(layers, ip);
        if (verdict != Verdict.UDP || !Tunnels.isTunnelPort(udp.destinationPort())) return false;
        int length = layers.remaining();
        int depth = encapsulation.depth();
        boolean entered =
                tunnels.enterUdp(layers, ip.bytes(), udp.destinationPort(), udp.payloadOffset(), udp.capturedLength());
        if (!entered) {
            encapsulation.cut(depth);
            return false;
        }
        outerOffset = ip.offset();
        outerLength = length;
        outerDepth = depth;
        return true;
    }

    /** A datagram to a tunnel's port whose inside makes no sense is what it is: a datagram. */
    private Verdict backToOuter() {
        boolean nonsense = verdict == Verdict.MALFORMED || verdict == Verdict.TRUNCATED || verdict == Verdict.TOO_DEEP;
        if (outerOffset == NO_OUTER || !nonsense) return verdict;
        reason = "";
        encapsulation.cut(outerDepth);
        verdict = decodeIp(ip.bytes(), outerOffset, outerLength);
        return verdict;
    }

    /** Whether what goes to that port may be a tunnel, so that only {@link #decode} can tell what is in it. */
    public static boolean isTunnelPort(int port) {
        return Tunnels.isTunnelPort(port);
    }

    private Verdict end(LinkLayers.Next next) {
        return switch (next) {
            case IP -> throw new AssertionError("IP is not an end");
            case NOT_IP -> Verdict.NOT_IP;
            case TRUNCATED -> Verdict.TRUNCATED;
            case UNKNOWN_LINK -> {
                reason = layers.reason();
                yield Verdict.UNKNOWN_LINK;
            }
            case TOO_DEEP -> Verdict.TOO_DEEP;
            case MALFORMED -> malformed(layers.reason());
        };
    }

    private Verdict decodeIp(byte[] bytes, int offset, int length) {
        return switch (ip.wrap(bytes, offset, length)) {
            case IP -> decodeTransport(bytes);
            case FRAGMENT -> Verdict.FRAGMENT;
            case TRUNCATED -> Verdict.TRUNCATED;
            case WRONG_VERSION -> malformed("ip version");
            case BAD_HEADER_LENGTH -> malformed("ip header length");
            case BAD_TOTAL_LENGTH -> malformed("ip total length");
            case TOO_MANY_EXTENSIONS -> malformed("ip extension headers");
        };
    }

    private Verdict decodeTransport(byte[] bytes) {
        return switch (ip.protocol()) {
            case IpPacket.PROTOCOL_UDP ->
                udpVerdict(udp.wrap(bytes, ip.payloadOffset(), ip.capturedLength(), ip.claimedLength()));
            case IpPacket.PROTOCOL_UDPLITE ->
                udpVerdict(udp.wrapLite(bytes, ip.payloadOffset(), ip.capturedLength(), ip.claimedLength()));
            case IpPacket.PROTOCOL_TCP ->
                switch (tcp.wrap(bytes, ip.payloadOffset(), ip.capturedLength(), ip.claimedLength())) {
                    case TCP -> Verdict.TCP;
                    case TRUNCATED ->
                        ip.claimedLength() < TcpHeader.LENGTH_MIN ? malformed("tcp header length") : Verdict.TRUNCATED;
                    case BAD_HEADER_LENGTH -> malformed("tcp header length");
                };
            default -> Verdict.OTHER_TRANSPORT;
        };
    }

    private Verdict udpVerdict(UdpHeader.Verdict header) {
        return switch (header) {
            case UDP -> Verdict.UDP;
            case TRUNCATED ->
                ip.claimedLength() < UdpHeader.LENGTH ? malformed("udp header length") : Verdict.TRUNCATED;
        };
    }

    private Verdict malformed(String reason) {
        this.reason = reason;
        return Verdict.MALFORMED;
    }

    /** What {@link #decode} last returned. */
    public Verdict verdict() {
        return verdict;
    }

    /** Which header is malformed and where, or what is not decoded: a constant; empty for other verdicts. */
    public String reason() {
        return reason;
    }

    /** What is around the innermost IP packet; good until the next frame. */
    public Encapsulation encapsulation() {
        return encapsulation;
    }

    /** The innermost IP header. */
    public IpPacket ip() {
        return ip;
    }

    /** The TCP header; only when the verdict is TCP. */
    public TcpHeader tcp() {
        return tcp;
    }

    public byte[] bytes() {
        return ip.bytes();
    }

    /** Where the source address starts in {@link #bytes()}. */
    public int sourceOffset() {
        return ip.sourceOffset();
    }

    /** Where the destination address starts in {@link #bytes()}. */
    public int destinationOffset() {
        return ip.destinationOffset();
    }

    /** Octets in an address: 4 or 16. */
    public int addressLength() {
        return ip.addressLength();
    }

    /** Of UDP or TCP, 0 otherwise. */
    public int sourcePort() {
        return switch (verdict) {
            case UDP -> udp.sourcePort();
            case TCP -> tcp.sourcePort();
            default -> 0;
        };
    }

    /** Of UDP or TCP, 0 otherwise. */
    public int destinationPort() {
        return switch (verdict) {
            case UDP -> udp.destinationPort();
            case TCP -> tcp.destinationPort();
            default -> 0;
        };
    }

    /** Differentiated services code point, 0 to 63. */
    public int dscp() {
        return ip.dscp();
    }

    /** Time to live, or hop limit. */
    public int ttl() {
        return ip.ttl();
    }

    /** Where the payload of UDP or TCP (of IP, for other transports) starts in {@link #bytes()}. */
    public int payloadOffset() {
        return switch (verdict) {
            case UDP -> udp.payloadOffset();
            case TCP -> tcp.payloadOffset();
            default -> ip.payloadOffset();
        };
    }

    /** Octets of that payload that were captured. */
    public int payloadLength() {
        return switch (verdict) {
            case UDP -> udp.capturedLength();
            case TCP -> tcp.capturedLength();
            default -> ip.capturedLength();
        };
    }

    /**
     * Octets of that payload that were on the wire; more than {@link #payloadLength()} when the capture cut them off.
     */
    public int claimedLength() {
        return switch (verdict) {
            case UDP -> udp.claimedLength();
            case TCP -> tcp.claimedLength();
            default -> ip.claimedLength();
        };
    }
}
