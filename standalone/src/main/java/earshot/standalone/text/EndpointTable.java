// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import earshot.standalone.text.TextTable.Cell;
import earshot.standalone.text.TextTable.Column;
import earshot.storage.EndpointReportRow;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What devices themselves report of their media, one line per report; what they do not say is a dash. */
public final class EndpointTable {
    private EndpointTable() {}

    public static String of(List<EndpointReportRow> reports, Terminal terminal) {
        TextTable table = new TextTable(
                Column.left("BY", 0),
                Column.left("DEVICE", 28),
                Column.left("OF SSRC", 0),
                Column.right("MOS-LQ"),
                Column.right("MOS-CQ"),
                Column.right("LOSS"),
                Column.right("DISCARD"),
                Column.right("JITTER"),
                Column.right("RTT"),
                Column.left("CALL-ID", 36));
        for (EndpointReportRow report : reports) {
            table.add(
                    Cell.of(source(report)),
                    Cell.of(report.device().isEmpty() ? report.src() : report.device()),
                    Cell.of(report.subjectSsrc().isEmpty() ? "-" : report.subjectSsrc()),
                    Cell.of(number("%.1f", report.mosLq())),
                    Cell.of(number("%.1f", report.mosCq())),
                    Cell.of(number("%.1f %%", report.lossPercent())),
                    Cell.of(number("%.1f %%", report.discardPercent())),
                    Cell.of(number("%.1f ms", report.jitterMs())),
                    Cell.of(report.roundTripDelayMs() == null ? "-" : report.roundTripDelayMs() + " ms"),
                    Cell.of(report.callId().isEmpty() ? "-" : report.callId()));
        }
        return table.render(terminal);
    }

    private static String source(EndpointReportRow report) {
        return switch (report.kind()) {
            case "rtcpXr" -> "RTCP XR";
            case "rtcp" -> "RTCP";
            default -> report.ofFarEnd() ? "vq-rtcpxr, far end" : "vq-rtcpxr";
        };
    }

    private static String number(String format, @Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }
}
