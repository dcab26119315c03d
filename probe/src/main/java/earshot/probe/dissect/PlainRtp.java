// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import earshot.probe.capture.PacketGroup;
import earshot.protocols.Bytes;
import earshot.protocols.link.Encapsulation;
import earshot.protocols.link.LinkType;

/**
 * What may be RTP in the plainest of frames, which nearly all are, told by few comparisons: Ethernet with at most one VLAN
 * tag, a whole IPv4 packet without options, UDP, and an RTP header with neither padding, extension, contributing sources
 * nor marker. Anything else, however right, is for {@link Dissector} to read step by step; and so is a packet of a stream that
 * is not known, since here nobody looks at what else it could be.
 *
 * <p>It holds what it read of each packet of a {@link PacketGroup}, by the packet's number in the group.
 */
public final class PlainRtp {
    private static final int ETHERNET_HEADER = 14;
    private static final int VLAN_TAG = 4;
    private static final int VLAN = 0x8100;
    private static final int IPV4 = 0x0800;
    private static final int IPV4_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int RTP_HEADER = 12;
    private static final int HEADERS = IPV4_HEADER + UDP_HEADER + RTP_HEADER;
    private static final int EVENT_OCTETS = 4;
    private static final int VERSION_AND_HEADER_LENGTH = 0x45;
    private static final int FRAGMENT_BITS = 0x3FFF; // more fragments, and the offset
    private static final int PROTOCOL_UDP = 17;
    private static final long FLAGS = 0xFF80_0000_0000_0000L; // version to contributing sources, marker
    private static final long PLAIN_FLAGS = 0x8000_0000_0000_0000L;
    private static final long PORTS = 0xFFFF_FFFF_0000_0000L;

    private final boolean[] isPlain = new boolean[PacketGroup.SIZE_MAX];
    private final long[] addresses = new long[PacketGroup.SIZE_MAX];
    private final long[] portsAndSsrcs = new long[PacketGroup.SIZE_MAX];
    private final long[] networks = new long[PacketGroup.SIZE_MAX];
    private final long[] starts = new long[PacketGroup.SIZE_MAX];
    private final long[] timesNanos = new long[PacketGroup.SIZE_MAX];
    private final int[] heads = new int[PacketGroup.SIZE_MAX];
    private int size;

    /** Reads all frames of a group. */
    void read(PacketGroup group) {
        byte[] bytes = group.bytes();
        boolean isEthernet = group.linkType() == LinkType.ETHERNET;
        size = group.size();
        for (int i = 0; i < size; i++) {
            timesNanos[i] = group.timeNanos(i);
            isPlain[i] = isEthernet && read(i, bytes, group.offset(i), group.capturedLength(i));
        }
    }

    private boolean read(int packet, byte[] bytes, int offset, int length) {
        if (length < ETHERNET_HEADER + HEADERS) return false;
        int type = Bytes.u16(bytes, offset + 12);
        int ip = offset + ETHERNET_HEADER;
        long around = 0;
        if (type == VLAN) {
            if (length < ETHERNET_HEADER + VLAN_TAG + HEADERS) return false;
            around = Encapsulation.networkOfVlan(Bytes.u16(bytes, ip) & 0x0FFF);
            type = Bytes.u16(bytes, ip + 2);
            ip += VLAN_TAG;
        }
        long first = Bytes.i64(bytes, ip); // version, DSCP, total length, identification, fragment
        boolean isWholeIpv4 = type == IPV4 && first >>> 56 == VERSION_AND_HEADER_LENGTH && (first & FRAGMENT_BITS) == 0;
        if (!isWholeIpv4 || bytes[ip + 9] != PROTOCOL_UDP) return false;
        int udpOctets = (int) (first >>> 32 & 0xFFFF) - IPV4_HEADER;
        long udp = Bytes.i64(bytes, ip + IPV4_HEADER); // ports, length, checksum
        boolean hasPayload = udpOctets > UDP_HEADER + RTP_HEADER + EVENT_OCTETS;
        if ((udp >>> 16 & 0xFFFF) != udpOctets || !hasPayload) return false;
        long rtp = Bytes.i64(bytes, ip + IPV4_HEADER + UDP_HEADER); // flags, type, sequence number, timestamp
        if ((rtp & FLAGS) != PLAIN_FLAGS) return false;

        starts[packet] = rtp;
        heads[packet] = (int) (first >>> 32);
        networks[packet] = around;
        addresses[packet] = Bytes.i64(bytes, ip + 12);
        portsAndSsrcs[packet] = (udp & PORTS) | Bytes.u32(bytes, ip + IPV4_HEADER + UDP_HEADER + 8);
        return true;
    }

    /** Packets in the group. */
    public int size() {
        return size;
    }

    /** The first packet, from one on, that is not plain, or came at another time, or has none of those bits in its sequence number. */
    int end(int from, long fromNanos, long untilNanos, int sequenceBits) {
        for (int i = from; i < size; i++) {
            boolean isAtThatTime = timesNanos[i] >= fromNanos && timesNanos[i] < untilNanos;
            if (!isPlain[i] || !isAtThatTime || (sequence(i) & sequenceBits) == 0) return i;
        }
        return size;
    }

    /** When it came, nanoseconds since 1970. */
    public long timeNanos(int packet) {
        return timesNanos[packet];
    }

    /** Whether a packet is as plain as that; if not, nothing else is known of it. */
    public boolean isPlain(int packet) {
        return isPlain[packet];
    }

    /** Source and destination. */
    public long addresses(int packet) {
        return addresses[packet];
    }

    /** Source port, destination port and SSRC. */
    public long portsAndSsrc(int packet) {
        return portsAndSsrcs[packet];
    }

    /** As {@link Flow#network()}. */
    public long network(int packet) {
        return networks[packet];
    }

    /** The first eight octets of RTP: flags, payload type, sequence number, timestamp. */
    public long start(int packet) {
        return starts[packet];
    }

    /** The first four octets of IP: version, DSCP, length. */
    public int head(int packet) {
        return heads[packet];
    }

    /** 0 to 65535. */
    private int sequence(int packet) {
        return (int) (starts[packet] >>> 32) & 0xFFFF;
    }
}
