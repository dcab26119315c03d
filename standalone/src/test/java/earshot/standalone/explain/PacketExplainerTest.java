// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.explain;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.FileSource;
import earshot.probe.capture.PacketSource;
import earshot.standalone.text.Terminal;
import earshot.storage.StreamRow;
import earshot.testkit.Frames;
import earshot.testkit.Octets;
import earshot.testkit.PcapWriter;
import earshot.testkit.RtcpPackets;
import earshot.testkit.RtpPackets;
import earshot.testkit.SipText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each page is about one packet that was made here, so its words can be read beside its bytes. */
class PacketExplainerTest {
    private static final String ALICE = "192.0.2.1";
    private static final String BOB = "192.0.2.2";
    private static final Owners NOBODY = new Owners(List.of(), List.<StreamRow>of(), List.of());

    private static String explain(String numbers, byte[]... frames) throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (PcapWriter out = new PcapWriter(file, PcapWriter.Format.PCAP_NANOS, 1)) {
            long nanos = 1_700_000_000_000_000_000L;
            for (byte[] frame : frames) out.packet(nanos += 1_000_000, frame);
        }
        StringWriter text = new StringWriter();
        try (PacketSource source = FileSource.of("test", new ByteArrayInputStream(file.toByteArray()))) {
            new PacketExplainer(PacketNumbers.parse(numbers), NOBODY, Terminal.PLAIN)
                    .explain(source, new PrintWriter(text, true));
        }
        return text.toString();
    }

    private static byte[] datagram(byte[] payload) {
        return Frames.udpFrame(ALICE, 4000, BOB, 5000, payload);
    }

    @Test
    void rtpIsToldFieldByField() throws Exception {
        byte[] rtp = RtpPackets.packet(true, 8, 513, 160, 0x1234, new byte[20]);

        String page = explain("1", datagram(rtp));

        assertThat(page)
                .contains("Packet 1, 2023-11-14T22:13:20.001Z, 74 octets")
                .contains("at 14     192.0.2.1 > 192.0.2.2, DSCP 46, TTL 64")
                .contains("at 34     port 4000 > 5000, 32 octets of payload at 42")
                .contains("SSRC 0x00001234, sequence number 513, timestamp 160, marker")
                .contains("payload type 8 (PCMA), 20 octets of payload")
                .contains("no stream")
                .contains("ignored: like RTP, but of no stream");
    }

    @Test
    void aMessageLosesItsSecretsAndItsEscapeSequences() throws Exception {
        byte[] message = SipText.request("REGISTER", "c1", 1, "old")
                .header("Authorization", "Digest username=\"a\", response=\"c0ffee\"")
                .header("User-Agent", "evil\u001b[2Jphone")
                .sdp(ALICE, 4000, "crypto:1 AES_CM_128_HMAC_SHA1_80 inline:k3y")
                .bytes();

        String page = explain("1", datagram(message));

        assertThat(page)
                .contains("| REGISTER sip:bob@example.com SIP/2.0")
                .contains("response=***")
                .contains("evil.[2Jphone")
                .contains("old-branch")
                .contains("audio at 192.0.2.1 port 4000, RTCP port 4001, sendrecv, encrypted, RTP/AVP")
                .contains("0 PCMU/8000")
                .contains("no call or transaction")
                .doesNotContain("c0ffee")
                .doesNotContain("k3y")
                .doesNotContain("\u001b");
    }

    @Test
    void reportsHaveValuesWithUnits() throws Exception {
        byte[] report = RtcpPackets.report(9, 64, 3, 70_000, 160, 0xb7052000L, 65_536);
        byte[] voip = RtcpPackets.block(
                7,
                0,
                new Octets()
                        .hex("00000009 0d1a 0000 0000 0000 0064 0032 7f7f 7f10 5d7f 2a7f 00 00 0028 0050 00c8")
                        .bytes());
        byte[] compound = RtcpPackets.compound(
                RtcpPackets.senderReport(7, 0xE8FE_6F80_8000_0000L, 160, 50, 8_000, report),
                RtcpPackets.extendedReport(7, voip),
                RtcpPackets.application(7, "PoC1", 3),
                RtcpPackets.goodbye(7, "teardown"));

        String page = explain("1", datagram(compound));

        assertThat(page)
                .contains("sender report of 0x00000007 (of no stream here)")
                .contains("sent so far 50 packets, 8000 octets of payload")
                .contains("lost since the last report 25.0 %, in all 3 packets; highest sequence number 70000")
                .contains("160 ticks of a clock that is not known here")
                .contains("last sender report 0xb7052000, held for 1000.0 ms")
                .contains("block voip (type 7) on 0x00000009")
                .contains("round trip 100 ms, end system 50 ms")
                .contains("R 93, MOS-LQ 4.2, MOS-CQ -")
                .contains("name and subtype PoC1/3; what it says is not read")
                .contains("goodbye of 0x00000007")
                .contains("reason: teardown")
                .contains("decoded: RTCP");
    }

    @Test
    void whatIsIgnoredOrBrokenSaysWhy() throws Exception {
        byte[] stun =
                new Octets().hex("0001 0000 2112a442 000102030405060708090a0b").bytes();
        byte[] dtls = new Octets().hex("16fefd 0000 000000000001 0001 00").bytes();
        byte[] badLength = Frames.ethernet(Frames.ipv4(ALICE, BOB, Frames.UDP, new byte[4]));

        assertThat(explain("1", datagram(stun))).contains("ignored: STUN, binding request");
        assertThat(explain("1", datagram(dtls))).contains("ignored: DTLS, handshake");
        assertThat(explain("1", badLength))
                .contains("malformed")
                .contains("error")
                .contains("udp: header length");
        assertThat(explain("1", Frames.ethernet(0x0806, new byte[28]))).contains("ignored: no IP");
    }

    @Test
    void aMessageInSegmentsIsToldWithTheLastOfThem() throws Exception {
        byte[] message = SipText.request("OPTIONS", "c2", 1, "z9hG4bK1").bytes();
        byte[] first = Arrays.copyOf(message, 100);
        byte[] rest = Arrays.copyOfRange(message, 100, message.length);
        byte[] syn = Frames.ethernet(Frames.ipv4(ALICE, BOB, Frames.TCP, Frames.tcp(5060, 5060, 0, 2, new byte[0])));
        byte[] one = Frames.ethernet(Frames.ipv4(ALICE, BOB, Frames.TCP, Frames.tcp(5060, 5060, 1, 16, first)));
        byte[] two = Frames.ethernet(Frames.ipv4(ALICE, BOB, Frames.TCP, Frames.tcp(5060, 5060, 101, 16, rest)));

        assertThat(explain("2", syn, one, two)).contains("speaks SIP").doesNotContain("OPTIONS");
        assertThat(explain("3", syn, one, two)).contains("| OPTIONS sip:bob").contains("of which this one is the last");
    }
}
