// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import earshot.protocols.Bytes;
import earshot.protocols.link.Encapsulation;

/**
 * What may be RTP in the plainest of frames, which nearly all are, told by few comparisons: Ethernet with at most one VLAN
 * tag, a whole IPv4 packet without options, UDP, and an RTP header with neither padding, extension, contributing sources
 * nor marker. Anything else, however right, is for {@link Dissector} to read step by step; and so is a packet of a stream that
 * is not known, since here nobody looks at what else it could be.
 *
 * <p>This is a view, wrapped again for each packet.
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

    private long addresses;
    private long portsAndSsrc;
    private long network;
    private long start;
    private int head;

    /** Reads an Ethernet frame in place; false when it is not as plain as that, and nothing is known of it then. */
    public boolean wrap(byte[] bytes, int offset, int length) {
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

        start = rtp;
        head = (int) (first >>> 32);
        network = around;
        addresses = Bytes.i64(bytes, ip + 12);
        portsAndSsrc = (udp & PORTS) | Bytes.u32(bytes, ip + IPV4_HEADER + UDP_HEADER + 8);
        return true;
    }

    /** Source and destination. */
    public long addresses() {
        return addresses;
    }

    /** Source port, destination port and SSRC. */
    public long portsAndSsrc() {
        return portsAndSsrc;
    }

    /** As {@link Flow#network()}. */
    public long network() {
        return network;
    }

    /** The first eight octets of RTP: flags, payload type, sequence number, timestamp. */
    public long start() {
        return start;
    }

    /** The first four octets of IP: version, DSCP, length. Never 0. */
    public int head() {
        return head;
    }
}
