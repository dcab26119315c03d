// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import earshot.calls.CallOutput;
import earshot.calls.CallPipeline;
import earshot.calls.CallSettings;
import earshot.calls.kpi.KpiMinute;
import earshot.calls.link.CallLink;
import earshot.calls.link.KeyDiscovery;
import earshot.calls.link.LinkSettings;
import earshot.calls.pattern.Pattern;
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
import earshot.jobs.sink.EndpointReports;
import earshot.jobs.sink.KpiRows;
import earshot.jobs.sink.LinkRows;
import earshot.jobs.sink.OutsideRows;
import earshot.jobs.sink.Rows;
import earshot.probe.PacketTotals;
import earshot.probe.PipelineSettings;
import earshot.probe.ProbePipeline;
import earshot.probe.capture.CaptureFault;
import earshot.probe.capture.PacketGroup;
import earshot.probe.capture.PacketSource;
import earshot.probe.dissect.Copies;
import earshot.probe.dissect.DecodeError;
import earshot.probe.dissect.Fate;
import earshot.probe.publish.EventPublisher;
import earshot.storage.AlertRow;
import earshot.storage.AuthenticationFailureRow;
import earshot.storage.AvailabilityRow;
import earshot.storage.CallLinkRow;
import earshot.storage.CallRow;
import earshot.storage.EndpointReportRow;
import earshot.storage.KpiMinuteRow;
import earshot.storage.KpiPoint;
import earshot.storage.RegistrationRow;
import earshot.storage.StreamRow;
import earshot.storage.SubscriptionRow;
import earshot.storage.TransactionRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Captures run through the probe and the logic of calls in one thread: what the services would have found, with the same
 * code. Memory grows with the number of calls and streams, not with the size of the captures.
 */
public final class Analysis implements EventPublisher, CallOutput {
    private static final String PROBE = "analyze";
    /** More than that nobody reads from one capture; the tables of the services hold them all. */
    private static final int ENDPOINT_REPORTS_MAX = 10_000;
    /** Of those the JSON lists the first thousand; the table names packets of all of them. */
    private static final int ERRORS_KEPT_MAX = 100_000;

    private static final Comparator<KpiMinuteRow> KPI_ORDER = Comparator.comparing(KpiMinuteRow::dimension)
            .thenComparing(KpiMinuteRow::name)
            .thenComparing(KpiMinuteRow::side)
            .thenComparing(KpiMinuteRow::minute);

    private final Map<String, Call> calls = new HashMap<>();
    private final Map<String, Stream> streams = new HashMap<>();
    private final Map<String, Transaction> transactions = new HashMap<>();
    private final Map<String, Registration> registrations = new HashMap<>();
    private final Map<String, Subscription> subscriptions = new HashMap<>();
    private final Map<String, PeerAvailability> peers = new HashMap<>();
    private final Map<String, AuthenticationFailures> authentication = new HashMap<>();
    private final Map<String, CallLink> links = new HashMap<>();
    private @Nullable KeyDiscovery discovery;
    private final List<RtcpReport> endpointReports = new ArrayList<>();
    private final Map<String, KpiMinute> kpiMinutes = new HashMap<>();
    private final List<SipMessage> ladder = new ArrayList<>();
    private final List<AgentLog> ladderLogs = new ArrayList<>();
    private final @Nullable String ladderCallId;
    private final ProbePipeline probe;
    private final List<Alert> alerts = new ArrayList<>();
    private final CallPipeline pipeline;

    /** As the other, with rules to run as well, and nothing else that is counted. */
    public Analysis(@Nullable String ladderCallId, List<Rule> rules, boolean deduplicates) {
        this(ladderCallId, deduplicates, CallSettings.DEFAULT.withRules(rules));
    }

    /**
     * Prepares an analysis.
     *
     * @param ladderCallId the call whose messages are kept for a ladder, or null
     * @param deduplicates whether the copies of a doubled mirror port are dropped
     * @param settings the headers that legs are linked by are read besides those that a probe keeps by default
     */
    public Analysis(@Nullable String ladderCallId, boolean deduplicates, CallSettings settings) {
        this.ladderCallId = ladderCallId;
        this.pipeline = new CallPipeline(settings, this);
        long windowMicros = deduplicates ? Copies.WINDOW_MICROS : 0;
        // The same captures give the same ids, whenever they are read: the probe's start is always zero.
        PipelineSettings capture = new PipelineSettings.Builder(PROBE, 0)
                .copyWindowMicros(windowMicros)
                .sipHeaders(settings.linking().headers())
                .errorsMax(ERRORS_KEPT_MAX)
                .keepsLogs(ladderCallId != null)
                .build();
        this.probe = new ProbePipeline(capture, this);
    }

    /** Reads a source to its end. */
    public void read(PacketSource source) {
        PacketGroup group = new PacketGroup();
        while (source.advance(group) == PacketSource.Step.PACKET) {
            if (group.isAfterDrop()) probe.captureDrops(source.kernelDropped(), source.interfaceDropped());
            probe.accept(group);
        }
        probe.captureDrops(source.kernelDropped(), source.interfaceDropped());
        for (CaptureFault fault : source.faults()) probe.captureError(fault.layer(), fault.toString());
        probe.finish();
        pipeline.finish();
    }

    PacketTotals packets() {
        return probe.totals();
    }

    /** What a reader should know before trusting the figures, in sentences. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        long dropped = probe.fates().of(Fate.DUPLICATE_COPY);
        if (dropped > 0) notes.add(dropped + " packets were exact copies within 10 ms and are not counted otherwise");
        if (probe.isProbablyDoubled()) {
            notes.add("about " + Math.round(probe.copiesPercent()) + " % of the packets are exact copies within 10 ms:"
                    + " the mirror port may be doubled; see --deduplicate");
        }
        return notes;
    }

    List<DecodeError> errors() {
        return probe.errors();
    }

    /** All errors, by {@code layer:reason}. */
    Map<String, Long> errorCounts() {
        return probe.errorCounts();
    }

    /** Messages of the call asked for, in order of time. */
    List<SipMessage> ladder() {
        return ladder;
    }

    /** What agents logged of that call, in order of reading. */
    List<AgentLog> ladderLogs() {
        return ladderLogs;
    }

    /** Alerts in the order in which they were raised and ended. */
    public List<Alert> alerts() {
        return alerts;
    }

    /** Floods, scans, fraud, silence and incidents, as they ended or still stood, the earliest first. */
    List<AlertRow> patterns() {
        Map<String, Alert> last = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            if (alert.getRule().startsWith(Pattern.RULE_PREFIX)) last.put(alert.getAlertId(), alert);
        }
        return last.values().stream()
                .map(Rows::of)
                .sorted(Comparator.comparing(AlertRow::startsAt).thenComparing(AlertRow::alertId))
                .toList();
    }

    List<CallRow> calls() {
        return calls.values().stream()
                .map(Rows::of)
                .sorted(Comparator.comparing(CallRow::startTime).thenComparing(CallRow::callId))
                .toList();
    }

    List<StreamRow> streams() {
        return streams.values().stream()
                .map(Rows::of)
                .sorted(Comparator.comparing(StreamRow::startTime).thenComparing(StreamRow::id))
                .toList();
    }

    List<TransactionRow> transactions() {
        return transactions.values().stream()
                .map(Rows::of)
                .sorted(Comparator.comparing(TransactionRow::startTime).thenComparing(TransactionRow::callId))
                .toList();
    }

    List<RegistrationRow> registrations() {
        return registrations.values().stream()
                .map(OutsideRows::of)
                .sorted(Comparator.comparing(RegistrationRow::startTime)
                        .thenComparing(RegistrationRow::registrationKey))
                .toList();
    }

    List<SubscriptionRow> subscriptions() {
        return subscriptions.values().stream()
                .map(OutsideRows::of)
                .sorted(Comparator.comparing(SubscriptionRow::startTime)
                        .thenComparing(SubscriptionRow::subscriptionKey))
                .toList();
    }

    List<AvailabilityRow> availability() {
        return peers.values().stream()
                .map(OutsideRows::of)
                .sorted(Comparator.comparing(AvailabilityRow::startTime).thenComparing(AvailabilityRow::peerKey))
                .toList();
    }

    List<AuthenticationFailureRow> authenticationFailures() {
        return authentication.values().stream()
                .map(OutsideRows::of)
                .sorted(Comparator.comparing(AuthenticationFailureRow::startTime)
                        .thenComparing(AuthenticationFailureRow::authenticationKey))
                .toList();
    }

    /** Key figures of each minute and of everybody, peers, trunks and probes in it; empty when not asked for. */
    List<KpiPoint> kpis() {
        return kpiMinutes.values().stream()
                .filter(minute -> !minute.counts.isZero())
                .map(KpiRows::of)
                .sorted(KPI_ORDER)
                .map(row -> KpiPoint.of(row, 60L))
                .toList();
    }

    /** Key figures of the whole capture, of everybody, peers, trunks and probes. */
    List<KpiPoint> kpiTotals() {
        Map<String, List<KpiMinute>> byCell = new TreeMap<>();
        kpiMinutes.values().stream()
                .filter(minute -> !minute.counts.isZero())
                .sorted(Comparator.comparingLong(minute -> minute.minuteSeconds))
                .forEach(minute -> byCell.computeIfAbsent(minute.cell, any -> new ArrayList<>())
                        .add(minute));
        return byCell.values().stream()
                .map(KpiRows::total)
                .sorted(KPI_ORDER)
                .map(row -> KpiPoint.of(row, null))
                .toList();
    }

    /** Which calls are legs of one conversation, by start of the later leg. */
    List<CallLinkRow> links() {
        return links.values().stream()
                .filter(link -> link.confidence > 0)
                .map(LinkRows::of)
                .sorted(Comparator.comparing(CallLinkRow::time)
                        .thenComparing(CallLinkRow::callId)
                        .thenComparing(CallLinkRow::linkedCallId)
                        .thenComparing(CallLinkRow::reason))
                .toList();
    }

    /** From now on all headers of calls are compared. To be asked for before anything is read. */
    void discoverKeys(LinkSettings linking) {
        discovery = new KeyDiscovery(linking);
    }

    /** Which headers would link the legs that were found; none unless it was asked for. */
    List<KeyDiscovery.Key> keys() {
        return discovery == null ? List.of() : discovery.keys(links.values());
    }

    /** What devices say of their own media, in order of time. */
    List<EndpointReportRow> endpointReports() {
        return endpointReports.stream().map(EndpointReports::row).toList();
    }

    @Override
    public void sip(SipMessage message) {
        if (message.getCallId().equals(ladderCallId)) ladder.add(message);
        if (discovery != null) discovery.message(message);
        pipeline.accept(message);
    }

    @Override
    public void media(MediaReport report) {
        pipeline.accept(report);
    }

    @Override
    public void rtcp(RtcpReport report) {
        if (EndpointReports.isOne(report) && endpointReports.size() < ENDPOINT_REPORTS_MAX) endpointReports.add(report);
        pipeline.accept(report);
    }

    @Override
    public void log(AgentLog line) {
        if (line.getCallId().equals(ladderCallId)) ladderLogs.add(line);
    }

    @Override
    public void health(ProbeHealth health) {
        pipeline.accept(health);
    }

    @Override
    public void call(Call call) {
        calls.merge(call.getCallKey(), call, (old, now) -> now.getVersion() >= old.getVersion() ? now : old);
    }

    @Override
    public void transaction(Transaction transaction) {
        transactions.merge(
                transaction.getTransactionKey(),
                transaction,
                (old, now) -> now.getVersion() >= old.getVersion() ? now : old);
    }

    // The machines outside calls tell each key in the order of its versions.

    @Override
    public void registration(Registration registration) {
        registrations.put(registration.getRegistrationKey(), registration);
    }

    @Override
    public void subscription(Subscription subscription) {
        subscriptions.put(subscription.getSubscriptionKey(), subscription);
    }

    @Override
    public void peer(PeerAvailability peer) {
        peers.put(peer.getPeerKey(), peer);
    }

    @Override
    public void authentication(AuthenticationFailures failures) {
        authentication.put(failures.getAuthenticationKey(), failures);
    }

    @Override
    public void stream(Stream stream) {
        streams.merge(stream.getStreamId(), stream, (old, now) -> now.getVersion() >= old.getVersion() ? now : old);
    }

    @Override
    public void interval(StreamInterval interval) {
        // Charts and rules read intervals; the tables of a finished capture do not.
    }

    @Override
    public void link(CallLink link) {
        String key = link.callId + '\n' + link.linkedCallId + '\n' + link.reason;
        links.merge(key, link, (old, now) -> now.version >= old.version ? now : old);
    }

    @Override
    public void alert(Alert alert) {
        alerts.add(alert);
    }

    @Override
    public void kpi(KpiMinute minute) {
        kpiMinutes.merge(
                minute.minuteSeconds + "|" + minute.cell,
                minute,
                (old, now) -> now.version() >= old.version() ? now : old);
    }
}
