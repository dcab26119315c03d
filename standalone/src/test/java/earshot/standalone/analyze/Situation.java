// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import earshot.calls.CallOutput;
import earshot.calls.CallPipeline;
import earshot.calls.CallSettings;
import earshot.calls.link.CallLink;
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
import earshot.jobs.sink.LinkRows;
import earshot.jobs.sink.Rows;
import earshot.probe.PipelineSettings;
import earshot.probe.ProbePipeline;
import earshot.probe.capture.CaptureException;
import earshot.probe.capture.FileSource;
import earshot.probe.capture.PacketSource;
import earshot.probe.publish.EventPublisher;
import earshot.storage.CallLinkRow;
import earshot.storage.CallRow;
import earshot.storage.StreamRow;
import earshot.testkit.CallScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Written captures run through real probes, one for each, and the logic of calls: rows from octets. The clock of a probe
 * may be wrong.
 */
final class Situation implements CallOutput {
    private final List<SpecificRecordBase> events = new ArrayList<>();
    final Map<String, CallRow> calls = new TreeMap<>();
    final Map<String, StreamRow> streams = new TreeMap<>();
    private final Map<String, CallLinkRow> links = new TreeMap<>();

    /** What one probe makes of one capture. */
    static Situation of(CallScript script) {
        return new Situation().seenBy("tap", script, 0).judged();
    }

    /** What one probe makes of a capture in a file. */
    static Situation of(Path capture) throws CaptureException {
        Situation situation = new Situation();
        try (FileSource source = FileSource.open(capture)) {
            situation.events.addAll(events("tap", source));
        }
        return situation.judged();
    }

    /** Adds a probe whose clock is so much ahead. */
    Situation seenBy(String probe, CallScript script, long aheadMicros) {
        List<SpecificRecordBase> seen;
        try (FileSource source = FileSource.of(probe, new ByteArrayInputStream(script.pcap()))) {
            seen = events(probe, source);
        } catch (IOException e) {
            throw new IllegalStateException("a capture in memory cannot be read", e);
        }
        for (SpecificRecordBase event : seen) {
            if (event instanceof SipMessage message) message.setTimeMicros(message.getTimeMicros() + aheadMicros);
            events.add(event);
        }
        return this;
    }

    private static List<SpecificRecordBase> events(String probe, FileSource source) {
        List<SpecificRecordBase> events = new ArrayList<>();
        ProbePipeline pipeline = new ProbePipeline(PipelineSettings.of(probe, 0), new Collector(events));
        while (source.advance() == PacketSource.Step.PACKET) pipeline.accept(source.packet());
        pipeline.finish();
        return events;
    }

    /** The SIP messages, in the order of their time. */
    List<SipMessage> messages() {
        return events.stream()
                .filter(SipMessage.class::isInstance)
                .map(SipMessage.class::cast)
                .toList();
    }

    /** The same, had one of the messages not been captured. */
    Situation without(SipMessage message) {
        return new Situation()
                .run(events.stream().filter(event -> !event.equals(message)).toList());
    }

    /**
     * The same, had the mirror port shown one direction of every line only: towards whom was called, or towards who called. A line
     * is that of two hosts; of those that saw no INVITE, nearer to the caller is the one that an INVITE showed first.
     */
    Situation oneDirection(boolean isTowardsCallee) {
        Set<String> lines = new LinkedHashSet<>();
        List<String> hosts = new ArrayList<>();
        for (SipMessage message : messages()) {
            if (!message.getMethod().equals("INVITE") || message.getStatusCode() != 0) continue;
            String from = message.getSourceAddress();
            String to = message.getDestinationAddress();
            if (!lines.contains(to + '>' + from)) lines.add(from + '>' + to);
            if (!hosts.contains(from)) hosts.add(from);
            if (!hosts.contains(to)) hosts.add(to);
        }
        Situation cut = new Situation();
        for (SpecificRecordBase event : events) {
            String from = sourceAddress(event);
            String to = destinationAddress(event);
            boolean isBack = lines.contains(to + '>' + from);
            boolean isTold = isBack || lines.contains(from + '>' + to);
            boolean isAhead = isTold ? !isBack : hosts.indexOf(from) < hosts.indexOf(to);
            if (isAhead == isTowardsCallee) cut.events.add(event);
        }
        return cut.run(cut.events);
    }

    private static String sourceAddress(SpecificRecordBase event) {
        if (event instanceof SipMessage message) return message.getSourceAddress();
        if (event instanceof MediaReport report) return report.getSourceAddress();
        return ((RtcpReport) event).getSourceAddress();
    }

    private static String destinationAddress(SpecificRecordBase event) {
        if (event instanceof SipMessage message) return message.getDestinationAddress();
        if (event instanceof MediaReport report) return report.getDestinationAddress();
        return ((RtcpReport) event).getDestinationAddress();
    }

    /** The links told and not withdrawn. */
    List<CallLinkRow> links() {
        return links.values().stream().filter(link -> link.confidence() > 0).toList();
    }

    /** The events in the order of their time, through all machines. */
    Situation judged() {
        events.sort(Comparator.comparingLong(Situation::timeMicros));
        return run(events);
    }

    /** The same in rows of their own. */
    Situation inOrder() {
        List<SpecificRecordBase> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingLong(Situation::timeMicros));
        return new Situation().run(sorted);
    }

    /** The same with each event up to the lateness behind its time, and some of them twice. */
    Situation inDisorder(Random random, long latenessMicros) {
        record Arrival(long micros, SpecificRecordBase event) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (SpecificRecordBase event : events) {
            int copies = random.nextInt(4) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                arrivals.add(new Arrival(timeMicros(event) + random.nextLong(latenessMicros), event));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::micros));
        return new Situation().run(arrivals.stream().map(Arrival::event).toList());
    }

    private Situation run(List<SpecificRecordBase> inOrder) {
        CallPipeline pipeline = new CallPipeline(CallSettings.DEFAULT, this);
        for (SpecificRecordBase event : inOrder) {
            if (event instanceof SipMessage message) pipeline.accept(message);
            if (event instanceof MediaReport report) pipeline.accept(report);
            if (event instanceof RtcpReport report) pipeline.accept(report);
        }
        pipeline.finish();
        return this;
    }

    static long timeMicros(SpecificRecordBase event) {
        if (event instanceof SipMessage message) return message.getTimeMicros();
        if (event instanceof MediaReport report) return report.getEndMicros();
        return ((RtcpReport) event).getTimeMicros();
    }

    /** The only call. */
    CallRow call() {
        if (calls.size() != 1) throw new AssertionError("not one call: " + calls.keySet());
        return calls.values().iterator().next();
    }

    CallRow call(String callId) {
        return Objects.requireNonNull(calls.get(callId), callId);
    }

    /** The stream between two ends. */
    StreamRow stream(String source, String destination) {
        return streams.values().stream()
                .filter(row -> row.src().equals(source) && row.dst().equals(destination))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no stream " + source + " > " + destination));
    }

    @Override
    public void call(Call call) {
        calls.put(call.getCallId(), Rows.of(call));
    }

    @Override
    public void stream(Stream stream) {
        streams.put(stream.getStreamId(), Rows.of(stream));
    }

    @Override
    public void transaction(Transaction transaction) {}

    @Override
    public void interval(StreamInterval interval) {}

    @Override
    public void link(CallLink link) {
        links.put(link.callId + ' ' + link.linkedCallId + ' ' + link.reason, LinkRows.of(link));
    }

    @Override
    public void alert(Alert alert) {}

    @Override
    public void registration(Registration registration) {}

    @Override
    public void subscription(Subscription subscription) {}

    @Override
    public void peer(PeerAvailability peer) {}

    @Override
    public void authentication(AuthenticationFailures failures) {}

    private record Collector(List<SpecificRecordBase> events) implements EventPublisher {
        @Override
        public void sip(SipMessage message) {
            events.add(message);
        }

        @Override
        public void media(MediaReport report) {
            events.add(report);
        }

        @Override
        public void rtcp(RtcpReport report) {
            if (!report.getStreamId().isEmpty()) events.add(report);
        }

        @Override
        public void log(AgentLog line) {}

        @Override
        public void health(ProbeHealth health) {}
    }
}
