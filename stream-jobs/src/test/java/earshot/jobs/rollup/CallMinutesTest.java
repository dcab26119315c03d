// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.Call;
import earshot.events.CallState;
import earshot.events.Keys;
import earshot.jobs.sink.MinuteOfCalls;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallMinutesTest {
    /** The start of a minute. */
    private static final long MINUTE_MS = 60_000L * 28_000_000;

    private final KeyedOneInputStreamOperatorTestHarness<String, Call, MinuteOfCalls> harness;

    CallMinutesTest() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CallMinutes()), CallMinutes::key, Types.STRING);
    }

    @BeforeEach
    void open() throws Exception {
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void callsOfOneMinuteAndPeerAreCountedTogether() throws Exception {
        receive(call("a", 1, CallState.ANSWERED).setMosLq(4.4).build());
        receive(call("b", 1, CallState.BUSY).build());
        receive(call("c", 1, CallState.ANSWERED)
                .setMosLq(3.0)
                .setLossPercentMax(5.0)
                .build());
        harness.processWatermark(MINUTE_MS + 10_000);

        MinuteOfCalls minute = last();
        assertThat(minute.peer).isEqualTo("2001:db8::2");
        assertThat(minute.minuteSeconds).isEqualTo(MINUTE_MS / 1_000);
        assertThat(minute.calls).isEqualTo(3);
        assertThat(minute.answered).isEqualTo(2);
        assertThat(minute.busy).isEqualTo(1);
        assertThat(minute.mosLqMin).isEqualTo(3.0);
        assertThat(minute.poorCalls).isEqualTo(1);
        assertThat(minute.lossyCalls).isEqualTo(1);
    }

    /** Rows are sent again after a fault: a call that is told twice must not count twice. */
    @Test
    void aCallCountsOnceHoweverOftenItIsTold() throws Exception {
        receive(call("a", 1, CallState.INCOMPLETE).build());
        harness.processWatermark(MINUTE_MS + 10_000);
        MinuteOfCalls before = last();
        receive(call("a", 2, CallState.ANSWERED).build());
        receive(call("a", 1, CallState.INCOMPLETE).build());
        harness.processWatermark(MINUTE_MS + 20_000);

        MinuteOfCalls minute = last();
        assertThat(minute.calls).isEqualTo(1);
        assertThat(minute.answered).isEqualTo(1);
        assertThat(minute.incomplete).isZero();
        assertThat(minute.version).isGreaterThan(before.version);
    }

    @Test
    void nothingIsLeftOfAMinuteLongAgo() throws Exception {
        receive(call("a", 1, CallState.ANSWERED).build());
        harness.processWatermark(MINUTE_MS + 24 * 3_600_000L);

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    private void receive(Call call) throws Exception {
        harness.processElement(call, call.getStartMicros() / 1_000);
    }

    private MinuteOfCalls last() {
        List<MinuteOfCalls> minutes = harness.extractOutputValues();
        return minutes.get(minutes.size() - 1);
    }

    private static Call.Builder call(String callId, long version, CallState state) {
        return Call.newBuilder()
                .setCallKey(Keys.callKey(callId))
                .setVersion(version)
                .setCallId(callId)
                .setFrom("sip:a@example.org")
                .setTo("sip:b@example.org")
                .setFromUser("a")
                .setToUser("b")
                .setCaller("[2001:db8::1]:5060")
                .setCallee("[2001:db8::2]:5060")
                .setProbes(List.of("p1"))
                .setState(state)
                .setEnded(false)
                .setStartMicros(MINUTE_MS * 1_000 + 5_000_000)
                .setMessages(1)
                .setRetransmissions(0)
                .setForks(1)
                .setStreams(List.of());
    }
}
