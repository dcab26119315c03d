// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * These are the layers below the payload, from the inside out:
 * {@code ethernet(ipv4("192.0.2.1", "192.0.2.2", UDP, udp(5060, 5060, sip)))}. Checksums are right where receivers of
 * ours or of others may look at them (IPv4 header), and zero where zero means "none" (UDP over IPv4).
 */
public final class Frames {
    public static final int TCP = 6;
    public static final int UDP = 17;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final int TTL = 64;

    private Frames() {}

    /** Ethernet around an IP packet of either version. */
    public static byte[] ethernet(byte[] ip) {
        return ethernet(etherTypeOf(ip), ip);
    }

    /** Ethernet around anything. */
    public static byte[] ethernet(int etherType, byte[] payload) {
        return new Octets()
                .hex("020000000002 020000000001")
                .u16(etherType)
                .raw(payload)
                .bytes();
    }

    /** Ethernet with one IEEE 802.1Q tag around an IP packet. */
    public static byte[] vlan(int id, byte[] ip) {
        return ethernet(0x8100, tag(id, etherTypeOf(ip), ip));
    }

    /** A tag as it follows an EtherType of 8100 or 88A8: the id, the next EtherType, what it tags. */
    public static byte[] tag(int id, int etherType, byte[] payload) {
        return new Octets().u16(id).u16(etherType).raw(payload).bytes();
    }

    /** 0800 or 86DD, by the version of the packet. */
    public static int etherTypeOf(byte[] ip) {
        return (ip[0] & 0xF0) == 0x40 ? IPV4 : IPV6;
    }

    /** An IPv4 packet with expedited forwarding (DSCP 46) and a TTL of 64. */
    public static byte[] ipv4(String source, String destination, int protocol, byte[] payload) {
        return ipv4Fragment(source, destination, protocol, 0x1234, 0, false, payload);
    }

    /** A piece of an IPv4 datagram; the offset is in octets. */
    public static byte[] ipv4Fragment(
            String source, String destination, int protocol, int id, int offset, boolean more, byte[] payload) {
        byte[] header = new Octets()
                .u8(0x45)
                .u8(46 << 2)
                .u16(20 + payload.length)
                .u16(id)
                .u16(offset / 8 | (more ? 0x2000 : 0))
                .u8(TTL)
                .u8(protocol)
                .u16(0)
                .raw(address(source))
                .raw(address(destination))
                .bytes();
        int checksum = checksum(header);
        header[10] = (byte) (checksum >> 8);
        header[11] = (byte) checksum;
        return new Octets().raw(header).raw(payload).bytes();
    }

    private static int checksum(byte[] header) {
        int sum = 0;
        for (int i = 0; i < header.length; i += 2) sum += ((header[i] & 0xFF) << 8) | (header[i + 1] & 0xFF);
        while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
        return ~sum & 0xFFFF;
    }

    /** An IPv6 packet with expedited forwarding (DSCP 46) and a hop limit of 64. */
    public static byte[] ipv6(String source, String destination, int nextHeader, byte[] payload) {
        return new Octets()
                .u32(6L << 28 | 46L << 22)
                .u16(payload.length)
                .u8(nextHeader)
                .u8(TTL)
                .raw(address(source))
                .raw(address(destination))
                .raw(payload)
                .bytes();
    }

    /** The payload of an IPv6 fragment (next header 44); the offset is in octets. */
    public static byte[] ipv6Fragment(int nextHeader, int id, int offset, boolean more, byte[] payload) {
        return new Octets()
                .u8(nextHeader)
                .u8(0)
                .u16(offset | (more ? 1 : 0))
                .u32(id)
                .raw(payload)
                .bytes();
    }

    /** A UDP datagram without a checksum. */
    public static byte[] udp(int sourcePort, int destinationPort, byte[] payload) {
        return new Octets()
                .u16(sourcePort)
                .u16(destinationPort)
                .u16(8 + payload.length)
                .u16(0)
                .raw(payload)
                .bytes();
    }

    /** A TCP segment without options or checksum; flags as in the header's octet 13 (SYN 2, ACK 16, FIN 1, RST 4). */
    public static byte[] tcp(int sourcePort, int destinationPort, long sequence, int flags, byte[] payload) {
        return new Octets()
                .u16(sourcePort)
                .u16(destinationPort)
                .u32(sequence)
                .u32(0)
                .u8(5 << 4)
                .u8(flags)
                .u16(65_535)
                .u32(0)
                .raw(payload)
                .bytes();
    }

    /** UDP over IP of the addresses' version, over Ethernet. */
    public static byte[] udpFrame(
            String source, int sourcePort, String destination, int destinationPort, byte[] payload) {
        byte[] datagram = udp(sourcePort, destinationPort, payload);
        boolean ipv6 = source.indexOf(':') >= 0;
        return ethernet(ipv6 ? ipv6(source, destination, UDP, datagram) : ipv4(source, destination, UDP, datagram));
    }

    /** The 4 or 16 octets of an address written as a number: nothing is looked up. */
    public static byte[] address(String literal) {
        if (literal.indexOf(':') < 0 && !literal.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
            throw new IllegalArgumentException("not an address: " + literal);
        }
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an address: " + literal, e);
        }
    }
}
