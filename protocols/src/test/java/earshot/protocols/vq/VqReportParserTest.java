// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.vq;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.vq.VqReport.Metrics;
import earshot.protocols.vq.VqReport.Party;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VqReportParserTest {
    private static final String SESSION = """
            VQSessionReport: CallTerm
            CallID: 9f1c2e@192.0.2.10
            LocalID: "Desk 201" <sip:201@example.net>
            RemoteID: <sip:305@example.net>
            OrigID: <sip:201@example.net>
            LocalAddr: IP=192.0.2.10 PORT=16400 SSRC=0x1A2B3C4D
            RemoteAddr: IP=198.51.100.7 PORT=20010 SSRC=0x0BADF00D
            LocalMAC: 02:00:5e:10:00:01
            LocalMetrics:
            Timestamps: START=2026-03-01T10:00:00Z STOP=2026-03-01T10:02:30Z
            SessionDesc: PT=8 PD="PCMA" SR=8000 FD=20 FPP=1 PPS=50 PLC=3 SSUP=off
            JitterBuffer: JBA=3 JBR=2 JBN=40 JBM=80 JBX=200
            PacketLoss: NLR=1.2 JDR=0.4
            BurstGapLoss: BLD=18.0 BD=240 GLD=0.3 GD=36800 GMIN=16
            Delay: RTD=64 ESD=85 SOWD=117 IAJ=6 MAJ=4
            Signal: SL=-19 NL=-62 RERL=55
            QualityEst: RLQ=87 RCQ=86 MOSLQ=4.2 MOSCQ=4.1 QoEEstAlg=G.107
            RemoteMetrics:
            PacketLoss: NLR=0.0
            QualityEst: MOSLQ=4.4
            DialogID: 9f1c2e@192.0.2.10;to-tag=77ff;from-tag=a17
            """;

    private static VqReport read(String body) {
        byte[] bytes = ("???" + body.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(VqReportParser.parse(bytes, 3, bytes.length - 3));
    }

    /** The shape of RFC 6035 §5.1, every line of it. */
    @Test
    void aReportAtTheEndOfACall() {
        VqReport report = read(SESSION);

        assertThat(report.kind()).isEqualTo(VqReport.Kind.SESSION);
        assertThat(report.atCallEnd()).isTrue();
        assertThat(report.callId()).isEqualTo("9f1c2e@192.0.2.10");
        assertThat(report.local()).isEqualTo(new Party("192.0.2.10", 16400, 0x1A2B3C4D));
        assertThat(report.remote()).isEqualTo(new Party("198.51.100.7", 20010, 0x0BADF00D));
        Metrics received = report.received();
        assertThat(received.start()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(received.stop()).isEqualTo("2026-03-01T10:02:30Z");
        assertThat(received.codec()).isEqualTo("PCMA");
        assertThat(received.get(VqMetric.PAYLOAD_TYPE)).isEqualTo(8);
        assertThat(received.get(VqMetric.JITTER_BUFFER_NOMINAL_MS)).isEqualTo(40);
        assertThat(received.get(VqMetric.JITTER_BUFFER_MAXIMUM_MS)).isEqualTo(80);
        assertThat(received.get(VqMetric.LOSS_PERCENT)).isEqualTo(1.2);
        assertThat(received.get(VqMetric.DISCARD_PERCENT)).isEqualTo(0.4);
        assertThat(received.get(VqMetric.BURST_DENSITY_PERCENT)).isEqualTo(18.0);
        assertThat(received.get(VqMetric.GAP_DURATION_MS)).isEqualTo(36_800);
        assertThat(received.get(VqMetric.ROUND_TRIP_DELAY_MS)).isEqualTo(64);
        assertThat(received.get(VqMetric.JITTER_MS)).isEqualTo(6);
        assertThat(received.get(VqMetric.SIGNAL_LEVEL_DBM)).isEqualTo(-19);
        assertThat(received.get(VqMetric.R_LISTENING)).isEqualTo(87);
        assertThat(received.get(VqMetric.MOS_LQ)).isEqualTo(4.2);
        assertThat(received.get(VqMetric.MOS_CQ)).isEqualTo(4.1);
    }

    @Test
    void theFarEndSaysOnlyWhatItSays() {
        Metrics sent = Objects.requireNonNull(read(SESSION).sent());

        assertThat(sent.get(VqMetric.LOSS_PERCENT)).isZero();
        assertThat(sent.get(VqMetric.MOS_LQ)).isEqualTo(4.4);
        assertThat(sent.get(VqMetric.MOS_CQ)).isNull();
        assertThat(sent.start()).isEmpty();
        assertThat(read(SESSION.substring(0, SESSION.indexOf("RemoteMetrics"))).sent())
                .isNull();
    }

    /** How telephones in use write: no blank behind colons, one behind an equals sign, decimal SSRCs, a codec in words. */
    @Test
    void theSpellingOfTelephones() {
        VqReport report = read("""
                VQSessionReport : CallTerm
                CallID:77aa01
                LocalAddr:IP= 192.0.2.39 PORT=2224 SSRC=3735928559
                RemoteAddr:IP=2001:DB8:0:0::7 PORT = 32032 SSRC=11
                LocalMAC: 02005e100002
                LocalMetrics:
                TimeStamps:START=2026-03-01T10:00:00Z STOP=2026-03-01T10:00:39Z
                SessionDesc:PT=8 PD=G.711 A-Law PPS=50 SSUP=off
                BurstGapLoss:BLD=0.0 BD=0 GLD=0.0
                 GD=939850 GMIN=16
                Delay:RTD=0 ESD=55 IAJ=0
                Signal:RERL=127
                QualityEst:RLQ=93 RCQ=127 MOSLQ=4.1 MOSCQ=0.0
                """);

        assertThat(report.local()).isEqualTo(new Party("192.0.2.39", 2224, 0xDEADBEEFL));
        assertThat(report.remote()).isEqualTo(new Party("2001:db8::7", 32032, 11));
        Metrics received = report.received();
        assertThat(received.stop()).isEqualTo("2026-03-01T10:00:39Z");
        assertThat(received.codec()).isEqualTo("G.711 A-Law");
        assertThat(received.get(VqMetric.GAP_DURATION_MS)).isEqualTo(939_850);
        assertThat(received.get(VqMetric.JITTER_MS)).isZero();
        assertThat(received.get(VqMetric.ROUND_TRIP_DELAY_MS))
                .as("not measured")
                .isNull();
        assertThat(received.get(VqMetric.ECHO_RETURN_LOSS_DB)).as("unavailable").isNull();
        assertThat(received.get(VqMetric.R_CONVERSATIONAL)).as("unavailable").isNull();
        assertThat(received.get(VqMetric.MOS_CQ)).as("no MOS is 0").isNull();
        assertThat(received.get(VqMetric.LOSS_PERCENT)).as("never said").isNull();
    }

    /** The drafts put the metrics first, and had FromID and ToID. */
    @Test
    void theOrderOfTheDrafts() {
        VqReport report = read("""
                VQIntervalReport
                LocalMetrics:
                PacketLoss:NLR=2.5 JDR=0
                FromID: sip:201@example.net
                ToID: sip:305@example.net
                DialogID:ab12@192.0.2.1;to-tag=1;from-tag=2
                """);

        assertThat(report.kind()).isEqualTo(VqReport.Kind.INTERVAL);
        assertThat(report.atCallEnd()).isFalse();
        assertThat(report.callId()).isEqualTo("ab12@192.0.2.1");
        assertThat(report.received().get(VqMetric.LOSS_PERCENT)).isEqualTo(2.5);
    }

    @Test
    void anAlertSaysWhatCrossedItsThreshold() {
        VqReport report = read("VQAlertReport: Type=NLR Severity=Critical Dir=local\nCallID: 1@x\n");

        assertThat(report.kind()).isEqualTo(VqReport.Kind.ALERT);
        assertThat(report.alert()).isEqualTo(new VqReport.Alert("NLR", "Critical"));
    }

    @ParameterizedTest
    @CsvSource({"101, ", "-1, ", "abc, ", "1.2.3, ", "'', ", "., ", "1.5 %, 1.5", "100, 100", "99999999999999999999, "})
    void aNumberThatCannotBeIsUnknown(String text, Double value) {
        assertThat(read("VQSessionReport\nPacketLoss: NLR=" + text + "\n")
                        .received()
                        .get(VqMetric.LOSS_PERCENT))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0x1G, -1", "DEADBEEF, -1", "4294967296, -1", "0x100000000, -1", "4294967295, 4294967295", "0X0a, 10"})
    void anSsrcIsHexadecimalOnlyWhenItSaysSo(String text, long ssrc) {
        assertThat(read("VQSessionReport\nLocalAddr: IP=192.0.2.1 PORT=99999 SSRC=" + text + "\n")
                        .local())
                .isEqualTo(new Party("192.0.2.1", 0, ssrc));
    }

    @Test
    void aSecondReportIsNotMixedIntoTheFirst() {
        VqReport report = read("VQSessionReport\nCallID: 1@x\nVQSessionReport\nCallID: 2@x\nPacketLoss: NLR=3\n");

        assertThat(report.callId()).isEqualTo("1@x");
        assertThat(report.received().values()).isEmpty();
    }

    @Test
    void anotherBodyIsNoReport() {
        byte[] bytes = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\n".getBytes(StandardCharsets.UTF_8);

        assertThat(VqReportParser.parse(bytes, 0, bytes.length)).isNull();
        assertThat(VqReportParser.parse(bytes, 0, 0)).isNull();
    }

    @Property(tries = 300)
    void anyOctetsAreRead(@ForAll @Size(max = 400) byte[] octets) {
        byte[] start = "VQSessionReport:\r\nLocalMetrics:\r\nX: A=".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[start.length + octets.length];
        System.arraycopy(start, 0, bytes, 0, start.length);
        System.arraycopy(octets, 0, bytes, start.length, octets.length);

        assertThat(VqReportParser.parse(bytes, 0, bytes.length)).isNotNull();
    }
}
