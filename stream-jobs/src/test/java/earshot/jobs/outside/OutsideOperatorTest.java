// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.outside;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.PeerAvailability;
import earshot.events.PeerState;
import earshot.events.Registration;
import earshot.events.RegistrationState;
import earshot.events.SipContact;
import earshot.events.SipMessage;
import earshot.events.SipTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutsideOperatorTest {
    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final long SECOND = 1_000_000;
    private static final int EXPIRES_SECONDS = 300;

    private KeyedTwoInputStreamOperatorTestHarness<String, OutsideNews, Long, Registration> harness;
    private long sequence;

    OutsideOperatorTest() throws Exception {
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new OutsideOperator(), OutsideNews::key, null, Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aRegistrationExpiresInEventTime() throws Exception {
        register();
        passTime(START_MICROS + EXPIRES_SECONDS * SECOND);
        assertThat(last().getState()).isEqualTo(RegistrationState.REGISTERED);

        passTime(START_MICROS + (EXPIRES_SECONDS + 1) * SECOND);

        assertThat(last().getState()).isEqualTo(RegistrationState.EXPIRED);
    }

    /** At the end of the input all timers fire at once; the registration outlives the last event nevertheless. */
    @Test
    void theEndOfTheInputIsNoExpiry() throws Exception {
        register();
        endInput(START_MICROS + 60 * SECOND);

        assertThat(last().getState()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(stateEntries()).isZero();
    }

    @Test
    void anExpiryBeforeTheLastEventIsOne() throws Exception {
        register();
        endInput(START_MICROS + (EXPIRES_SECONDS + 60) * SECOND);

        assertThat(last().getState()).isEqualTo(RegistrationState.EXPIRED);
    }

    @Test
    void aPeerThatNeverAnswersIsDownAndGoesAside() throws Exception {
        put(message("OPTIONS", 0, 0).build());
        passTime(START_MICROS + 41 * SECOND);

        Queue<StreamRecord<PeerAvailability>> peers = harness.getSideOutput(OutsideOperator.PEERS);
        assertThat(peers).hasSize(1);
        assertThat(peers.element().getValue().getState()).isEqualTo(PeerState.DOWN);
        assertThat(harness.extractOutputValues()).isEmpty();
    }

    @Test
    void nothingIsLeftInTheEnd() throws Exception {
        register();
        put(message("OPTIONS", 0, 0).build());
        passTime(START_MICROS + SECOND);
        assertThat(stateEntries()).isPositive();

        passTime(START_MICROS + 3 * 24 * 3_600 * SECOND);

        assertThat(stateEntries()).isZero();
    }

    /** What machines do not look at is not carried to them. */
    @Test
    void textAndSessionStayBehind() {
        List<OutsideNews> news = new ArrayList<>();
        OutsideNews.of(
                message("REGISTER", 0, 0).setRaw("REGISTER sip:b SIP/2.0").build(), new Collector<>() {
                    @Override
                    public void collect(OutsideNews one) {
                        news.add(one);
                    }

                    @Override
                    public void close() {
                        // holds nothing
                    }
                });

        assertThat(news).singleElement().satisfies(one -> assertThat(one.message.getRaw())
                .isEmpty());
    }

    private void register() throws Exception {
        SipContact contact = SipContact.newBuilder()
                .setUri("sip:alice@192.0.2.1")
                .setExpiresSeconds(EXPIRES_SECONDS)
                .build();
        put(message("REGISTER", 0, 0).setContacts(List.of(contact)).build());
        put(message("REGISTER", 200, 20_000).setContacts(List.of(contact)).build());
    }

    private SipMessage.Builder message(String method, int status, long afterMicros) {
        boolean isRequest = status == 0;
        return SipMessage.newBuilder()
                .setProbe("p1")
                .setBoot(1)
                .setSequence(++sequence)
                .setTimeMicros(START_MICROS + afterMicros)
                .setTransport(SipTransport.UDP)
                .setSourceAddress(isRequest ? "192.0.2.1" : "192.0.2.2")
                .setSourcePort(5060)
                .setDestinationAddress(isRequest ? "192.0.2.2" : "192.0.2.1")
                .setDestinationPort(5060)
                .setCallId(method)
                .setMethod(method)
                .setStatusCode(status)
                .setCseq(1)
                .setFromTag("a")
                .setToUri("sip:alice@example.org")
                .setViaBranch("z9hG4bK-1")
                .setRaw("");
    }

    private void put(SipMessage message) {
        OutsideNews.of(message, new Collector<>() {
            @Override
            public void collect(OutsideNews news) {
                try {
                    harness.processElement1(news, message.getTimeMicros() / 1_000);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void close() {
                // holds nothing
            }
        });
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

    private Registration last() {
        List<Registration> rows = harness.extractOutputValues();
        return rows.get(rows.size() - 1);
    }
}
