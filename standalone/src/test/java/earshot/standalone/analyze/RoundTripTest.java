// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import earshot.probe.capture.FileSource;
import earshot.storage.StreamRow;
import earshot.testkit.Frames;
import earshot.testkit.Octets;
import earshot.testkit.PcapWriter;
import earshot.testkit.RtcpPackets;
import earshot.testkit.RtpPackets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two phones, mostly both sending: the tap is 10 ms of round trip from the one and 30 ms from the other. */
class RoundTripTest {
    private static final String NEAR = "192.0.2.1";
    private static final String FAR = "192.0.2.2";
    private static final long NEAR_SSRC = 1;
    private static final long FAR_SSRC = 2;
    private static final long OTHER_SSRC = 3;
    /** Of the first sender report; its middle 32 bits are b705 2000. The next ones are a second later each. */
    private static final long NTP = 0xb44d_b705_2000_0000L;

    private static final long NTP_SECOND = 1L << 32;

    @TempDir
    private Path folder;

    /**
     * The near phone's report passes at 2000 ms; the far one holds it for 125 ms and answers past the tap at 2155 ms: 30 ms.
     * The near one holds that for 62.5 ms and answers past the tap at 2227.5 ms: 10 ms. End to end it is 40 ms.
     */
    @Test
    void theRoundTripOfBothStreamsIsThatBetweenThePhones() throws Exception {
        Path capture = folder.resolve("round-trip.pcap");
        byte[] ofNear = RtcpPackets.report(NEAR_SSRC, 0, 0, 50, 0, 0xb705_2000L, 8_192);
        byte[] ofFar = RtcpPackets.report(FAR_SSRC, 0, 0, 50, 0, 0xb706_2000L, 4_096);
        try (PcapWriter out = new PcapWriter(Files.newOutputStream(capture), PcapWriter.Format.PCAP_NANOS, 1)) {
            media(out);
            rtcp(out, 2_000, NEAR, FAR, RtcpPackets.senderReport(NEAR_SSRC, NTP, 0, 50, 8_000));
            rtcp(out, 2_155, FAR, NEAR, RtcpPackets.senderReport(FAR_SSRC, NTP + NTP_SECOND, 0, 50, 8_000, ofNear));
            rtcp(
                    out,
                    2_227.5,
                    NEAR,
                    FAR,
                    RtcpPackets.senderReport(NEAR_SSRC, NTP + 2 * NTP_SECOND, 0, 50, 8_000, ofFar));
        }

        List<StreamRow> streams = streams(capture);
        assertThat(streams).hasSize(2).extracting(StreamRow::rttMs).containsOnly(40.0);
        assertThat(streams).extracting(StreamRow::mosCq).doesNotContainNull();
    }

    /**
     * The far end only listens: its reference time (RFC 3611 4.4) passes with its report block at 2155 ms, and the near
     * one's answer to it (4.5), held for 62.5 ms, at 2227.5 ms. The two halves are those of the other test.
     */
    @Test
    void aListenerThatSendsNoMediaHasItsRoundTripByReferenceTimes() throws Exception {
        Path capture = folder.resolve("listener.pcap");
        byte[] referenceTime =
                RtcpPackets.block(4, 0, new Octets().u64(NTP + NTP_SECOND).bytes());
        byte[] answer = RtcpPackets.block(
                5, 0, new Octets().u32(FAR_SSRC).u32(0xb706_2000L).u32(4_096).bytes());
        try (PcapWriter out = new PcapWriter(Files.newOutputStream(capture), PcapWriter.Format.PCAP_NANOS, 1)) {
            oneWay(out, NEAR_SSRC);
            rtcp(out, 2_000, NEAR, FAR, RtcpPackets.senderReport(NEAR_SSRC, NTP, 0, 50, 8_000));
            byte[] block = RtcpPackets.report(NEAR_SSRC, 0, 0, 50, 0, 0xb705_2000L, 8_192);
            byte[] listener = RtcpPackets.compound(
                    RtcpPackets.receiverReport(FAR_SSRC, block), RtcpPackets.extendedReport(FAR_SSRC, referenceTime));
            rtcp(out, 2_155, FAR, NEAR, listener);
            byte[] sender = RtcpPackets.compound(
                    RtcpPackets.senderReport(NEAR_SSRC, NTP + 2 * NTP_SECOND, 0, 50, 8_000),
                    RtcpPackets.extendedReport(NEAR_SSRC, answer));
            rtcp(out, 2_227.5, NEAR, FAR, sender);
        }

        StreamRow stream = streams(capture).get(0);
        assertThat(stream.rttMs()).isEqualTo(40.0);
        assertThat(stream.rttSource()).isEqualTo("tap");
        assertThat(stream.rttToSource().meanMs()).isEqualTo(10.0);
        assertThat(stream.rttToReceiver().meanMs()).isEqualTo(30.0);
        assertThat(stream.rtcp().xr()).isEqualTo(2);
    }

    /** Two streams between the same ports, and one receiver report with a block for each: a quarter lost, and nothing. */
    @Test
    void eachBlockOfAReportIsAboutItsOwnStream() throws Exception {
        Path capture = folder.resolve("two-blocks.pcap");
        try (PcapWriter out = new PcapWriter(Files.newOutputStream(capture), PcapWriter.Format.PCAP_NANOS, 1)) {
            oneWay(out, NEAR_SSRC);
            oneWay(out, OTHER_SSRC);
            byte[] lossy = RtcpPackets.report(NEAR_SSRC, 64, 12, 50, 80, 0, 0);
            byte[] clean = RtcpPackets.report(OTHER_SSRC, 0, 0, 50, 0, 0, 0);
            rtcp(out, 2_000, FAR, NEAR, RtcpPackets.receiverReport(FAR_SSRC, lossy, clean));
        }

        List<StreamRow> streams = streams(capture);
        assertThat(streams)
                .extracting(StreamRow::ssrc, StreamRow::reportedLossPercent)
                .containsExactlyInAnyOrder(tuple("0x00000001", 25.0), tuple("0x00000003", 0.0));
        assertThat(streams).extracting(stream -> stream.rtcp().rr()).containsExactly(1L, 1L);
    }

    private static List<StreamRow> streams(Path capture) throws Exception {
        Analysis analysis = new Analysis(null, List.of(), false);
        try (FileSource source = FileSource.open(capture)) {
            analysis.read(source);
        }
        return analysis.streams();
    }

    private static void oneWay(PcapWriter out, long ssrc) {
        RtpPackets there = new RtpPackets(0, ssrc, 1, 0, 160, 160);
        for (int i = 0; i < 50; i++) {
            out.packet(nanos(20 * i), Frames.udpFrame(NEAR, 4_000, FAR, 5_000, there.next()));
        }
    }

    private static void media(PcapWriter out) {
        RtpPackets there = new RtpPackets(0, NEAR_SSRC, 1, 0, 160, 160);
        RtpPackets back = new RtpPackets(0, FAR_SSRC, 1, 0, 160, 160);
        for (int i = 0; i < 50; i++) {
            out.packet(nanos(20 * i), Frames.udpFrame(NEAR, 4_000, FAR, 5_000, there.next()));
            out.packet(nanos(20 * i + 5), Frames.udpFrame(FAR, 5_000, NEAR, 4_000, back.next()));
        }
    }

    private static void rtcp(PcapWriter out, double ms, String source, String destination, byte[] packet) {
        int sourcePort = source.equals(NEAR) ? 4_001 : 5_001;
        out.packet(nanos(ms), Frames.udpFrame(source, sourcePort, destination, 9_002 - sourcePort, packet));
    }

    private static long nanos(double ms) {
        return 1_700_000_000_000_000_000L + Math.round(ms * 1_000_000);
    }
}
