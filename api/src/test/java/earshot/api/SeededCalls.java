// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import earshot.events.Keys;
import earshot.storage.AgentLogRow;
import earshot.storage.AlertRow;
import earshot.storage.BranchRow;
import earshot.storage.CallAudio;
import earshot.storage.CallCourse;
import earshot.storage.CallRow;
import earshot.storage.HoldRow;
import earshot.storage.MoveRow;
import earshot.storage.ProbeHealthRow;
import earshot.storage.SipMessageRow;
import earshot.storage.TransferRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls with known truth: one over a proxy with two streams of which one lost 5 %, one whose every text is hostile, and
 * many that only fill pages.
 */
public final class SeededCalls {
    /** In a year that no table's time to live reaches. */
    public static final Instant START = Instant.parse("2096-01-02T03:04:05.000006Z");

    public static final String CALL_ID = "3f81d4fae-7dec@10.0.0.1";
    public static final String HOSTILE_CALL_ID = "a/b?c%d\\e\"f<img src=x onerror=alert(1)>";
    public static final String HOSTILE_NAME = "<script>window.stolen=1</script>'\"; DROP TABLE calls --";
    public static final int FILLERS = 120;

    public static final String GOOD_STREAM = Keys.streamId("p1", "10.0.0.1:4000", "10.0.0.3:6000", 1, 1);
    public static final String POOR_STREAM = Keys.streamId("p1", "10.0.0.3:6000", "10.0.0.1:4000", 2, 2);

    static final String CALLER = "10.0.0.1:5060";
    static final String PROXY = "10.0.0.2:5060";
    private static final String CALLEE = "10.0.0.3:5060";

    private SeededCalls() {}

    static List<CallRow> calls() {
        List<CallRow> calls = new ArrayList<>();
        // The older version must never be seen.
        calls.add(call(CALL_ID, 1, "+4930123456", "+441632960100", "incomplete", null, 0, null));
        calls.add(call(CALL_ID, 2, "+4930123456", "+441632960100", "answered", 200, 0, 3.12));
        calls.add(call(HOSTILE_CALL_ID, 1, HOSTILE_NAME, "tab\tback\\slash", "failed", 503, 1_000_000, null));
        for (int i = 0; i < FILLERS; i++) {
            // Pairs share a microsecond, so that paging must tell them apart by key.
            calls.add(call("filler-" + i + "@pbx", 1, "100", "200", "busy", 486, -1_000_000L * (i / 2 + 1), null));
        }
        return calls;
    }

    static List<SipMessageRow> messages() {
        String offer = sdp("10.0.0.1", 4000, "0 8");
        String answer = sdp("10.0.0.3", 6000, "0");
        return List.of(
                message(1, 0, CALLER, PROXY, "INVITE", null, offer),
                message(2, 3_000, PROXY, CALLER, "INVITE", 100, ""),
                message(3, 10_000, PROXY, CALLEE, "INVITE", null, offer),
                message(4, 510_000, PROXY, CALLEE, "INVITE", null, offer),
                message(5, 612_000, CALLEE, PROXY, "INVITE", 180, ""),
                message(6, 613_000, PROXY, CALLER, "INVITE", 180, ""),
                message(7, 3_100_000, CALLEE, PROXY, "INVITE", 200, answer),
                message(8, 3_101_000, PROXY, CALLER, "INVITE", 200, answer),
                message(9, 3_120_000, CALLER, CALLEE, "ACK", null, ""),
                // Captured in one microsecond: their order in the capture decides.
                message(10, 15_120_000, CALLER, CALLEE, "BYE", null, ""),
                message(11, 15_120_000, CALLEE, CALLER, "BYE", 200, ""));
    }

    /** In no order, as tables are; the second is markup and was cut. */
    static List<AgentLogRow> logs() {
        return List.of(
                log(2, 511_000, "p1/2001", HOSTILE_NAME, true),
                log(1, 11_000, "p1/2001", "routed +441632960100 to gw1", false),
                log(3, 15_121_000, "p1", "accounted", false));
    }

    private static AgentLogRow log(long sequence, long offsetUs, String probe, String text, boolean isCut) {
        return new AgentLogRow(
                Keys.callKey(CALL_ID),
                START.plus(offsetUs, ChronoUnit.MICROS),
                probe,
                1,
                sequence,
                CALL_ID,
                sequence,
                PROXY,
                "10.0.0.9:0",
                text,
                isCut);
    }

    static List<AlertRow> alerts() {
        return List.of(
                alert("stream:one", "firing", null),
                alert("stream:two", "resolved", START.plusSeconds(60)),
                pattern(
                        "short-calls",
                        "user",
                        "+4930123456@10.0.0.1",
                        "warning",
                        "firing",
                        List.of(CALL_ID, "filler-5@pbx")),
                pattern("scan", "source", "203.0.113.66", "error", "resolved", List.of()));
    }

    static List<ProbeHealthRow> probes() {
        return List.of(probe("p1", 1), probe("p1", 2), probe("p2", 1));
    }

    private static CallRow call(
            String callId,
            long version,
            String fromUser,
            String toUser,
            String state,
            @Nullable Integer status,
            long offsetUs,
            @Nullable Double mosLq) {
        Instant start = START.plus(offsetUs, ChronoUnit.MICROS);
        boolean isAnswered = state.equals("answered");
        return new CallRow(
                Keys.callKey(callId),
                version,
                callId,
                "sip:" + fromUser + "@10.0.0.1",
                "sip:" + toUser + "@10.0.0.3",
                fromUser,
                toUser,
                CALLER,
                PROXY,
                List.of("p1"),
                "phone/1.0",
                state,
                status != null,
                status,
                start,
                isAnswered ? start.plusMillis(612) : null,
                isAnswered ? start.plusMillis(3_100) : null,
                status == null ? null : start.plusMillis(15_120),
                isAnswered ? "bye" : null,
                isAnswered ? "caller" : null,
                612.0,
                isAnswered ? 12_020.0 : null,
                10,
                1,
                1,
                0,
                "",
                mosLq,
                mosLq == null ? null : 5.1,
                mosLq == null ? null : 11.2,
                null,
                false,
                isAnswered ? List.of("PCMU") : List.of(),
                isAnswered ? List.of(GOOD_STREAM, POOR_STREAM) : List.of(),
                mosLq == null ? "" : "NB",
                mosLq == null ? "" : GOOD_STREAM,
                mosLq == null ? "none" : "high",
                isAnswered ? course() : CallCourse.NONE,
                isAnswered ? audio() : CallAudio.NONE);
    }

    /** Two branches of which one never rang, a hold that lasts, and an attended transfer. */
    static CallCourse course() {
        return new CallCourse(
                "transfer",
                16,
                List.of("lateFork"),
                1,
                1,
                2,
                "",
                "",
                "",
                List.of(
                        new BranchRow("b1", CALLEE, "sip:+441632960100@10.0.0.3", 600, 612.0, 200),
                        new BranchRow("b2", "10.0.0.4:5060", "", 6_100, null, 487)),
                2_000.5,
                List.of(
                        new HoldRow("caller", "sendonly", 5_000, 1_000.5),
                        new HoldRow("callee", "inactive", 14_120, null)),
                List.of(new TransferRow(
                        "callee",
                        "sip:+441632960199@10.0.0.9",
                        true,
                        "other@10.0.0.3",
                        9_000,
                        200,
                        "succeeded",
                        14_000.0)),
                List.of(new MoveRow("caller", "media", "10.0.0.1", "10.0.0.7", 7_000)),
                1_800,
                90,
                "callee",
                0,
                null);
    }

    private static CallAudio audio() {
        return new CallAudio("both", "", 50.0, 60.0, 48.0, 3_147.0, 0, 0, 1, 2_400.5, 0, List.of(), 0);
    }

    private static SipMessageRow message(
            long sequence, long offsetUs, String src, String dst, String method, @Nullable Integer status, String sdp) {
        String start = status == null ? method + " sip:bob@10.0.0.3 SIP/2.0" : "SIP/2.0 " + status + " Fine";
        String raw = start + "\r\nCall-ID: " + CALL_ID + "\r\nCSeq: 1 " + method
                + "\r\nSubject: <img src=x onerror=window.stolen=1>"
                + (sdp.isEmpty() ? "" : "\r\nContent-Type: application/sdp") + "\r\nContent-Length: " + sdp.length()
                + "\r\n\r\n" + sdp;
        return new SipMessageRow(
                Keys.callKey(CALL_ID),
                START.plus(offsetUs, ChronoUnit.MICROS),
                "p1",
                1,
                sequence,
                CALL_ID,
                sequence,
                "UDP",
                src,
                dst,
                method,
                status == null ? "sip:+441632960100@10.0.0.3" : null,
                status,
                status == null ? null : "Fine",
                method.equals("BYE") ? 2 : 1,
                "+4930123456",
                "+441632960100",
                "a",
                status == null ? "" : "b",
                "z9hG4bK" + src,
                "",
                !sdp.isEmpty(),
                raw,
                List.of(),
                "vlan 7");
    }

    private static String sdp(String address, int port, String types) {
        return "v=0\r\no=- 1 1 IN IP4 " + address + "\r\ns=-\r\nc=IN IP4 " + address + "\r\nt=0 0\r\nm=audio " + port
                + " RTP/AVP " + types + "\r\na=sendrecv\r\n";
    }

    private static AlertRow alert(String subject, String status, @Nullable Instant endsAt) {
        return new AlertRow(
                Keys.alertId("loss", subject, 1),
                1,
                "loss",
                subject,
                status,
                "critical",
                START,
                endsAt,
                START,
                "rtp.loss_percent",
                4.2,
                3,
                Map.of("codec", "PCMU"),
                Map.of("summary", HOSTILE_NAME),
                List.of(CALL_ID));
    }

    private static AlertRow pattern(
            String key, String kind, String name, String severity, String status, List<String> callIds) {
        String subject = kind + ':' + name;
        return new AlertRow(
                Keys.alertId("pattern-" + key, subject, 1),
                1,
                "pattern-" + key,
                subject,
                status,
                severity,
                START.plusSeconds(120),
                status.equals("resolved") ? START.plusSeconds(300) : null,
                START.plusSeconds(130),
                "pattern." + key,
                25,
                20,
                Map.of("alertname", "pattern-" + key, "severity", severity, kind, name),
                Map.of("title", "Pattern", "summary", kind + ' ' + name + ": 25 of them, told from 20 on"),
                callIds);
    }

    private static ProbeHealthRow probe(String name, long sequence) {
        return new ProbeHealthRow(
                name,
                START.plusSeconds(10 * sequence),
                1,
                sequence,
                START.plusSeconds(10 * sequence - 10),
                false,
                100,
                Map.of("media", 90L, "signalling", 10L),
                Map.of(),
                0,
                0,
                12,
                0,
                2,
                0);
    }
}
