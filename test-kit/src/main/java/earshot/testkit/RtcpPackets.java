// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import java.nio.charset.StandardCharsets;

/** These are RTCP packets (RFC 3550 §6, RFC 3611); a compound is their bytes in a row: {@link #compound}. */
public final class RtcpPackets {
    private RtcpPackets() {}

    /** A report block of 24 octets; the loss is signed. */
    public static byte[] report(
            long ssrc, int fraction, int lost, long highest, long jitter, long lastSr, long delaySinceLastSr) {
        return new Octets()
                .u32(ssrc)
                .u8(fraction)
                .u24(lost)
                .u32(highest)
                .u32(jitter)
                .u32(lastSr)
                .u32(delaySinceLastSr)
                .bytes();
    }

    /** A sender report with its report blocks. */
    public static byte[] senderReport(
            long ssrc, long ntp, long rtpTimestamp, long packets, long octets, byte[]... reports) {
        Octets body =
                new Octets().u32(ssrc).u64(ntp).u32(rtpTimestamp).u32(packets).u32(octets);
        for (byte[] report : reports) body.raw(report);
        return packet(reports.length, 200, body.bytes());
    }

    /** A receiver report with its report blocks. */
    public static byte[] receiverReport(long ssrc, byte[]... reports) {
        Octets body = new Octets().u32(ssrc);
        for (byte[] report : reports) body.raw(report);
        return packet(reports.length, 201, body.bytes());
    }

    /** A source description of one source with its CNAME. */
    public static byte[] sourceDescription(long ssrc, String cname) {
        byte[] text = cname.getBytes(StandardCharsets.UTF_8);
        Octets body = new Octets().u32(ssrc).u8(1).u8(text.length).raw(text).u8(0);
        return packet(1, 202, body.zeros((4 - body.length() % 4) % 4).bytes());
    }

    /** A goodbye of one source. */
    public static byte[] goodbye(long ssrc) {
        return packet(1, 203, new Octets().u32(ssrc).bytes());
    }

    /** A goodbye of one source that says why. */
    public static byte[] goodbye(long ssrc, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        Octets body = new Octets().u32(ssrc).u8(text.length).raw(text);
        return packet(1, 203, body.zeros((4 - body.length() % 4) % 4).bytes());
    }

    /** An application-defined packet with eight octets of data. */
    public static byte[] application(long ssrc, String name, int subtype) {
        Octets body = new Octets().u32(ssrc).raw(name.getBytes(StandardCharsets.US_ASCII));
        return packet(subtype, 204, body.zeros(8).bytes());
    }

    /** An extended report with its blocks. */
    public static byte[] extendedReport(long ssrc, byte[]... blocks) {
        Octets body = new Octets().u32(ssrc);
        for (byte[] block : blocks) body.raw(block);
        return packet(0, 207, body.bytes());
    }

    /** A block of an extended report. */
    public static byte[] block(int type, int typeSpecific, byte[] content) {
        return new Octets()
                .u8(type)
                .u8(typeSpecific)
                .u16(content.length / 4)
                .raw(content)
                .bytes();
    }

    /** Any packet: its header, then the body, whose length is a multiple of four. */
    public static byte[] packet(int count, int type, byte[] body) {
        return new Octets()
                .u8(0x80 | count)
                .u8(type)
                .u16(body.length / 4)
                .raw(body)
                .bytes();
    }

    public static byte[] compound(byte[]... packets) {
        Octets compound = new Octets();
        for (byte[] packet : packets) compound.raw(packet);
        return compound.bytes();
    }
}
