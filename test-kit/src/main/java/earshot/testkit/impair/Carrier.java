// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import earshot.testkit.Frames;
import earshot.testkit.Octets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * This puts the media of a copy into TCP, a segment for each packet, between the endpoints that they had over UDP: framed as in
 * RFC 4571, or as ChannelData to and from a TURN server (RFC 8656 §12.5), where each direction begins with the message
 * that binds the channel. What follows is octet by octet what the RFCs say; no program was asked.
 */
final class Carrier {
    /** What carries the media. */
    enum Kind {
        UDP,
        RFC4571,
        TURN
    }

    private static final int ACK_PUSH = 0x18;
    private static final int CHANNEL = 0x4001;
    private static final long FIRST_SEQUENCE = 0xFFFF_F000L; // wraps within the call
    private static final int IP_HEADER = 20;
    private static final int IP_SERVICE = 1;
    private static final int IP_CHECKSUM = 10;
    private static final int IP_ADDRESSES = 12;
    private final Kind kind;
    private final Map<String, Long> next = new HashMap<>();

    Carrier(Kind kind) {
        this.kind = kind;
    }

    /** The packet as it is carried: RTP and RTCP in a segment, all else as it was. */
    CaptureFile.Packet apply(CaptureFile.Packet packet) {
        Datagram datagram = new Datagram(packet.frame());
        boolean isMedia = datagram.kind() == Datagram.Kind.RTP || datagram.kind() == Datagram.Kind.RTCP;
        if (kind == Kind.UDP || !isMedia) return packet;
        byte[] media = Arrays.copyOfRange(packet.frame(), datagram.payload, datagram.end);
        String direction = datagram.source() + '>' + datagram.destination();
        boolean isFirst = !next.containsKey(direction);
        byte[] octets = kind == Kind.RFC4571 ? framed(media) : channelled(media, isFirst);
        long sequence = next.getOrDefault(direction, FIRST_SEQUENCE);
        next.put(direction, sequence + octets.length & 0xFFFF_FFFFL);
        byte[] segment =
                Frames.tcp(datagram.u16(datagram.udp), datagram.u16(datagram.udp + 2), sequence, ACK_PUSH, octets);
        return new CaptureFile.Packet(packet.timeMicros(), Frames.ethernet(inIp(datagram, segment)));
    }

    private static byte[] inIp(Datagram datagram, byte[] segment) {
        byte[] ip = Frames.ipv4("0.0.0.0", "0.0.0.0", Frames.TCP, segment);
        System.arraycopy(datagram.frame, datagram.ip + IP_ADDRESSES, ip, IP_ADDRESSES, 8);
        ip[IP_SERVICE] = datagram.frame[datagram.ip + IP_SERVICE];
        return withChecksum(ip);
    }

    private static byte[] withChecksum(byte[] ip) {
        ip[IP_CHECKSUM] = 0;
        ip[IP_CHECKSUM + 1] = 0;
        int sum = 0;
        for (int i = 0; i < IP_HEADER; i += 2) sum += (ip[i] & 0xFF) << 8 | (ip[i + 1] & 0xFF);
        int checksum = ~(sum + (sum >> 16));
        ip[IP_CHECKSUM] = (byte) (checksum >> 8);
        ip[IP_CHECKSUM + 1] = (byte) checksum;
        return ip;
    }

    private static byte[] framed(byte[] media) {
        return new Octets().u16(media.length).raw(media).bytes();
    }

    private static byte[] channelled(byte[] media, boolean isFirst) {
        Octets octets = new Octets();
        if (isFirst) octets.raw(channelBind());
        octets.u16(CHANNEL).u16(media.length).raw(media);
        return octets.zeros((4 - media.length % 4) % 4).bytes();
    }

    /** RFC 8656 §12: a ChannelBind request with CHANNEL-NUMBER and an IPv4 XOR-PEER-ADDRESS. */
    private static byte[] channelBind() {
        return new Octets()
                .hex("0009 0014 2112a442 000102030405060708090a0b")
                .hex("000c 0004 4001 0000")
                .hex("0012 0008 0001 3333 2b5f9943")
                .bytes();
    }
}
