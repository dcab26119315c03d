// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import earshot.protocols.Bytes;
import earshot.protocols.link.Encapsulation;
import earshot.protocols.link.LinkType;

/**
 * What may be RTP in the plainest of frames, which nearly all are, told by few comparisons: Ethernet with at most one VLAN
 * tag, a whole IPv4 packet without options, UDP, and an RTP header with neither padding, extension, contributing sources
 * nor marker. Anything else, however right, is for {@link Dissector} to read step by step; and so is a packet of a stream that
 * is not known, since here nobody looks at what else it could be.
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
    private static final int RTP_VERSION = 0x80;

    private int dscp;
    private int payloadType;
    private int payloadOctets;
    private int sequence;
    private int timestamp;
    private int ssrc;

    /** Reads a frame, and its endpoints into the flow; false when it is not as plain as that. */
    boolean read(int linkType, byte[] bytes, int offset, int length, Flow flow) {
        if (linkType != LinkType.ETHERNET || length < ETHERNET_HEADER + HEADERS) return false;
        int type = Bytes.u16(bytes, offset + 12);
        int ip = offset + ETHERNET_HEADER;
        long network = 0;
        if (type == VLAN) {
            if (length < ETHERNET_HEADER + VLAN_TAG + HEADERS) return false;
            network = Encapsulation.networkOfVlan(Bytes.u16(bytes, ip) & 0x0FFF);
            type = Bytes.u16(bytes, ip + 2);
            ip += VLAN_TAG;
        }
        long start = Bytes.i64(bytes, ip); // version, DSCP, total length, identification, fragment
        boolean isWholeIpv4 = type == IPV4 && start >>> 56 == VERSION_AND_HEADER_LENGTH && (start & FRAGMENT_BITS) == 0;
        if (!isWholeIpv4 || bytes[ip + 9] != PROTOCOL_UDP) return false;
        int udpOctets = (int) (start >>> 32 & 0xFFFF) - IPV4_HEADER;
        long udp = Bytes.i64(bytes, ip + IPV4_HEADER); // ports, length, checksum
        payloadOctets = udpOctets - UDP_HEADER - RTP_HEADER;
        if ((udp >>> 16 & 0xFFFF) != udpOctets || payloadOctets <= EVENT_OCTETS) return false;
        long rtp = Bytes.i64(bytes, ip + IPV4_HEADER + UDP_HEADER); // flags, type, sequence number, timestamp
        boolean isPlain = rtp >>> 56 == RTP_VERSION && (rtp & 0x0080_0000_0000_0000L) == 0;
        if (!isPlain) return false;

        dscp = (int) (start >>> 50) & 0x3F;
        payloadType = (int) (rtp >>> 48) & 0x7F;
        sequence = (int) (rtp >>> 32) & 0xFFFF;
        timestamp = (int) rtp;
        ssrc = Bytes.i32(bytes, ip + IPV4_HEADER + UDP_HEADER + 8);
        long addresses = Bytes.i64(bytes, ip + 12);
        flow.setIpv4((int) (addresses >>> 32), (int) addresses, (int) (udp >>> 32), network);
        return true;
    }

    public int dscp() {
        return dscp;
    }

    /** 0 to 127. */
    public int payloadType() {
        return payloadType;
    }

    /** Octets of payload on the wire. */
    public int payloadOctets() {
        return payloadOctets;
    }

    /** 0 to 65535. */
    public int sequence() {
        return sequence;
    }

    /** 32 bits. */
    public int timestamp() {
        return timestamp;
    }

    /** 32 bits. */
    public int ssrc() {
        return ssrc;
    }
}
