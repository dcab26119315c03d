// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import static earshot.testkit.RtcpPackets.block;
import static earshot.testkit.RtcpPackets.extendedReport;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Blocks written octet by octet after the diagrams of their RFCs, all about source beef, and the values in them. */
class XrMetricsTest {
    private static final int INTERVAL = 0x80;
    private static final int CUMULATIVE = 0xC0;
    private static final int SAMPLED = 0x40;

    private static Map<String, Double> metrics(int type, int typeSpecific, String content) {
        return metrics(extendedReport(
                7, block(type, typeSpecific, new Octets().hex(content).bytes())));
    }

    private static Map<String, Double> metrics(byte[] packet) {
        RtcpCompound rtcp = new RtcpCompound();
        byte[] amid = new Octets().hex("ffffff").raw(packet).hex("ffffffffff").bytes();
        assertThat(rtcp.wrap(amid, 3, packet.length)).isEqualTo(RtcpCompound.Verdict.RTCP);
        rtcp.next();
        Map<String, Double> metrics = new TreeMap<>();
        XrBlocks blocks = new XrBlocks();
        blocks.wrap(rtcp);
        while (blocks.next()) XrMetrics.read(blocks, metrics::put);
        return metrics;
    }

    /** RFC 3611 4.1: a run of 10 received, then a vector of 15 with two zeros, then a run of 5 lost; 30 in all. */
    @Test
    void aLossMapIsCounted() {
        assertThat(metrics(1, 0, "0000beef 0064 0082 400a dfff"))
                .as("no run behind the vector: the last five are not told")
                .containsEntry("lossRle.packets", 30.0)
                .containsEntry("lossRle.lostPackets", 1.0);
        assertThat(metrics(1, 0, "0000beef 0064 0082 400a dffe 0005 0000"))
                .containsEntry("lossRle.lostPackets", 2.0 + 5.0);
    }

    @Test
    void aRunPastTheLastPacketIsCutThere() {
        assertThat(metrics(1, 0, "0000beef fffe 0004 3fff 0000"))
                .containsEntry("lossRle.packets", 6.0)
                .containsEntry("lossRle.lostPackets", 6.0);
        assertThat(metrics(1, 0, "0000beef 0000 0003 8000 0000"))
                .as("three of the fifteen bits")
                .containsEntry("lossRle.lostPackets", 3.0);
    }

    @Test
    void aThinnedMapSpeaksOfEachSecondPacketOnly() { // T = 1
        assertThat(metrics(1, 1, "0000beef 0000 0014 000a 0000")).containsEntry("lossRle.packets", 10.0);
    }

    @Test
    void duplicatesAreTheZerosOfTheirMap() { // RFC 3611 4.2
        assertThat(metrics(2, 0, "0000beef 0000 000f bfff 0000")).containsEntry("duplicateRle.duplicatedPackets", 1.0);
    }

    @Test
    void receiptTimesAreCounted() { // RFC 3611 4.3
        assertThat(metrics(3, 0, "0000beef 0000 0002 00000001 00000002")).containsEntry("receiptTimes.packets", 2.0);
    }

    /** RFC 3611 4.6: loss, duplicates, jitter and TTL flagged. */
    @Test
    void aStatisticsSummarySaysWhatItsFlagsSay() {
        String content = "0000beef 0001 0065 00000005 00000002 00000001 00000190 00000021 0000000c 403f4001";
        assertThat(metrics(6, 0xE8, content))
                .containsEntry("statistics.packets", 100.0)
                .containsEntry("statistics.lostPackets", 5.0)
                .containsEntry("statistics.duplicatedPackets", 2.0)
                .containsEntry("statistics.transitMinTicks", 1.0)
                .containsEntry("statistics.transitMaxTicks", 400.0)
                .containsEntry("statistics.transitMeanTicks", 33.0)
                .containsEntry("statistics.transitDeviationTicks", 12.0)
                .containsEntry("statistics.ttlMin", 64.0)
                .containsEntry("statistics.ttlDeviation", 1.0);
        assertThat(metrics(6, 0, content)).containsOnlyKeys("statistics.packets");
    }

    /** RFC 3611 4.7, the fields that are no sentinel: 127 is "unavailable". */
    @Test
    void voipMetricsBesidesTheUsualOnes() {
        assertThat(metrics(7, 0, "0000beef 0502540a 00780208 00400055 edc23710 577f2a29 b2000028 005000c8"))
                .containsOnly(
                        Map.entry("voip.signalDbm0", -19.0),
                        Map.entry("voip.noiseDbm0", -62.0),
                        Map.entry("voip.residualEchoReturnLossDb", 55.0),
                        Map.entry("voip.gminPackets", 16.0),
                        Map.entry("voip.jitterBufferAbsoluteMaxMs", 200.0));
    }

    @Test
    void measurementInformation() { // RFC 6776: 5 s of 60.5 s
        assertThat(metrics(14, 0, "0000beef 00000001 00000002 00000100 00050000 0000003c 80000000"))
                .containsOnly(
                        Map.entry("measurement.intervalMs", 5_000.0), Map.entry("measurement.cumulativeMs", 60_500.0));
    }

    @Test
    void delayInFractionsOfASecond() { // RFC 6843
        assertThat(metrics(16, INTERVAL, "0000beef 00002000 00001000 ffffffff 00000000 40000000"))
                .containsOnly(
                        Map.entry("delay.interval.roundTripMeanMs", 125.0),
                        Map.entry("delay.interval.roundTripMinMs", 62.5),
                        Map.entry("delay.interval.endSystemMs", 250.0));
    }

    /** RFC 6958: threshold 16, 480 ms of bursts, 12 of 240 packets, 3 bursts, 0x1_0000_0000 ms squared. */
    @Test
    void burstsAndGapsOfLossStraddleTheirWords() {
        assertThat(metrics(20, CUMULATIVE, "0000beef 100001e0 00000c00 00f00031 00000000"))
                .containsOnly(
                        Map.entry("burstGapLoss.cumulative.thresholdPackets", 16.0),
                        Map.entry("burstGapLoss.cumulative.burstDurationSumMs", 480.0),
                        Map.entry("burstGapLoss.cumulative.lostInBurstsPackets", 12.0),
                        Map.entry("burstGapLoss.cumulative.expectedInBurstsPackets", 240.0),
                        Map.entry("burstGapLoss.cumulative.bursts", 3.0),
                        Map.entry("burstGapLoss.cumulative.burstDurationSquareSumMs2", 4_294_967_296.0));
    }

    @Test
    void burstsAndGapsOfDiscard() { // RFC 7003; fffffe is over range
        assertThat(metrics(21, INTERVAL, "0000beef 10000004 fffffe00"))
                .containsOnly(
                        Map.entry("burstGapDiscard.interval.thresholdPackets", 16.0),
                        Map.entry("burstGapDiscard.interval.discardedInBurstsPackets", 4.0));
    }

    @Test
    void theJitterBuffer() { // RFC 7005
        assertThat(metrics(23, SAMPLED | 0x20, "0000beef 0028 0050 ffff 000a"))
                .containsOnly(
                        Map.entry("jitterBuffer.sampled.nominalMs", 40.0),
                        Map.entry("jitterBuffer.sampled.maxMs", 80.0),
                        Map.entry("jitterBuffer.sampled.lowWaterMs", 10.0));
    }

    @Test
    void discardedPacketsAndOctets() { // RFC 7002, RFC 7243
        assertThat(metrics(24, INTERVAL | 0x20, "0000beef 00000007"))
                .containsOnly(Map.entry("discardCount.interval.latePackets", 7.0));
        assertThat(metrics(26, CUMULATIVE | 0x20, "0000beef 00000400"))
                .containsOnly(Map.entry("discardedOctets.cumulative.earlyOctets", 1_024.0));
    }

    @Test
    void theWorstOfSeveralOpinionScores() { // RFC 7266: 8 bits before the point, 8 behind
        assertThat(metrics(29, INTERVAL, "0000beef 01000440 02000380 0300ffff"))
                .containsOnly(Map.entry("mos.interval.mos", 3.5));
    }

    @Test
    void aBlockThatSpeaksOfNoTimeSaysNothing() {
        assertThat(metrics(24, 0, "0000beef 00000007")).isEmpty();
    }

    /** Every block of the registry, claimed empty: named, stepped over, never read. */
    @Test
    void blocksTooShortForTheirFieldsSayNothing() {
        for (int type = 0; type < 256; type++) {
            assertThat(metrics(type, 0xFF, "")).as("type %d", type).isEmpty();
            assertThat(XrBlockNames.of(type)).isNotEmpty();
        }
        assertThat(XrBlockNames.of(35)).isEqualTo("independentBurstGapDiscard");
        assertThat(XrBlockNames.of(200)).isEqualTo("type200");
    }

    @Property(tries = 300)
    void noStandInBecomesANumber(
            @ForAll @IntRange(min = 0, max = 40) int type, @ForAll @IntRange(max = 255) int flags) {
        byte[] unavailable = new Octets().hex("ff".repeat(4 * 9)).bytes();

        Map<String, Double> metrics = metrics(extendedReport(7, block(type, flags, unavailable)));

        List<Integer> withoutStandIns = List.of(1, 2, 3, 6, 7, 10, 14);
        if (withoutStandIns.contains(type)) return;
        metrics.keySet().removeIf(name -> name.endsWith("thresholdPackets"));
        assertThat(metrics).isEmpty();
    }

    @Property(tries = 500)
    void lostPacketsNeverExceedThoseCovered(@ForAll @Size(max = 60) byte[] chunks, @ForAll @IntRange(max = 15) int t) {
        byte[] even = new Octets()
                .hex("0000beef")
                .raw(chunks)
                .zeros((4 - chunks.length % 4) % 4)
                .bytes();

        Map<String, Double> metrics = metrics(extendedReport(7, block(1, t, even)));

        if (metrics.isEmpty()) return;
        assertThat(metrics.get("lossRle.lostPackets")).isBetween(0.0, metrics.get("lossRle.packets"));
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        byte[] sample = extendedReport(
                7,
                block(
                        1,
                        0,
                        new Octets()
                                .hex("0000beef 0064 0082 400a dffe 0005 0000")
                                .bytes()),
                block(20, 0xC0, new byte[20]),
                block(29, 0x80, new byte[12]));
        HostileBytes.attack(sample, 9, (bytes, offset, length) -> {
            List<Object> answers = new ArrayList<>();
            RtcpCompound rtcp = new RtcpCompound();
            XrBlocks blocks = new XrBlocks();
            rtcp.wrap(bytes, offset, length);
            while (rtcp.next()) {
                if (!blocks.wrap(rtcp)) continue;
                while (blocks.next()) XrMetrics.read(blocks, (name, value) -> answers.add(name + value));
            }
            return answers;
        });
    }
}
