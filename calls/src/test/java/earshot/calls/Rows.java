// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import earshot.calls.kpi.KpiMinute;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.link.CallLink;
import earshot.calls.link.LinkSettings;
import earshot.calls.rules.Rule;
import earshot.events.Alert;
import earshot.events.AuthenticationFailures;
import earshot.events.Call;
import earshot.events.MediaReport;
import earshot.events.PeerAvailability;
import earshot.events.Registration;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import earshot.events.Subscription;
import earshot.events.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a pipeline put out, as a table shows it: of each key the row with the highest version. */
public final class Rows implements CallOutput {
    public final Map<String, Call> calls = new TreeMap<>();
    public final Map<String, Transaction> transactions = new TreeMap<>();
    public final Map<String, Registration> registrations = new TreeMap<>();
    public final Map<String, Subscription> subscriptions = new TreeMap<>();
    public final Map<String, PeerAvailability> peers = new TreeMap<>();
    public final Map<String, AuthenticationFailures> authentication = new TreeMap<>();
    public final Map<String, Stream> streams = new TreeMap<>();
    public final List<StreamInterval> intervals = new ArrayList<>();
    public final List<Alert> alerts = new ArrayList<>();
    /** By minute and cell; only with {@link #counting}. */
    public final Map<String, KpiMinute> kpis = new TreeMap<>();
    /** By both Call-IDs and the reason. */
    public final Map<String, CallLink> links = new TreeMap<>();
    /** Rows of calls, outdated ones included. */
    public int callRows;

    /** The rows of a whole capture. */
    public static Rows of(Capture capture, Rule... rules) {
        return of(capture.events, rules);
    }

    /** The rows of a capture whose calls are linked by more than usual. */
    public static Rows of(Capture capture, LinkSettings linking) {
        Rows rows = new Rows();
        return rows.take(capture.events, new CallPipeline(CallSettings.DEFAULT.withLinking(linking), rows));
    }

    /** The rows of events that arrive in this order. */
    public static Rows of(List<Object> events, Rule... rules) {
        return of(events, CallSettings.DEFAULT.withRules(List.of(rules)));
    }

    /** The rows of events that arrive in this order, key figures included. */
    public static Rows counting(List<Object> events, KpiSettings kpis) {
        return of(events, CallSettings.DEFAULT.withKpis(kpis));
    }

    /** The rows of events that arrive in this order. */
    public static Rows of(List<Object> events, CallSettings settings) {
        Rows rows = new Rows();
        return rows.take(events, new CallPipeline(settings, rows));
    }

    private Rows take(List<Object> events, CallPipeline pipeline) {
        for (Object event : events) {
            put(pipeline, event);
        }
        pipeline.finish();
        return this;
    }

    public static void put(CallPipeline pipeline, Object event) {
        if (event instanceof SipMessage message) pipeline.accept(message);
        if (event instanceof MediaReport report) pipeline.accept(report);
        if (event instanceof RtcpReport report) pipeline.accept(report);
    }

    /** The only call. */
    public Call call() {
        if (calls.size() != 1) throw new AssertionError("not one call: " + calls.keySet());
        return calls.values().iterator().next();
    }

    public Call call(String callId) {
        return Objects.requireNonNull(calls.get(callId), callId);
    }

    public Stream stream(String id) {
        return Objects.requireNonNull(streams.get(id), id);
    }

    /** The call that a stream belongs to first of all; empty when it belongs to none. */
    public static String owner(Stream stream) {
        return stream.getCallIds().isEmpty() ? "" : stream.getCallIds().get(0);
    }

    @Override
    public void call(Call call) {
        callRows++;
        calls.merge(call.getCallId(), call, (old, now) -> now.getVersion() >= old.getVersion() ? now : old);
    }

    @Override
    public void transaction(Transaction transaction) {
        transactions.put(transaction.getTransactionKey(), transaction);
    }

    @Override
    public void registration(Registration registration) {
        registrations.merge(
                registration.getRegistrationKey(),
                registration,
                (old, now) -> now.getVersion() >= old.getVersion() ? now : old);
    }

    @Override
    public void subscription(Subscription subscription) {
        subscriptions.merge(
                subscription.getSubscriptionKey(),
                subscription,
                (old, now) -> now.getVersion() >= old.getVersion() ? now : old);
    }

    @Override
    public void peer(PeerAvailability peer) {
        peers.merge(peer.getPeerKey(), peer, (old, now) -> now.getVersion() >= old.getVersion() ? now : old);
    }

    @Override
    public void authentication(AuthenticationFailures failures) {
        authentication.merge(
                failures.getAuthenticationKey(),
                failures,
                (old, now) -> now.getVersion() >= old.getVersion() ? now : old);
    }

    @Override
    public void stream(Stream stream) {
        streams.merge(stream.getStreamId(), stream, (old, now) -> now.getVersion() >= old.getVersion() ? now : old);
    }

    @Override
    public void interval(StreamInterval interval) {
        intervals.add(interval);
    }

    @Override
    public void kpi(KpiMinute minute) {
        kpis.merge(
                minute.minuteSeconds + "|" + minute.cell,
                minute,
                (old, now) -> now.version() >= old.version() ? now : old);
    }

    @Override
    public void alert(Alert alert) {
        alerts.add(alert);
    }

    @Override
    public void link(CallLink link) {
        String key = link.callId + ' ' + link.linkedCallId + ' ' + link.reason;
        links.merge(key, link, (old, now) -> now.version >= old.version ? now : old);
    }
}
