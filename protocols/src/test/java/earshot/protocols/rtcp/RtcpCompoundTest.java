// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import static earshot.testkit.RtcpPackets.compound;
import static earshot.testkit.RtcpPackets.goodbye;
import static earshot.testkit.RtcpPackets.receiverReport;
import static earshot.testkit.RtcpPackets.report;
import static earshot.testkit.RtcpPackets.senderReport;
import static earshot.testkit.RtcpPackets.sourceDescription;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.rtcp.RtcpCompound.Verdict;
import earshot.testkit.AllocationMeter;
import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtcpCompoundTest {
    private static final int OFFSET = 5;
    private static final long NTP = 0xE5B1_2233_8000_0000L;
    private static final byte[] REPORT = report(0x0000BEEF, 64, -3, 0x0001_0005L, 160, 0x2233_8000L, 0x0001_8000L);
    private static final byte[] USUAL =
            compound(senderReport(0xCAFE, NTP, 160_000, 1000, 160_000, REPORT), sourceDescription(0xCAFE, "a@b"));

    private final RtcpCompound rtcp = new RtcpCompound();

    private Verdict wrap(byte[] bytes) {
        byte[] amid = new Octets().hex("81c981c981").raw(bytes).hex("81c90001").bytes();
        return rtcp.wrap(amid, OFFSET, bytes.length);
    }

    @Test
    void aSenderReportIsReadFieldByField() {
        assertThat(wrap(USUAL)).isEqualTo(Verdict.RTCP);
        assertThat(rtcp.next()).isTrue();

        assertThat(rtcp.type()).isEqualTo(RtcpCompound.SENDER_REPORT);
        assertThat(rtcp.isSenderReport()).isTrue();
        assertThat(rtcp.senderSsrc()).isEqualTo(0xCAFE);
        assertThat(rtcp.ntpTimestamp()).isEqualTo(NTP);
        assertThat(rtcp.rtpTimestamp()).isEqualTo(160_000);
        assertThat(rtcp.packetCount()).isEqualTo(1000);
        assertThat(rtcp.octetCount()).isEqualTo(160_000);
        assertThat(rtcp.reportCount()).isEqualTo(1);
        assertThat(rtcp.reportSsrc(0)).isEqualTo(0xBEEF);
        assertThat(rtcp.fractionLost(0)).isEqualTo(64);
        assertThat(rtcp.cumulativeLost(0)).isEqualTo(-3); // duplicates: signed since RFC 3550
        assertThat(rtcp.highestSequence(0)).isEqualTo(0x0001_0005L);
        assertThat(rtcp.jitterTicks(0)).isEqualTo(160);
        assertThat(rtcp.lastSenderReport(0)).isEqualTo(0x2233_8000L);
        assertThat(rtcp.delaySinceLastSenderReport(0)).isEqualTo(0x0001_8000L);

        assertThat(rtcp.next()).isTrue();
        assertThat(rtcp.type()).isEqualTo(RtcpCompound.SOURCE_DESCRIPTION);
        assertThat(rtcp.reportCount()).isZero();
        assertThat(rtcp.next()).isFalse();
    }

    @Test
    void aReceiverReportMayBeEmpty() {
        assertThat(wrap(receiverReport(7))).isEqualTo(Verdict.RTCP);
        assertThat(rtcp.next()).isTrue();
        assertThat(rtcp.senderSsrc()).isEqualTo(7);
        assertThat(rtcp.reportCount()).isZero();
        assertThat(rtcp.isSenderReport()).isFalse();
    }

    @Test
    void moreReportsThanFitAreNotRead() {
        byte[] packet = receiverReport(7, REPORT);
        packet[0] = (byte) 0x9F; // claims 31

        assertThat(wrap(packet)).isEqualTo(Verdict.RTCP);
        rtcp.next();
        assertThat(rtcp.reportCount()).isEqualTo(1);
    }

    @Test
    void reducedSizeFeedbackMayComeAlone() { // RFC 5506
        byte[] pictureLoss = new Octets().hex("81ce0002 0000cafe 0000beef").bytes();

        assertThat(wrap(pictureLoss)).isEqualTo(Verdict.RTCP);
        assertThat(rtcp.next()).isTrue();
        assertThat(rtcp.type()).isEqualTo(RtcpCompound.PAYLOAD_FEEDBACK);
        assertThat(rtcp.count()).isEqualTo(1);
    }

    @Test
    void aLengthPastTheDatagramIsNotRtcp() {
        byte[] packet = receiverReport(7);
        packet[3] = 9;

        assertThat(wrap(packet)).isEqualTo(Verdict.NOT_RTCP);
        assertThat(rtcp.next()).isFalse();
    }

    @Test
    void oddOctetsBehindTheChainAreCounted() {
        byte[] bytes = compound(USUAL, new byte[] {1, 2, 3});

        assertThat(wrap(bytes)).isEqualTo(Verdict.TRAILING_OCTETS);
        assertThat(rtcp.trailingLength()).isEqualTo(3);
        assertThat(rtcp.next()).isTrue();
    }

    @Test
    void encryptedReportsAreRecognisedAndNotRead() { // 28 clear-length octets, encrypted from octet 8, index, tag of 10
        byte[] srtcp = new Octets()
                .hex("80c80006 0000cafe")
                .hex("5a17f0c3 9d2e4b61 77aa08f1 c4d2e390 1b5f6c7d")
                .hex("80000001")
                .hex("0102030405060708090a")
                .bytes();

        assertThat(wrap(srtcp)).isEqualTo(Verdict.ENCRYPTED);
        assertThat(rtcp.next()).isTrue();
        assertThat(rtcp.type()).isEqualTo(RtcpCompound.SENDER_REPORT);
        assertThat(rtcp.senderSsrc()).isEqualTo(0xCAFE);
        assertThat(rtcp.isSenderReport()).isFalse();
        assertThat(rtcp.reportCount()).isZero();
        assertThat(rtcp.next()).isFalse();
    }

    @Test
    void whatTheCaptureCutIsSaidSo() {
        byte[] amid = new Octets().hex("ffffffffff").raw(USUAL).bytes();
        int kept = 60; // the sender report of 52, and a part of the next

        assertThat(rtcp.wrap(amid, OFFSET, kept, USUAL.length)).isEqualTo(Verdict.TRUNCATED);
        assertThat(rtcp.next()).isTrue();
        assertThat(rtcp.reportCount()).isEqualTo(1);
        assertThat(rtcp.next()).isFalse();
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        HostileBytes.attack(compound(USUAL, goodbye(0xCAFE)), 4, this::everything);
    }

    private Object everything(byte[] bytes, int offset, int length) {
        List<Object> answers = new ArrayList<>();
        answers.add(rtcp.wrap(bytes, offset, length));
        answers.add(rtcp.trailingLength());
        while (rtcp.next()) {
            answers.add(List.of(rtcp.type(), rtcp.count(), rtcp.length(), rtcp.senderSsrc()));
            if (rtcp.isSenderReport()) answers.add(List.of(rtcp.ntpTimestamp(), rtcp.octetCount()));
            for (int i = 0; i < rtcp.reportCount(); i++) {
                answers.add(List.of(rtcp.reportSsrc(i), rtcp.cumulativeLost(i), rtcp.delaySinceLastSenderReport(i)));
            }
        }
        return answers;
    }

    @Test
    void walkingAllocatesNothing() {
        long allocated = AllocationMeter.allocatedBytes(100_000, () -> {
            rtcp.wrap(USUAL, 0, USUAL.length);
            while (rtcp.next()) rtcp.reportCount();
        });

        assertThat(allocated).isLessThan(100_000);
    }
}
