// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.Frames;
import earshot.testkit.HepPackets;
import earshot.testkit.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shapes that have brought others to their knees, each at four thousand octets and at twice that, up to sixty-four
 * thousand: twice the input costs at most two and a half times the work and the memory. Work is counted, not timed.
 */
class HostileShapesTest {
    private static final int SMALLEST = 4_000;
    /** Short of where a message is cut, for which it is copied once more. */
    private static final int LARGEST = 64_000;

    private static final double RATIO_MAX = 2.5;
    private static final Map<Targets, Watch> WATCHES = new EnumMap<>(Targets.class);

    /** An input of about so many octets for a target. */
    record Shape(Targets target, String name, IntFunction<byte[]> of) {
        @Override
        public String toString() {
            return target.label() + ": " + name;
        }
    }

    static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>();
        for (String unit :
                List.of(" ", "\t", "\r\n ", "\"", "\\", "<", ">", ",", ";", "=", ":", "@", "%", "\0", "é", "a")) {
            shapes.add(sip("a From of " + name(unit), size -> "From: " + unit.repeat(size / octets(unit).length)));
        }
        shapes.add(sip("an address whose quotes never close", size -> "To: \"" + "\\\"".repeat(size / 2)));
        shapes.add(sip("many addresses", size -> "Contact: " + "<sip:a@b>,".repeat(size / 10)));
        shapes.add(sip("many parameters", size -> "Via: SIP/2.0/UDP h" + ";a=b".repeat(size / 4)));
        shapes.add(sip("many credentials", size -> "Authorization: Digest " + "response=\"x\",".repeat(size / 13)));
        shapes.add(sip("many passwords", size -> "Contact: " + "sip:u:p@h ".repeat(size / 10)));
        shapes.add(sip("many at signs", size -> "Refer-To: <sip:a:" + "@".repeat(size)));
        shapes.add(sip("many headers", size -> "A: b\r\n".repeat(size / 6)));
        shapes.add(sip("many Vias", size -> "v: SIP/2.0/UDP h;branch=z9hG4bK\r\n".repeat(size / 33)));
        shapes.add(sip("many Content-Lengths", size -> "l: 1\r\n".repeat(size / 6)));
        shapes.add(sip("many Call-IDs", size -> "i: 1\r\n".repeat(size / 6)));
        shapes.add(sip("folds only", size -> "X: a" + "\r\n\tb".repeat(size / 4)));
        shapes.add(sip("lines without a colon", size -> "a\r\n".repeat(size / 3)));
        shapes.add(sip("lone carriage returns", size -> "a:b\r".repeat(size / 4)));
        shapes.add(sip("a number of many digits", size -> "CSeq: " + "9".repeat(size)));
        shapes.add(new Shape(
                Targets.SIP_DATAGRAM, "line ends before the start line", size -> text("\0" + "\r\n".repeat(size / 2))));
        shapes.add(new Shape(
                Targets.SIP_DATAGRAM,
                "a start line of blanks",
                size -> text("\0INVITE" + " ".repeat(size) + "SIP/2.0\r\n\r\n")));
        for (String unit : List.of(
                "nonce=",
                "nonce ",
                "\\",
                "\\n",
                "\"",
                "'",
                "response:200 ",
                "bearer \"",
                "5.",
                "eyJ",
                "inline:",
                "a=ice-pwd ",
                "Authorization: Digest a,",
                "sip:u:p@",
                "k ",
                "dtmf 5")) {
            shapes.add(new Shape(
                    Targets.LOG_TEXT, "a line of " + name(unit), size -> text(unit.repeat(size / unit.length()))));
        }
        shapes.add(sdp("many m= lines", "m=audio 4000 RTP/AVP 0\r\n"));
        shapes.add(sdp("many attributes", "a=rtpmap:96 x/8000\r\n"));
        shapes.add(sdp("many candidates", "a=candidate:1 1 UDP 1 192.0.2.1 4000 typ host\r\n"));
        shapes.add(sdp("many payload types", "m=audio 1 RTP/AVP" + " 0".repeat(40) + "\r\n"));
        shapes.add(sdp("lines of nothing", "\r"));
        shapes.add(sdp("lines that are none", "x\n"));
        shapes.add(sdp("keys", "a=crypto:1 A inline:k\r\n"));
        shapes.add(new Shape(
                Targets.SDP, "a line of letters like those of keys", size -> text("a=" + "ikIK".repeat(size / 4))));
        shapes.add(new Shape(
                Targets.SDP, "payload types on one line", size -> text("m=audio 1 RTP/AVP" + " 0".repeat(size / 2))));
        shapes.add(new Shape(Targets.MULTIPART, "many parts", size -> text("--b\r\n\r\n".repeat(size / 7))));
        shapes.add(new Shape(
                Targets.MULTIPART, "parts whose headers never end", size -> text("--b\r\na:b\r\n".repeat(size / 10))));
        shapes.add(new Shape(
                Targets.MULTIPART,
                "parts in parts",
                size -> text("--b\r\nContent-Type: multipart/x;boundary=b\r\n\r\n".repeat(size / 45))));
        shapes.add(new Shape(Targets.MULTIPART, "almost delimiters", size -> text("--bb\r\n".repeat(size / 6))));
        shapes.add(stream("one-octet segments of a header", size -> "INVITE sip:a SIP/2.0\r\nX: " + "a".repeat(size)));
        shapes.add(stream("one-octet segments of blanks", size -> "INVITE sip:a SIP/2.0\r\nX: " + " ".repeat(size)));
        shapes.add(stream(
                "one-octet segments of headers", size -> "INVITE sip:a SIP/2.0\r\n" + "A:b\r\n".repeat(size / 5)));
        shapes.add(stream(
                "one-octet segments of noise",
                size -> "INVITE sip:a SIP/2.0\r\nl:1\r\n\r\nx" + "n\r\n".repeat(size / 3)));
        shapes.add(stream(
                "one-octet segments of a body",
                size -> "INVITE sip:a SIP/2.0\r\nl:" + size + "\r\n\r\n" + "x".repeat(size)));
        shapes.add(stream(
                "one-octet segments of line ends", size -> "INVITE sip:a SIP/2.0\r\n\r\n" + "\r\n".repeat(size / 2)));
        shapes.add(new Shape(
                Targets.SIP_STREAM,
                "many messages in one segment",
                size -> text("\0\u00ff" + "A b SIP/2.0\r\n\r\n".repeat(size / 15))));
        shapes.add(repeated(
                Targets.MEDIA_STREAM, "octets of which each may begin a frame", "00 00 3fff 80 40", size -> size / 8));
        shapes.add(repeated(Targets.TCP_REASSEMBLY, "segments ahead of a gap", "0100 01 00", size -> size / 16));
        shapes.add(repeated(
                Targets.FRAGMENTS, "fragments of datagrams without an end", "01 00 00 0008 00", size -> size / 8));
        shapes.add(repeated(Targets.RTCP, "packets of four octets", "80c90000", size -> size));
        shapes.add(new Shape(Targets.RTCP, "extended reports of empty blocks", size -> new Octets()
                .hex("00 80cf")
                .u16(size / 4 - 1)
                .hex("00000007")
                .zeros(size - 8)
                .bytes()));
        shapes.add(new Shape(Targets.HEP, "many chunks", HostileShapesTest::hep));
        shapes.add(new Shape(
                Targets.QUALITY_REPORT,
                "many lines",
                size -> text("VQSessionReport\r\n" + "Delay:RTD=1\r\n".repeat(size / 13))));
        shapes.add(new Shape(
                Targets.QUALITY_REPORT,
                "many words",
                size -> text("VQSessionReport\r\nDelay:" + "RTD=1 ".repeat(size / 6))));
        shapes.add(repeated(
                Targets.DATAGRAMS, "flows of one packet", "00 01 000c 8000 0001 00000000 00000007", size -> size));
        shapes.add(new Shape(Targets.FRAMES, "tags in tags", size -> tags(size)));
        return shapes;
    }

    private static Shape sip(String name, IntFunction<String> headers) {
        return new Shape(
                Targets.SIP_DATAGRAM,
                name,
                size -> text("\0INVITE sip:a SIP/2.0\r\n" + headers.apply(size) + "\r\n\r\n"));
    }

    private static Shape sdp(String name, String line) {
        return new Shape(Targets.SDP, name, size -> text(line.repeat(size / line.length())));
    }

    private static Shape stream(String name, IntFunction<String> octets) {
        return new Shape(Targets.SIP_STREAM, name, size -> text("\0\0" + octets.apply(size / 8)));
    }

    private static Shape repeated(Targets target, String name, String hex, IntFunction<Integer> octets) {
        byte[] unit = new Octets().hex(hex).bytes();
        return new Shape(target, name, size -> {
            Octets row = new Octets();
            if (target == Targets.RTCP) row.u8(0);
            while (row.length() < octets.apply(size)) row.raw(unit);
            return row.bytes();
        });
    }

    private static byte[] hep(int size) {
        HepPackets packet = HepPackets.from("192.0.2.1", 5060, "192.0.2.2", 5060);
        for (int i = 0; i < (size - 100) / 6; i++) packet.chunk(9, 5, new byte[0]);
        return packet.payload("x").bytes();
    }

    private static byte[] tags(int size) {
        Octets frame = new Octets().u8(0).raw(Frames.ethernet(0x8100, new byte[0]));
        while (frame.length() < size) frame.u16(1).u16(0x8100);
        return frame.bytes();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String name(String unit) {
        return unit.isBlank() || unit.charAt(0) < ' ' ? "octets " + (int) unit.charAt(0) : unit;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void twiceTheInputIsTwiceTheWork(Shape shape) {
        Watch watch = WATCHES.computeIfAbsent(shape.target, target -> new Watch(target.load()));
        Watch.Cost before = watch.leastCost(shape.of.apply(SMALLEST));
        for (int size = 2 * SMALLEST; size <= LARGEST; size *= 2) {
            byte[] input = shape.of.apply(size);
            Watch.Cost cost = watch.leastCost(input);
            assertThat(cost.steps()).as("steps for %d octets", input.length).isLessThanOrEqualTo((long)
                    (RATIO_MAX * before.steps() + 10_000));
            assertThat(cost.octets())
                    .as("allocated for %d octets", input.length)
                    .isLessThanOrEqualTo((long) (RATIO_MAX * before.octets() + 100_000));
            before = cost;
        }
    }

    @Test
    void aLoopInALoopIsSeen() {
        Watch watch = new Watch(Targets.load("LoopInLoop"));

        long once = watch.leastCost(new byte[SMALLEST]).steps();
        long twice = watch.leastCost(new byte[2 * SMALLEST]).steps();

        assertThat((double) twice / once).isGreaterThan(3.9);
    }
}
