// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import com.fasterxml.jackson.annotation.JsonInclude;
import earshot.probe.PacketTotals;
import earshot.probe.dissect.DecodeError;
import earshot.storage.AlertRow;
import earshot.storage.AuthenticationFailureRow;
import earshot.storage.AvailabilityRow;
import earshot.storage.CallLinkRow;
import earshot.storage.CallRow;
import earshot.storage.EndpointReportRow;
import earshot.storage.KpiPoint;
import earshot.storage.RegistrationRow;
import earshot.storage.StreamRow;
import earshot.storage.SubscriptionRow;
import earshot.storage.TransactionRow;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code analyze --json} prints: its names and units are frozen (see the README's contract table). */
record AnalysisReport(
        List<String> files,
        PacketTotals packets,
        List<CallRow> calls,
        List<TransactionRow> transactions,
        List<StreamRow> streams,
        List<DecodeError> errors,
        List<EndpointReportRow> endpointReports,
        List<String> notes,
        List<RegistrationRow> registrations,
        List<SubscriptionRow> subscriptions,
        List<AvailabilityRow> availability,
        List<AuthenticationFailureRow> authenticationFailures,
        List<CallLinkRow> links,
        List<AlertRow> patterns,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<KpiPoint> kpis) {
    private static final int ERRORS_MAX = 1_000;

    static AnalysisReport of(List<Path> files, Analysis analysis, boolean withKpis) {
        List<DecodeError> errors = analysis.errors();
        return new AnalysisReport(
                files.stream().map(Path::toString).toList(),
                analysis.packets(),
                analysis.calls(),
                analysis.transactions(),
                analysis.streams(),
                errors.subList(0, Math.min(errors.size(), ERRORS_MAX)),
                analysis.endpointReports(),
                analysis.notes(),
                analysis.registrations(),
                analysis.subscriptions(),
                analysis.availability(),
                analysis.authenticationFailures(),
                analysis.links(),
                analysis.patterns(),
                withKpis ? analysis.kpis() : null);
    }
}
