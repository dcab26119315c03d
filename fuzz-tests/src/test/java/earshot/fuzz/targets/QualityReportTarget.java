// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.vq.VqReport;
import earshot.protocols.vq.VqReportParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The body with which a telephone reports the quality that it heard (RFC 6035). */
public final class QualityReportTarget implements FuzzTarget {
    @Override
    public void run(byte[] input) {
        Amid.same(input, (bytes, offset, length) -> {
            VqReport report = VqReportParser.parse(bytes, offset, length);
            if (report != null) {
                report.received()
                        .values()
                        .forEach((metric, value) -> Amid.check(!value.isNaN(), metric + " is no number"));
            }
            return Objects.toString(report);
        });
    }

    @Override
    public int allocationPerOctet() {
        return 160;
    }

    @Override
    public List<byte[]> seeds() {
        String session = """
                VQSessionReport: CallTerm
                CallID: 1@192.0.2.10
                LocalID: "A" <sip:a@example.net>
                RemoteID: <sip:b@example.net>
                LocalAddr: IP=192.0.2.10 PORT=16400 SSRC=0x1A2B3C4D
                RemoteAddr: IP=2001:db8::7 PORT=20010 SSRC=0x0BADF00D
                LocalMetrics:
                Timestamps: START=2026-03-01T10:00:00Z STOP=2026-03-01T10:02:30Z
                SessionDesc: PT=8 PD="PCMA" SR=8000 FD=20
                JitterBuffer: JBA=3 JBR=2 JBN=40 JBM=80 JBX=200
                PacketLoss: NLR=1.2 JDR=0.4
                BurstGapLoss: BLD=18.0 BD=240 GLD=0.3 GD=36800 GMIN=16
                Delay: RTD=64 ESD=85 SOWD=117 IAJ=6 MAJ=4
                Signal: SL=-19 NL=-62 RERL=55
                QualityEst: RLQ=87 RCQ=86 MOSLQ=4.2 MOSCQ=4.1
                RemoteMetrics:
                PacketLoss: NLR=0.0
                DialogID: 1@192.0.2.10;to-tag=7;from-tag=a
                """;
        return List.of(
                session.getBytes(StandardCharsets.UTF_8),
                session.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
                "VQAlertReport: Type=NLR Severity=Critical Dir=local\r\nMetrics:\r\nPacketLoss:NLR=9.9\r\n"
                        .getBytes(StandardCharsets.UTF_8));
    }
}
