// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.calls.CallOutput;
import earshot.calls.CallPipeline;
import earshot.calls.CallSettings;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.link.CallLink;
import earshot.calls.pattern.PatternSettings;
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
import earshot.probe.PacketTotals;
import earshot.probe.PipelineSettings;
import earshot.probe.ProbePipeline;
import earshot.probe.capture.CapturedPacket;
import earshot.probe.dissect.DecodeError;
import earshot.probe.publish.EventPublisher;
import java.util.List;

/** The probe and the logic of calls, with what must hold of them whatever comes in. Tables are small, so that they fill. */
final class Observed implements EventPublisher, CallOutput {
    private static final PipelineSettings SETTINGS = new PipelineSettings.Builder("fuzz", 0)
            .streamsMax(16)
            .endpointsMax(16)
            .sipHeaders(List.of())
            .keepsLogs(true)
            .build();

    private static final CallSettings EVERYTHING =
            CallSettings.DEFAULT.withKpis(KpiSettings.DEFAULT).withPatterns(PatternSettings.DEFAULT);

    private final CallPipeline calls = new CallPipeline(EVERYTHING, this);
    private final ProbePipeline probe = new ProbePipeline(SETTINGS, this);
    private long packets;

    void packet(CapturedPacket packet) {
        packets++;
        probe.accept(packet);
    }

    /** Ends the capture, and checks the counts. */
    void finish() {
        probe.finish();
        calls.finish();
        PacketTotals totals = probe.totals();
        long sum = totals.decoded() + totals.ignored() + totals.malformed() + totals.truncated();
        Amid.check(totals.read() == packets && sum == packets, packets + " packets came in, but " + totals);
        Amid.check(totals.ignored() >= 0 && totals.decoded() >= 0, "less than none: " + totals);
        for (DecodeError error : probe.errors()) {
            Amid.check(!error.layer().equals("probe"), error.reason());
        }
    }

    @Override
    public void sip(SipMessage message) {
        calls.accept(message);
    }

    @Override
    public void media(MediaReport report) {
        Amid.check(report.getUnique() <= report.getReceived(), "more packets than came");
        Amid.check(report.getEndMicros() >= report.getStartMicros(), "an interval that ends before it starts");
        calls.accept(report);
    }

    @Override
    public void rtcp(RtcpReport report) {
        calls.accept(report);
    }

    @Override
    public void log(AgentLog line) {
        Amid.check(!line.getCallId().isEmpty(), "a line of no call");
        Amid.check(!line.getText().isEmpty() && line.getText().length() <= 4_096, "a line of no length");
    }

    @Override
    public void health(ProbeHealth health) {
        calls.accept(health);
    }

    @Override
    public void call(Call call) {
        Amid.check(call.getMessages() >= 1 && call.getMessages() <= packets * 64, "a call of no messages");
        Amid.check(call.getForks() >= 1, "a call of no branch");
        Long end = call.getEndMicros();
        Amid.check(end == null || end >= call.getStartMicros(), "a call that ends before it starts");
        Amid.check(call.getDurationMs() == null || call.getDurationMs() >= 0, "a call shorter than nothing");
        Amid.check(call.getSetupMs() == null || call.getSetupMs() >= 0, "rings before it is called");
    }

    @Override
    public void transaction(Transaction transaction) {
        Amid.check(transaction.getMessages() >= 1, "a transaction of no messages");
    }

    @Override
    public void registration(Registration registration) {
        Amid.check(registration.getAttempts() >= 1, "a binding that nobody asked for");
        Long end = registration.getEndedMicros();
        Amid.check(end == null || end >= registration.getStartMicros(), "a binding that ends before it starts");
    }

    @Override
    public void subscription(Subscription subscription) {
        Amid.check(subscription.getChangedMicros() >= subscription.getStartMicros(), "changed before it was");
    }

    @Override
    public void peer(PeerAvailability peer) {
        int decided = peer.getAnswered() + peer.getRefused() + peer.getTimeouts();
        Amid.check(decided <= peer.getPings(), "more answers than questions");
    }

    @Override
    public void authentication(AuthenticationFailures failures) {
        int judged = failures.getAccepted() + failures.getFailures();
        Amid.check(judged == failures.getAttempts(), "credentials that were neither accepted nor refused");
    }

    @Override
    public void link(CallLink link) {
        Amid.check(link.callId.compareTo(link.linkedCallId) < 0, "a call that is linked to itself");
        Amid.check(link.confidence >= 0 && link.confidence <= 1, "a confidence outside 0 to 1");
    }

    @Override
    public void stream(Stream stream) {
        Amid.check(stream.getLost() >= 0, "less than nothing lost");
        Amid.check(stream.getEndMicros() >= stream.getStartMicros(), "a stream that ends before it starts");
    }

    @Override
    public void interval(StreamInterval interval) {
        Amid.check(interval.getEndMicros() >= interval.getStartMicros(), "an interval that ends before it starts");
    }

    @Override
    public void alert(Alert alert) {
        throw new AssertionError("an alert without rules");
    }
}
