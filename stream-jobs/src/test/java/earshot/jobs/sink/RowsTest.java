// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import static earshot.jobs.sink.SampleEvents.START_MICROS;
import static earshot.jobs.sink.SampleEvents.call;
import static earshot.jobs.sink.SampleEvents.interval;
import static earshot.jobs.sink.SampleEvents.message;
import static earshot.jobs.sink.SampleEvents.rtcp;
import static earshot.jobs.sink.SampleEvents.stream;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.AgentLog;
import earshot.events.Alert;
import earshot.events.AlertStatus;
import earshot.events.Call;
import earshot.events.CallState;
import earshot.events.CodecConstantsOrigin;
import earshot.events.CodecModeFrom;
import earshot.events.DelaySource;
import earshot.events.DeviceReport;
import earshot.events.EndedBy;
import earshot.events.Keys;
import earshot.events.MainCost;
import earshot.events.Party;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.events.ScoreConfidence;
import earshot.events.ScoreReceipt;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import earshot.events.Transaction;
import earshot.events.VoipMetrics;
import earshot.storage.AgentLogRow;
import earshot.storage.AlertRow;
import earshot.storage.CallRow;
import earshot.storage.EndpointReportRow;
import earshot.storage.ReceiptRow;
import earshot.storage.RtcpCounts;
import earshot.storage.RtcpReportRow;
import earshot.storage.SipMessageRow;
import earshot.storage.StreamRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowsTest {
    /** 2026-01-02T03:04:05.000006Z. */
    @Test
    void microsecondsSurvive() {
        assertThat(Rows.time(START_MICROS)).isEqualTo(Instant.parse("2026-01-02T03:04:05.000006Z"));
        assertThat(Rows.time(-1)).isEqualTo(Instant.parse("1969-12-31T23:59:59.999999Z"));
    }

    @Test
    void aCallKeepsItsTimesAndGetsTheFrozenWords() {
        Call call = call().setState(CallState.NO_ANSWER)
                .setEnded(true)
                .setEndedBy(EndedBy.CAPTURE_END)
                .setByeFrom(Party.CALLEE)
                .setEndMicros(START_MICROS + 1)
                .build();

        CallRow row = Rows.of(call);

        assertThat(row.startTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05.000006Z"));
        assertThat(row.endTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05.000007Z"));
        assertThat(row.answerTime()).isNull();
        assertThat(row.state()).isEqualTo("noAnswer");
        assertThat(row.endedBy()).isEqualTo("capture-end");
        assertThat(row.byeFrom()).isEqualTo("callee");
        assertThat(row.version()).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(CallState.class)
    void everyStateIsOneOfTheFrozenWords(CallState state) {
        assertThat(Rows.of(call().setState(state).build()).state())
                .isIn("answered", "busy", "noAnswer", "cancelled", "failed", "redirected", "incomplete");
    }

    @ParameterizedTest
    @EnumSource(EndedBy.class)
    void everyEndIsOneOfTheFrozenWords(EndedBy end) {
        assertThat(Rows.of(call().setEndedBy(end).build()).endedBy())
                .isIn("bye", "cancel", "failure", "timeout", "capture-end");
    }

    @Test
    void aStreamNamesItsEndpointsAndItsSsrc() {
        StreamRow row = Rows.of(stream());

        assertThat(row.src()).isEqualTo("192.0.2.1:4000");
        assertThat(row.dst()).isEqualTo("[2001:db8::2]:5000");
        assertThat(row.ssrc()).isEqualTo("0x0000beef");
        assertThat(row.rtcp()).isEqualTo(new RtcpCounts(3, 2, 1));
        assertThat(row.goodbye()).isNull();
        assertThat(row.binding()).isEqualTo("oneSide");
        assertThat(row.rFactor()).isEqualTo(93.2);
        assertThat(row.mosCq()).isNull();
    }

    /** Streams told of before there were receipts, and streams without a score, have nulls and not zeros. */
    @Test
    void aReceiptHasTheFrozenWordsAndNullsForWhatIsUnknown() {
        Stream stream = stream();
        assertThat(Rows.of(stream).receipt()).isEqualTo(ReceiptRow.NONE);

        stream.setReceipt(ScoreReceipt.newBuilder().build());
        assertThat(Rows.of(stream).receipt()).isEqualTo(ReceiptRow.NONE);

        stream.setReceipt(ScoreReceipt.newBuilder()
                .setCodecModeFrom(CodecModeFrom.CAUTION)
                .setConstants(CodecConstantsOrigin.ESTIMATED)
                .setDelaySource(DelaySource.MEASURED)
                .setMainCost(MainCost.BURST)
                .setConfidence(ScoreConfidence.LOW)
                .setDoubts(List.of("fewer than 50 packets"))
                .build());
        ReceiptRow receipt = Rows.of(stream).receipt();
        assertThat(receipt.codecModeFrom()).isEqualTo("caution");
        assertThat(receipt.constants()).isEqualTo("estimated");
        assertThat(receipt.delaySource()).isEqualTo("measured");
        assertThat(receipt.mainCost()).isEqualTo("burst");
        assertThat(receipt.confidence()).isEqualTo("low");
        assertThat(receipt.doubts()).containsExactly("fewer than 50 packets");
        assertThat(receipt.costDelay()).isNull();
    }

    @Test
    void aRequestHasNoStatusAndAResponseNoUri() {
        SipMessageRow request =
                Rows.of(message().setRequestUri("sip:bob@example.org").build());
        SipMessageRow response =
                Rows.of(message().setStatusCode(180).setReasonPhrase("Ringing").build());

        assertThat(request.status()).isNull();
        assertThat(request.requestUri()).isEqualTo("sip:bob@example.org");
        assertThat(request.callKey()).isEqualTo(Keys.callKey("a/b?c@example.org"));
        assertThat(response.status()).isEqualTo(180);
        assertThat(response.requestUri()).isNull();
        assertThat(response.hasSdp()).isFalse();
    }

    @Test
    void aLogLineIsOfTheCallThatItNames() {
        AgentLogRow row = Rows.of(AgentLog.newBuilder()
                .setProbe("p1/2001")
                .setBoot(1)
                .setSequence(2)
                .setTimeMicros(START_MICROS)
                .setFrame(3)
                .setCallId("a/b?c@example.org")
                .setSourceAddress("2001:db8::1")
                .setSourcePort(5060)
                .setDestinationAddress("192.0.2.2")
                .setDestinationPort(0)
                .setText("routed to gw1")
                .setCut(true)
                .build());

        assertThat(row)
                .isEqualTo(new AgentLogRow(
                        Keys.callKey("a/b?c@example.org"),
                        Instant.parse("2026-01-02T03:04:05.000006Z"),
                        "p1/2001",
                        1,
                        2,
                        "a/b?c@example.org",
                        3,
                        "[2001:db8::1]:5060",
                        "192.0.2.2:0",
                        "routed to gw1",
                        true));
    }

    @Test
    void whatAnRtcpReportDoesNotSayIsNull() {
        RtcpReportRow sender = RtcpRows.of(rtcp(RtcpKind.SENDER_REPORT)
                .setSenderPackets(250)
                .setSenderOctets(40_000)
                .build());
        RtcpReportRow block = RtcpRows.of(rtcp(RtcpKind.REPORT_BLOCK)
                .setFractionLost(0.25)
                .setCumulativeLost(-3)
                .setHighestSequence(65_540)
                .build());

        assertThat(sender.senderPackets()).isEqualTo(250);
        assertThat(sender.fractionLost()).isNull();
        assertThat(sender.cumulativeLost()).isNull();
        assertThat(sender.jitterMs()).isNull();
        assertThat(block.senderPackets()).isNull();
        assertThat(block.fractionLost()).isEqualTo(0.25);
        assertThat(block.cumulativeLost()).as("duplicates make it negative").isEqualTo(-3);
    }

    @Test
    void theSharesOfAnXrReportBecomePercent() {
        VoipMetrics voip = VoipMetrics.newBuilder()
                .setLossRate(0.05)
                .setDiscardRate(0.01)
                .setBurstDensity(0.5)
                .setGapDensity(0)
                .setBurstDurationMs(120)
                .setGapDurationMs(4_000)
                .setRoundTripDelayMs(80)
                .setEndSystemDelayMs(40)
                .setRFactor(88)
                .setJitterBufferNominalMs(60)
                .setJitterBufferMaximumMs(200)
                .build();

        EndpointReportRow row =
                EndpointReports.row(rtcp(RtcpKind.XR).setVoip(voip).build());

        assertThat(row.lossPercent()).isEqualTo(5.0);
        assertThat(row.burstDensityPercent()).isEqualTo(50.0);
        assertThat(row.rFactor()).isEqualTo(88.0);
        assertThat(row.mosLq()).as("reported as unavailable").isNull();
    }

    /** Where no probe saw the stream, the Call-ID that an agent sent is what a report block can be shown by. */
    @Test
    void whatAnAgentReportsOfACallWithoutAStreamIsShownWithTheCall() {
        RtcpReport.Builder block = rtcp(RtcpKind.REPORT_BLOCK).setFractionLost(0.25);

        EndpointReportRow row =
                EndpointReports.row(block.setStreamId("").setCallId("call-1").build());

        assertThat(row.kind()).isEqualTo("rtcp");
        assertThat(row.callId()).isEqualTo("call-1");
        assertThat(row.lossPercent()).isEqualTo(25.0);
        assertThat(row.jitterMs()).as("without a stream its clock is not known").isNull();
        assertThat(EndpointReports.isOne(block.setStreamId("s").build())).isFalse();
        assertThat(EndpointReports.isOne(block.setStreamId("").setCallId("").build()))
                .isFalse();
        assertThat(EndpointReports.isOne(
                        block.setCallId("call-1").setFractionLost(-1).build()))
                .as("a block that says nothing")
                .isFalse();
    }

    /** What a telephone has not said is unknown, not 0 (RFC 6035); nor is it 0 that it has not measured. */
    @Test
    void whatADeviceDoesNotSayIsNull() {
        DeviceReport said = DeviceReport.newBuilder()
                .setCallId("call-1")
                .setReport("session")
                .setMosLq(4.2)
                .setGapDurationMs(36_800.0)
                .build();

        EndpointReportRow row = EndpointReports.row(
                rtcp(RtcpKind.DEVICE).setReporterSsrc(-1).setDevice(said).build());

        assertThat(row.kind()).isEqualTo("vqRtcpxr");
        assertThat(row.callId()).isEqualTo("call-1");
        assertThat(row.mosLq()).isEqualTo(4.2);
        assertThat(row.gapDurationMs()).isEqualTo(36_800);
        assertThat(row.lossPercent()).isNull();
        assertThat(row.roundTripDelayMs()).isNull();
        assertThat(row.reporterSsrc()).isEmpty();
    }

    @Test
    void anIntervalToldAgainWithItsCallReplacesTheOneWithout() {
        StreamInterval orphan = interval(List.of());
        StreamInterval bound = interval(List.of("call-1"));

        assertThat(Rows.of(bound).version()).isGreaterThan(Rows.of(orphan).version());
    }

    @Test
    void theEndOfAnAlertIsALaterVersionOfIt() {
        Alert.Builder alert = Alert.newBuilder()
                .setAlertId("a")
                .setRule("loss")
                .setSubject("stream:s")
                .setStatus(AlertStatus.FIRING)
                .setSeverity("warning")
                .setStartsAtMicros(START_MICROS)
                .setTimeMicros(START_MICROS + 10)
                .setMetric("rtp.loss_ratio")
                .setValue(0.05)
                .setThreshold(0.03)
                .setLabels(Map.of("probe", "p1"))
                .setAnnotations(Map.of())
                .setCallIds(List.of("call-1"));
        AlertRow firing = Rows.of(alert.build());
        AlertRow resolved = Rows.of(alert.setStatus(AlertStatus.RESOLVED)
                .setTimeMicros(START_MICROS + 20)
                .setEndsAtMicros(START_MICROS + 20)
                .build());

        assertThat(firing.status()).isEqualTo("firing");
        assertThat(firing.endsAt()).isNull();
        assertThat(resolved.status()).isEqualTo("resolved");
        assertThat(resolved.version()).isGreaterThan(firing.version());
    }

    @Test
    void aRegisterWithoutExpiresSaysSo() {
        Transaction register = Transaction.newBuilder()
                .setTransactionKey("t")
                .setVersion(1)
                .setMethod("REGISTER")
                .setCallId("r")
                .setCseq(1)
                .setFrom("sip:alice@example.org")
                .setTo("sip:alice@example.org")
                .setFromUser("alice")
                .setToUser("alice")
                .setSource("192.0.2.1:5060")
                .setDestination("192.0.2.9:5060")
                .setProbe("p1")
                .setStartMicros(START_MICROS)
                .setMessages(2)
                .setRetransmissions(0)
                .build();

        assertThat(Rows.of(register).expiresSeconds()).isNull();
        assertThat(Rows.of(register).status()).isNull();
    }
}
