// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.time.Patience;
import earshot.events.Call;
import earshot.events.EndedBy;
import earshot.events.SipMessage;
import earshot.events.SipTransport;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignallingOperatorTest {
    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final long SECOND = 1_000_000;

    private KeyedTwoInputStreamOperatorTestHarness<String, SignallingNews, Long, Call> harness;

    SignallingOperatorTest() throws Exception {
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new SignallingOperator(), SignallingNews::callId, null, Types.STRING);
        harness.open();
    }

    @BeforeEach
    void isOpen() {
        assertThat(stateEntries()).isZero();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aCallThatOutlivesTheCaptureEndsWithIt() throws Exception {
        invite();
        endInput(START_MICROS + 10 * SECOND);

        assertThat(last(calls()).getEndedBy()).isEqualTo(EndedBy.CAPTURE_END);
    }

    /** All timers fire at the end of the input, which comes at once: which of them are due, only the last event tells. */
    @Test
    void aCallThatTimedOutBeforeTheLastEventTimedOut() throws Exception {
        invite();
        endInput(START_MICROS + Patience.UNANSWERED_REQUEST + 10 * SECOND);

        assertThat(last(calls()).getEndedBy()).isEqualTo(EndedBy.TIMEOUT);
    }

    @Test
    void timePassingWithoutAnEndIsATimeout() throws Exception {
        invite();
        passTime(START_MICROS + Patience.UNANSWERED_REQUEST + 10 * SECOND);

        assertThat(last(calls()).getEndedBy()).isEqualTo(EndedBy.TIMEOUT);
    }

    @Test
    void nothingIsLeftOfACallInTheEnd() throws Exception {
        invite();
        passTime(START_MICROS);
        assertThat(stateEntries()).isPositive();

        passTime(START_MICROS + 24 * 3_600 * SECOND);

        assertThat(stateEntries()).isZero();
    }

    private void invite() throws Exception {
        SipMessage invite = SipMessage.newBuilder()
                .setProbe("p1")
                .setBoot(1)
                .setSequence(1)
                .setTimeMicros(START_MICROS)
                .setTransport(SipTransport.UDP)
                .setSourceAddress("192.0.2.1")
                .setSourcePort(5060)
                .setDestinationAddress("192.0.2.2")
                .setDestinationPort(5060)
                .setCallId("call-1")
                .setMethod("INVITE")
                .setRequestUri("sip:callee@192.0.2.2")
                .setCseq(1)
                .setFromTag("a")
                .setViaBranch("z9hG4bK-1")
                .setRaw("")
                .build();
        harness.processElement1(SignallingNews.of(invite), START_MICROS / 1_000);
    }

    private void passTime(long timeMicros) throws Exception {
        harness.processWatermark1(new Watermark(timeMicros / 1_000));
        harness.processWatermark2(new Watermark(timeMicros / 1_000));
    }

    private void endInput(long lastMicros) throws Exception {
        harness.processElement2(lastMicros, lastMicros / 1_000);
        harness.processWatermark1(Watermark.MAX_WATERMARK);
        harness.processWatermark2(Watermark.MAX_WATERMARK);
    }

    private int stateEntries() {
        AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.getOperator();
        return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
    }

    private List<Call> calls() {
        return harness.extractOutputValues();
    }

    private static Call last(List<Call> calls) {
        return calls.get(calls.size() - 1);
    }
}
