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
    private static final int ETHERNET_TYPE = 12;
    private static final int VLAN_TAG = 4;
    private static final int IPV4_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int RTP_HEADER = 12;
    private static final int EVENT_OCTETS = 4;
    private static final int LENGTH_MIN = 14 + IPV4_HEADER + UDP_HEADER + RTP_HEADER;

    // From the type of the frame on, since what is next to each other is compared at once.
    private static final int FRAGMENT = 8;
    private static final int ADDRESSES = 14;
    private static final int UDP = 2 + IPV4_HEADER;
    private static final int RTP = UDP + UDP_HEADER;
    private static final int SSRC = RTP + 8;

    private static final int VLAN = 0x8100;
    private static final long TYPE_AND_VERSION = 0xFFFF_FF00_0000_0000L;
    private static final long IPV4 = 0x0800_4500_0000_0000L; // with a header of 20 octets
    private static final int FRAGMENT_AND_PROTOCOL = 0x3FFF_00FF; // more fragments, and the offset
    private static final int WHOLE_UDP = 17;
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
        if (length < LENGTH_MIN) return false;
        int at = offset + ETHERNET_TYPE;
        long first = Bytes.i64(bytes, at); // type; version, DSCP, total length, identification
        long around = 0;
        if (first >>> 48 == VLAN) {
            if (length < LENGTH_MIN + VLAN_TAG) return false;
            around = Encapsulation.networkOfVlan((int) (first >>> 32) & 0x0FFF);
            at += VLAN_TAG;
            first = Bytes.i64(bytes, at);
        }
        int rest = Bytes.i32(bytes, at + FRAGMENT); // fragment, time to live, protocol
        boolean isWholeIpv4 = (first & TYPE_AND_VERSION) == IPV4 && (rest & FRAGMENT_AND_PROTOCOL) == WHOLE_UDP;
        if (!isWholeIpv4) return false;
        long udp = Bytes.i64(bytes, at + UDP); // ports, length, checksum
        int udpOctets = (int) (udp >>> 16) & 0xFFFF;
        boolean hasPayload = udpOctets > UDP_HEADER + RTP_HEADER + EVENT_OCTETS;
        if (udpOctets != ((int) (first >>> 16) & 0xFFFF) - IPV4_HEADER || !hasPayload) return false;
        long rtp = Bytes.i64(bytes, at + RTP); // flags, type, sequence number, timestamp
        if ((rtp & FLAGS) != PLAIN_FLAGS) return false;

        start = rtp;
        head = (int) (first >>> 16);
        network = around;
        addresses = Bytes.i64(bytes, at + ADDRESSES);
        portsAndSsrc = (udp & PORTS) | Bytes.u32(bytes, at + SSRC);
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
