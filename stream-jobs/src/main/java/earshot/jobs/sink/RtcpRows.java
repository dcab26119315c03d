// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.events.Endpoints;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.storage.RtcpReportRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of what RTCP says; null where it says nothing. */
final class RtcpRows {
    private RtcpRows() {}

    static RtcpReportRow of(RtcpReport report) {
        boolean saysLoss = report.getKind() == RtcpKind.REPORT_BLOCK && report.getFractionLost() >= 0;
        return new RtcpReportRow(
                report.getStreamId(),
                Rows.time(report.getTimeMicros()),
                report.getProbe(),
                report.getBoot(),
                report.getSequence(),
                Endpoints.of(report.getSourceAddress(), report.getSourcePort()),
                Endpoints.of(report.getDestinationAddress(), report.getDestinationPort()),
                Words.ssrc(report.getReporterSsrc()),
                Words.ssrc(report.getSubjectSsrc()),
                Words.of(report.getKind()),
                countOrNull(report.getSenderPackets()),
                countOrNull(report.getSenderOctets()),
                measureOrNull(report.getFractionLost()),
                saysLoss ? Integer.valueOf(report.getCumulativeLost()) : null,
                countOrNull(report.getHighestSequence()),
                measureOrNull(report.getJitterMs()),
                report.getRttMs(),
                report.getEncrypted(),
                report.getTool(),
                List.copyOf(report.getDoubts()),
                List.copyOf(report.getXrBlocks()),
                Map.copyOf(report.getXrMetrics()),
                countOrNull(report.getTapExpected()),
                countOrNull(report.getTapLost()),
                report.getCallId(),
                report.getGoodbyeReason(),
                List.copyOf(report.getApplications()));
    }

    private static @Nullable Long countOrNull(long count) {
        return count < 0 ? null : Long.valueOf(count);
    }

    private static @Nullable Double measureOrNull(double measure) {
        return measure < 0 ? null : Double.valueOf(measure);
    }
}
