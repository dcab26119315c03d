// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import java.nio.charset.StandardCharsets;

/**
 * This is a HEP packet of version 3 being written, chunk by chunk: {@code HepPackets.from("192.0.2.1", 5060,
 * "192.0.2.2", 5060).time(seconds, micros).type(1).payload(sip).bytes()}. The length of the whole is added at the end.
 */
public final class HepPackets {
    private static final int HEADER = 6;

    private final Octets chunks = new Octets();

    private HepPackets() {}

    /** Nothing but the magic and the length. */
    public static HepPackets empty() {
        return new HepPackets();
    }

    /** UDP between two endpoints; family and chunks of the addresses by their look. */
    public static HepPackets from(String source, int sourcePort, String destination, int destinationPort) {
        boolean ipv6 = source.indexOf(':') >= 0;
        return empty().chunk(0x01, new Octets().u8(ipv6 ? 10 : 2).bytes())
                .chunk(0x02, new Octets().u8(17).bytes())
                .chunk(ipv6 ? 0x05 : 0x03, Frames.address(source))
                .chunk(ipv6 ? 0x06 : 0x04, Frames.address(destination))
                .chunk(0x07, new Octets().u16(sourcePort).bytes())
                .chunk(0x08, new Octets().u16(destinationPort).bytes());
    }

    public HepPackets time(long epochSeconds, int micros) {
        return chunk(0x09, new Octets().u32(epochSeconds).bytes())
                .chunk(0x0A, new Octets().u32(micros).bytes());
    }

    /** 1 SIP, 4 RTP, 5 RTCP, 100 log. */
    public HepPackets type(int type) {
        return chunk(0x0B, new Octets().u8(type).bytes());
    }

    public HepPackets agent(long id) {
        return chunk(0x0C, new Octets().u32(id).bytes());
    }

    public HepPackets key(String key) {
        return chunk(0x0E, key.getBytes(StandardCharsets.UTF_8));
    }

    public HepPackets correlation(String callId) {
        return chunk(0x11, callId.getBytes(StandardCharsets.UTF_8));
    }

    public HepPackets payload(byte[] payload) {
        return chunk(0x0F, payload);
    }

    public HepPackets payload(String payload) {
        return payload(payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A chunk of vendor 0. */
    public HepPackets chunk(int type, byte[] data) {
        return chunk(0, type, data);
    }

    public HepPackets chunk(int vendor, int type, byte[] data) {
        chunks.u16(vendor).u16(type).u16(HEADER + data.length).raw(data);
        return this;
    }

    public byte[] bytes() {
        return new Octets()
                .hex("48455033")
                .u16(HEADER + chunks.length())
                .raw(chunks.bytes())
                .bytes();
    }

    /** A packet of version 1 around SIP over UDP, IPv4. */
    public static byte[] version1(
            String source, int sourcePort, String destination, int destinationPort, byte[] payload) {
        return old(1, source, sourcePort, destination, destinationPort)
                .raw(payload)
                .bytes();
    }

    /**
     * A packet of version 2 around SIP over UDP, IPv4.
     *
     * @param time ten octets: seconds, microseconds and the agent's number, in whatever order of octets
     */
    public static byte[] version2(
            String source, int sourcePort, String destination, int destinationPort, byte[] time, byte[] payload) {
        return old(2, source, sourcePort, destination, destinationPort)
                .raw(time)
                .raw(payload)
                .bytes();
    }

    private static Octets old(int version, String source, int sourcePort, String destination, int destinationPort) {
        return new Octets()
                .u8(version)
                .u8(16)
                .u8(2)
                .u8(17)
                .u16(sourcePort)
                .u16(destinationPort)
                .raw(Frames.address(source))
                .raw(Frames.address(destination));
    }
}
