// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import earshot.events.AgentLog;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.probe.PipelineSettings;
import earshot.probe.ProbePipeline;
import earshot.probe.capture.FileSource;
import earshot.probe.capture.PacketSource;
import earshot.probe.publish.EventPublisher;
import earshot.testkit.CallScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Forty minutes in which every pattern of docs/patterns.md happens once, by its default limits, and much that is below
 * them. Each has hosts of its own, so that the subject of an alert names its cause.
 */
final class BadAfternoon {
    private static final String PROXY = "10.0.0.2";
    private static final double END = 2_400;

    /** Pattern and subject of the alerts that there are to be, in the order of the alphabet. */
    static final List<String> ALERTS = List.of(
            "pattern-invite-flood source:10.0.10.1",
            "pattern-premium-calls user:+4930111@10.0.7.1",
            "pattern-premium-minutes user:+4930111@10.0.7.1",
            "pattern-quality-incident peer:10.0.12.9",
            "pattern-registrar-storm registrar:10.0.11.200",
            "pattern-registration-storm source:10.0.11.1",
            "pattern-scan source:10.0.9.1",
            "pattern-scanner source:10.0.9.9",
            "pattern-short-calls user:2001@10.0.8.1",
            "pattern-silent-trunk peer:10.0.5.1/caller",
            "pattern-silent-trunk peer:10.0.5.2/callee");

    private CallScript script = new CallScript("first");

    static byte[] pcap() {
        BadAfternoon afternoon = new BadAfternoon();
        afternoon.aTrunkThatFallsSilent();
        afternoon.fraud();
        afternoon.shortCalls();
        afternoon.scans();
        afternoon.flood();
        afternoon.storm();
        afternoon.badGateway();
        afternoon.request("last", END, "OPTIONS", "10.0.13.1", PROXY, "a", "b").send();
        return afternoon.script.pcap();
    }

    /** What a probe publishes of it. */
    static List<SpecificRecordBase> events() {
        List<SpecificRecordBase> events = new ArrayList<>();
        ProbePipeline probe = new ProbePipeline(PipelineSettings.of("tap", 0), new Collector(events));
        try (FileSource source = FileSource.of("afternoon", new ByteArrayInputStream(pcap()))) {
            while (source.advance() == PacketSource.Step.PACKET) probe.accept(source.packet());
            probe.finish();
        } catch (IOException e) {
            throw new IllegalStateException("a capture in memory cannot be read", e);
        }
        return events;
    }

    /** Three calls a minute for a quarter of an hour, none for nine minutes, one. */
    private void aTrunkThatFallsSilent() {
        for (int i = 0; i < 48; i++) refusedCall("trunk-" + i, 20 * i, "10.0.5.1", "10.0.5.2");
        refusedCall("trunk-again", 1_500, "10.0.5.1", "10.0.5.2");
    }

    /** Six calls to a premium number, of which one lasts half an hour. */
    private void fraud() {
        for (int i = 0; i < 6; i++) {
            double start = 70 + 20 * i;
            answeredCall("premium-" + i, start, i < 5 ? 12 : 1_860, "10.0.7.1", PROXY, "+4930111", "0097912345");
        }
    }

    private void shortCalls() {
        for (int i = 0; i < 22; i++) {
            answeredCall("short-" + i, 300 + 10 * i, 3, "10.0.8.1", PROXY, "2001", "2002");
        }
        for (int i = 0; i < 15; i++) {
            answeredCall("fewer-" + i, 305 + 10 * i, 3, "10.0.8.2", PROXY, "2001", "2002");
        }
    }

    private void scans() {
        for (int i = 0; i < 25; i++) {
            request("scan-" + i, 600 + i, "OPTIONS", "10.0.9.1", PROXY, "probe", "user" + i)
                    .send();
            response("scan-" + i, 600.1 + i, 404, "OPTIONS", "10.0.9.1", PROXY, "probe", "user" + i)
                    .send();
        }
        request("friendly", 650, "OPTIONS", "10.0.9.9", PROXY, "100", "100")
                .header("User-Agent", "friendly-scanner")
                .send();
        response("friendly", 650.1, 200, "OPTIONS", "10.0.9.9", PROXY, "100", "100")
                .send();
    }

    private void flood() {
        for (int i = 0; i < 130; i++) refusedCall("flood-" + i, 720 + 0.4 * i, "10.0.10.1", PROXY);
        for (int i = 0; i < 100; i++) refusedCall("busy-hour-" + i, 720 + 0.5 * i, "10.0.10.2", PROXY);
    }

    /** One telephone that registers too often, and eleven that register less often, but together too often. */
    private void storm() {
        register("10.0.11.1", 130);
        for (int i = 2; i < 13; i++) register("10.0.11." + i, 101);
    }

    private void register(String source, int times) {
        for (int i = 0; i < times; i++) {
            String callId = "register-" + source + '-' + i;
            double start = 841 + 0.4 * i;
            request(callId, start, "REGISTER", source, "10.0.11.200", source, source)
                    .header("Contact", "<sip:" + source + ">")
                    .send();
            response(callId, start + 0.02, 200, "REGISTER", source, "10.0.11.200", source, source)
                    .header("Contact", "<sip:" + source + ">;expires=300")
                    .send();
        }
    }

    /** Two of three calls go to a gateway that is well, the third to one whose line loses every fifth packet. */
    private void badGateway() {
        for (int i = 0; i < 36; i++) {
            boolean isBad = i % 3 == 0;
            String gateway = isBad ? "10.0.12.9" : "10.0.12.8";
            double start = 1_085 + 3 * i;
            int port = 4_000 + 2 * i;
            answeredCall("measured-" + i, start, 12, "10.0.12.1", gateway, "3001", "3002", port);
            for (double from = start + 1; from < start + 12; from += 0.1) {
                double to = from + (isBad ? 0.08 : 0.1);
                script.rtp("10.0.12.1", port, gateway, port, 0, from, to - 0.001);
                script.rtp(gateway, port, "10.0.12.1", port, 0, from, to - 0.001);
            }
        }
    }

    private void refusedCall(String callId, double start, String source, String destination) {
        request(callId, start, "INVITE", source, destination, "1001", "1002").send();
        response(callId, start + 0.3, 486, "INVITE", source, destination, "1001", "1002")
                .send();
    }

    private void answeredCall(
            String callId, double start, double seconds, String source, String destination, String from, String to) {
        answeredCall(callId, start, seconds, source, destination, from, to, 3_000);
    }

    private void answeredCall(
            String callId,
            double start,
            double seconds,
            String source,
            String destination,
            String from,
            String to,
            int port) {
        request(callId, start, "INVITE", source, destination, from, to)
                .sdp(source, port)
                .send();
        response(callId, start + 1, 200, "INVITE", source, destination, from, to)
                .tag("b")
                .sdp(destination, port)
                .send();
        request(callId, start + 1.1, "ACK", source, destination, from, to)
                .tag("b")
                .send();
        request(callId, start + 1 + seconds, "BYE", source, destination, from, to)
                .tag("b")
                .cseq(2)
                .send();
        response(callId, start + 1.1 + seconds, 200, "BYE", source, destination, from, to)
                .tag("b")
                .cseq(2)
                .send();
    }

    private CallScript.Line request(
            String callId, double second, String method, String source, String destination, String from, String to) {
        script = script.called(callId).at(second);
        return script.request(method, source, destination).users(from, to);
    }

    private CallScript.Line response(
            String callId,
            double second,
            int status,
            String method,
            String asking,
            String asked,
            String from,
            String to) {
        script = script.called(callId).at(second);
        return script.response(status, method, asked, asking).users(from, to);
    }

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
            events.add(report);
        }

        @Override
        public void log(AgentLog line) {
            throw new AssertionError("a line that nobody asked for");
        }

        @Override
        public void health(ProbeHealth health) {
            events.add(health);
        }
    }
}
