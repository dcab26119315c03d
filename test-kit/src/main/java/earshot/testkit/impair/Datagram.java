// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This is a frame's UDP datagram, found in place: Ethernet, an optional VLAN tag, IPv4 or IPv6 without extensions. */
final class Datagram {
    /** What a datagram of our recordings can be; told by port and first octets. */
    enum Kind {
        SIP,
        RTP,
        RTCP,
        OTHER
    }

    private static final int SIP_PORT = 5060;
    final byte[] frame;
    final int ip;
    final int udp;
    final int payload;
    final int end;

    Datagram(byte[] frame) {
        this.frame = frame;
        int at = 12;
        while (u16(at) == 0x8100) at += 4;
        ip = at + 2;
        udp = isIpv4() ? ip + 4 * (frame[ip] & 15) : ip + 40;
        payload = udp + 8;
        end = udp + u16(udp + 4);
    }

    boolean isIpv4() {
        return (frame[ip] & 0xF0) == 0x40;
    }

    /** A piece of a datagram: only the first one has ports, and none a checksum of its own. */
    boolean isFragment() {
        return isIpv4() && (u16(ip + 6) & 0x3FFF) != 0;
    }

    int u16(int at) {
        return (frame[at] & 0xFF) << 8 | (frame[at + 1] & 0xFF);
    }

    long u32(int at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    void putU16(int at, int value) {
        frame[at] = (byte) (value >> 8);
        frame[at + 1] = (byte) value;
    }

    void putU32(int at, long value) {
        putU16(at, (int) (value >> 16));
        putU16(at + 2, (int) value);
    }

    Kind kind() {
        if (isFragment()) return Kind.OTHER;
        if (u16(udp) == SIP_PORT || u16(udp + 2) == SIP_PORT) return Kind.SIP;
        if (end - payload < 8 || (frame[payload] & 0xC0) != 0x80) return Kind.OTHER;
        int type = frame[payload + 1] & 0xFF;
        return type >= 192 && type <= 223 ? Kind.RTCP : Kind.RTP;
    }

    String source() {
        return endpoint(isIpv4() ? ip + 12 : ip + 8, udp);
    }

    String destination() {
        return endpoint(isIpv4() ? ip + 16 : ip + 24, udp + 2);
    }

    private String endpoint(int address, int port) {
        byte[] octets = new byte[isIpv4() ? 4 : 16];
        System.arraycopy(frame, address, octets, 0, octets.length);
        try {
            return InetAddress.getByAddress(octets).getHostAddress() + ":" + u16(port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are an address", e);
        }
    }

    int payloadType() {
        return frame[payload + 1] & 127;
    }

    int sequence() {
        return u16(payload + 2);
    }

    long timestamp() {
        return u32(payload + 4);
    }

    long ssrc() {
        return u32(payload + 8);
    }

    /** Sets the IPv4 header checksum and the UDP checksum (unless it was sent without one) to what the octets ask for. */
    void fixChecksums() {
        if (isIpv4()) {
            putU16(ip + 10, 0);
            putU16(ip + 10, ~folded(sum(ip, udp)) & 0xFFFF);
        }
        if (isFragment() || (u16(udp + 6) == 0 && isIpv4())) return;
        putU16(udp + 6, 0);
        long pseudo = isIpv4() ? sum(ip + 12, ip + 20) : sum(ip + 8, ip + 40);
        int checksum = ~folded(pseudo + 17 + (end - udp) + sum(udp, end)) & 0xFFFF;
        putU16(udp + 6, checksum == 0 ? 0xFFFF : checksum);
    }

    private long sum(int from, int to) {
        long sum = 0;
        for (int i = from; i + 1 < to; i += 2) sum += u16(i);
        return (to - from) % 2 == 0 ? sum : sum + ((frame[to - 1] & 0xFF) << 8);
    }

    private static int folded(long sum) {
        long folded = sum;
        while (folded > 0xFFFF) folded = (folded & 0xFFFF) + (folded >> 16);
        return (int) folded;
    }
}
