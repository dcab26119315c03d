// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.ip.IpPacket;
import earshot.protocols.ip.TcpHeader;
import earshot.protocols.rtp.DatagramKind;
import earshot.protocols.rtp.MediaStreams;
import earshot.testkit.Frames;
import earshot.testkit.Octets;
import earshot.testkit.RtpPackets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A connection to a TURN server, whose first segment says so: first where the rest is cut, then the rest. The datagrams are
 * the same when it comes in one piece, in pieces, and in pieces of which neighbours have changed places; behind a missing
 * piece come only some that there would have been without.
 */
public final class MediaStreamTarget implements FuzzTarget {
    private static final int CUTS_MAX = 15;
    private static final int ACK = 16;
    private static final int SEGMENT_MAX = 60_000;
    private static final long START = 0xFFFF_FF80L;
    private static final byte[] ALLOCATE =
            new Octets().hex("0003 0000 2112a442 000102030405060708090a0b").bytes();

    @Override
    public void run(byte[] input) {
        Script script = new Script(input);
        int[] sizes = new int[1 + script.below(CUTS_MAX)];
        for (int i = 0; i < sizes.length; i++) sizes[i] = 1 + script.u8();
        byte[] stream = script.rest();
        if (stream.length == 0) return;

        List<String> whole = datagrams(stream, Piece.cut(stream.length, new int[] {SEGMENT_MAX}));
        List<Piece> pieces = Piece.cut(stream.length, sizes);
        Amid.check(whole.equals(datagrams(stream, pieces)), "other datagrams when cut");
        Amid.check(whole.equals(datagrams(stream, Piece.swapped(pieces))), "other datagrams when out of order");
        if (pieces.size() > 2) datagrams(stream, pieces.subList(1, pieces.size()));
    }

    private static List<String> datagrams(byte[] stream, List<Piece> pieces) {
        MediaStreams streams = new MediaStreams();
        List<String> datagrams = new ArrayList<>();
        MediaStreams.Sink sink = (flow, bytes, offset, length) -> {
            Amid.check(offset >= 0 && length > 0 && offset + length <= bytes.length, "a datagram outside its octets");
            datagrams.add(HexFormat.of().formatHex(bytes, offset, offset + length));
            return DatagramKind.of(bytes, offset, length) == DatagramKind.RTP;
        };
        send(streams, sink, 0, ALLOCATE);
        for (Piece piece : pieces) {
            send(streams, sink, ALLOCATE.length + piece.from(), Arrays.copyOfRange(stream, piece.from(), piece.to()));
        }
        Amid.check(streams.octets() <= 2L * MediaStreams.Limits.DEFAULT.octetsPerDirection(), "it keeps too much");
        streams.flush(sink);
        return datagrams;
    }

    private static void send(MediaStreams streams, MediaStreams.Sink sink, int position, byte[] payload) {
        byte[] segment = Frames.tcp(40_000, 3_478, START + position & 0xFFFF_FFFFL, ACK, payload);
        byte[] packet = Frames.ipv4("192.0.2.1", "192.0.2.2", Frames.TCP, segment);
        IpPacket ip = new IpPacket();
        TcpHeader tcp = new TcpHeader();
        ip.wrap(packet, 0, packet.length);
        tcp.wrap(packet, ip.payloadOffset(), ip.capturedLength(), ip.claimedLength());
        streams.accept(ip, tcp, 0, 1_000_000, sink);
    }

    /** Four runs, of segments of as little as one octet in frames of forty. */
    @Override
    public int allocationPerOctet() {
        return 12_288;
    }

    @Override
    public int stepsPerOctet() {
        return 4_000;
    }

    @Override
    public List<byte[]> seeds() {
        byte[] rtp = RtpPackets.packet(false, 0, 1, 160, 7, new byte[21]);
        byte[] next = RtpPackets.packet(false, 0, 2, 320, 7, new byte[21]);
        Octets channels = new Octets().u16(0x4000).u16(rtp.length).raw(rtp).zeros(3);
        channels.u16(0x4000).u16(next.length).raw(next).zeros(3);
        Octets frames = new Octets().u16(rtp.length).raw(rtp).u16(next.length).raw(next);
        byte[] check = new Octets().u16(ALLOCATE.length).raw(ALLOCATE).bytes();
        return List.of(
                new Octets().hex("00 ff").raw(channels.bytes()).raw(ALLOCATE).bytes(),
                new Octets().hex("02 10 40 03").raw(check).raw(frames.bytes()).bytes(),
                new Octets()
                        .hex("01 00 07")
                        .raw(frames.bytes())
                        .hex("ff ff ff")
                        .raw(frames.bytes())
                        .bytes());
    }
}
