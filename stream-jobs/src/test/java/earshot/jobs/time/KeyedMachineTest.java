// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.SipMessage;
import earshot.events.SipTransport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyedMachineTest {
    private KeyedOneInputStreamOperatorTestHarness<String, SipMessage, String> harness = harnessQuietly();

    @BeforeEach
    void open() throws Exception {
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void nothingIsOpenedBeforeItsTimeHasCome() throws Exception {
        receive(message("a", "INVITE", 5_000));
        harness.processWatermark(4);
        assertThat(output()).isEmpty();

        harness.processWatermark(5);
        assertThat(output()).containsExactly("a INVITE 5000");
    }

    @Test
    void eventsOfOneMillisecondComeInTheOrderOfTheirMicroseconds() throws Exception {
        receive(message("a", "BYE", 5_900), message("a", "ACK", 5_500), message("a", "INVITE", 5_000));
        harness.processWatermark(5);

        assertThat(output()).containsExactly("a INVITE 5000", "a ACK 5500", "a BYE 5900");
    }

    @Test
    void whatSharesOnePlaceStillHasAnOrder() throws Exception {
        receive(message("a", "SECOND", 5_000), message("a", "FIRST", 5_000));
        harness.processWatermark(5);

        assertThat(output()).containsExactly("a FIRST 5000", "a SECOND 5000");
    }

    @Test
    void aTimerFiresBetweenTheEventsAroundIt() throws Exception {
        receive(message("a", "INVITE", 1_000), message("a", "BYE", 3_600), message("a", "ACK", 3_500));
        harness.processWatermark(3);

        // The timer of the INVITE is due at 3500, behind the event of the same microsecond.
        assertThat(output()).containsExactly("a INVITE 1000", "a ACK 3500", "a timer 3500", "a BYE 3600");
    }

    @Test
    void anyInterleavingHasOneOutcome() throws Exception {
        List<SipMessage> messages = new ArrayList<>();
        for (int i = 0; i < 60; i++) messages.add(message("a", "M" + i, 1_000 + 377L * i));
        receive(messages.toArray(new SipMessage[0]));
        harness.processWatermark(Long.MAX_VALUE);
        List<String> expected = output();
        assertThat(expected).hasSize(120);

        for (int seed = 0; seed < 10; seed++) {
            close();
            harness = harness();
            open();
            Collections.shuffle(messages, new Random(seed));
            receive(messages.toArray(new SipMessage[0]));
            harness.processWatermark(7); // in two halves
            harness.processWatermark(Long.MAX_VALUE);
            assertThat(output()).as("seed %s", seed).isEqualTo(expected);
        }
    }

    @Test
    void aLateEventIsOpenedWithTheNextWatermark() throws Exception {
        receive(message("a", "INVITE", 5_000));
        harness.processWatermark(6);
        receive(message("a", "LATE", 2_000));
        harness.processWatermark(7);

        // Its timer, at 4500, is behind time as well and fires at once.
        assertThat(output()).containsExactly("a INVITE 5000", "a LATE 2000", "a timer 4500", "a timer 7500");
    }

    @Test
    void nothingIsLeftOfAKeyThatIsDone() throws Exception {
        receive(message("a", "INVITE", 1_000), message("b", "INVITE", 2_000), message("a", "BYE", 9_000));
        assertThat(harness.numKeyedStateEntries()).isPositive();

        harness.processWatermark(20);

        assertThat(output()).hasSize(6);
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void aRestartInBetweenChangesNothing() throws Exception {
        receive(message("a", "BYE", 9_000), message("a", "INVITE", 1_000));
        harness.processWatermark(1);
        List<String> output = new ArrayList<>(output());
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        close();

        harness = harness();
        harness.initializeState(checkpoint);
        open();
        harness.processWatermark(20);
        output.addAll(output());

        assertThat(output).containsExactly("a INVITE 1000", "a timer 3500", "a BYE 9000", "a timer 11500");
    }

    @Test
    void aFloodUnderOneKeyIsCutAndCounted() throws Exception {
        for (int i = 0; i < Inbox.EVENTS_MAX + 3; i++) receive(message("a", "INVITE", 1_000));
        receive(message("b", "INVITE", 1_000));

        harness.processWatermark(1);

        assertThat(output()).hasSize(Inbox.EVENTS_MAX + 1);
    }

    private void receive(SipMessage... messages) throws Exception {
        for (SipMessage message : messages) harness.processElement(message, message.getTimeMicros() / 1_000);
    }

    private List<String> output() {
        return harness.extractOutputValues();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SipMessage, String> harnessQuietly() {
        try {
            return harness();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SipMessage, String> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(new EchoMachine(), SipMessage::getCallId, Types.STRING);
    }

    private static SipMessage message(String callId, String method, long timeMicros) {
        return SipMessage.newBuilder()
                .setProbe("p1")
                .setBoot(1)
                .setSequence(1)
                .setTimeMicros(timeMicros)
                .setTransport(SipTransport.UDP)
                .setSourceAddress("192.0.2.1")
                .setSourcePort(5060)
                .setDestinationAddress("192.0.2.2")
                .setDestinationPort(5060)
                .setCallId(callId)
                .setMethod(method)
                .setCseq(1)
                .setRaw("")
                .build();
    }
}
