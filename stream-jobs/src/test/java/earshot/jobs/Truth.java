// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import earshot.calls.CallOutput;
import earshot.calls.CallPipeline;
import earshot.calls.CallSettings;
import earshot.calls.kpi.KpiMinute;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.link.CallLink;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.rules.Rule;
import earshot.events.AgentLog;
import earshot.events.Alert;
import earshot.events.AuthenticationFailures;
import earshot.events.Call;
import earshot.events.MediaReport;
import earshot.events.PeerAvailability;
import earshot.events.ProbeHealth;
import earshot.events.Registration;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import earshot.events.Subscription;
import earshot.events.Transaction;
import earshot.jobs.sink.KpiRows;
import earshot.jobs.sink.LinkRows;
import earshot.jobs.sink.OutsideRows;
import earshot.jobs.sink.Rows;
import earshot.storage.AlertRow;
import earshot.storage.AuthenticationFailureRow;
import earshot.storage.AvailabilityRow;
import earshot.storage.CallLinkRow;
import earshot.storage.CallRow;
import earshot.storage.KpiMinuteRow;
import earshot.storage.RegistrationRow;
import earshot.storage.StreamIntervalRow;
import earshot.storage.StreamRow;
import earshot.storage.SubscriptionRow;
import earshot.storage.TransactionRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;

/** The rows that the same machines give without Flink, of each key the last. */
final class Truth implements CallOutput {
    private final Map<String, CallRow> calls = new TreeMap<>();
    private final Map<String, StreamRow> streams = new TreeMap<>();
    private final Map<String, TransactionRow> transactions = new TreeMap<>();
    private final Map<String, RegistrationRow> registrations = new TreeMap<>();
    private final Map<String, SubscriptionRow> subscriptions = new TreeMap<>();
    private final Map<String, AvailabilityRow> availability = new TreeMap<>();
    private final Map<String, AuthenticationFailureRow> authenticationFailures = new TreeMap<>();
    private final Map<String, StreamIntervalRow> intervals = new TreeMap<>();
    private final Map<String, CallLinkRow> links = new TreeMap<>();
    private final Map<String, AlertRow> alerts = new TreeMap<>();
    private final Map<String, KpiMinuteRow> kpis = new TreeMap<>();

    static Truth of(List<SpecificRecordBase> events, List<Rule> rules) {
        Truth truth = new Truth();
        CallSettings settings =
                CallSettings.DEFAULT.withKpis(KpiSettings.DEFAULT).withPatterns(PatternSettings.DEFAULT);
        CallPipeline pipeline = new CallPipeline(settings.withRules(rules), truth);
        events.stream()
                .sorted((a, b) -> Long.compare(timeMicros(a), timeMicros(b)))
                .forEach(event -> accept(pipeline, event));
        pipeline.finish();
        return truth;
    }

    private static void accept(CallPipeline pipeline, SpecificRecordBase event) {
        if (event instanceof SipMessage message) {
            pipeline.accept(message);
        } else if (event instanceof MediaReport report) {
            pipeline.accept(report);
        } else if (event instanceof RtcpReport report) {
            pipeline.accept(report);
        } else if (event instanceof ProbeHealth health) {
            pipeline.accept(health);
        }
    }

    static long timeMicros(SpecificRecordBase event) {
        if (event instanceof SipMessage message) return message.getTimeMicros();
        if (event instanceof MediaReport report) return report.getEndMicros();
        if (event instanceof RtcpReport report) return report.getTimeMicros();
        if (event instanceof AgentLog line) return line.getTimeMicros();
        if (event instanceof ProbeHealth health) return health.getTimeMicros();
        throw new IllegalArgumentException("no probe publishes " + event.getClass());
    }

    Collection<CallRow> calls() {
        return calls.values();
    }

    Collection<StreamRow> streams() {
        return streams.values();
    }

    Collection<TransactionRow> transactions() {
        return transactions.values();
    }

    Collection<RegistrationRow> registrations() {
        return registrations.values();
    }

    Collection<SubscriptionRow> subscriptions() {
        return subscriptions.values();
    }

    Collection<AvailabilityRow> availability() {
        return availability.values();
    }

    Collection<AuthenticationFailureRow> authenticationFailures() {
        return authenticationFailures.values();
    }

    Collection<StreamIntervalRow> intervals() {
        return intervals.values();
    }

    Collection<AlertRow> alerts() {
        return alerts.values();
    }

    /** Rows of figures that count anything. */
    List<KpiMinuteRow> kpis() {
        return kpis.values().stream().filter(row -> !row.isEmpty()).toList();
    }

    Collection<CallLinkRow> links() {
        return links.values();
    }

    @Override
    public void link(CallLink link) {
        links.put(link.callId + ' ' + link.linkedCallId + ' ' + link.reason, LinkRows.of(link));
    }

    @Override
    public void call(Call call) {
        calls.put(call.getCallKey(), Rows.of(call));
    }

    @Override
    public void transaction(Transaction transaction) {
        transactions.put(transaction.getTransactionKey(), Rows.of(transaction));
    }

    @Override
    public void registration(Registration registration) {
        registrations.put(registration.getRegistrationKey(), OutsideRows.of(registration));
    }

    @Override
    public void subscription(Subscription subscription) {
        subscriptions.put(subscription.getSubscriptionKey(), OutsideRows.of(subscription));
    }

    @Override
    public void peer(PeerAvailability peer) {
        availability.put(peer.getPeerKey(), OutsideRows.of(peer));
    }

    @Override
    public void authentication(AuthenticationFailures failures) {
        authenticationFailures.put(failures.getAuthenticationKey(), OutsideRows.of(failures));
    }

    @Override
    public void stream(Stream stream) {
        streams.put(stream.getStreamId(), Rows.of(stream));
    }

    @Override
    public void interval(StreamInterval interval) {
        intervals.put(interval.getStreamId() + interval.getStartMicros(), Rows.of(interval));
    }

    @Override
    public void alert(Alert alert) {
        alerts.put(alert.getAlertId(), Rows.of(alert));
    }

    @Override
    public void kpi(KpiMinute minute) {
        kpis.put(minute.minuteSeconds + "|" + minute.cell, KpiRows.of(minute));
    }
}
