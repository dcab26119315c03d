// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.time.Patience;
import earshot.events.Call;
import earshot.events.SipMessage;
import earshot.events.SipTransport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator under Flink: messages interleaved, repeated and late within the bounds make the row of those in order. */
class SignallingOrderTest {
    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final List<SipMessage> CALL = call();

    /** A fork of which the second branch answers, a transfer, and BYE from both sides. */
    private static List<SipMessage> call() {
        List<SipMessage> messages = new ArrayList<>();
        messages.add(message(messages, 0, "INVITE", 0, 1, "", ""));
        messages.add(message(messages, 900, "INVITE", 180, 1, "b", ""));
        messages.add(message(messages, 6_000, "INVITE", 180, 1, "c", ""));
        messages.add(message(messages, 7_000, "INVITE", 200, 1, "c", ""));
        messages.add(message(messages, 7_500, "INVITE", 200, 1, "c", ""));
        messages.add(message(messages, 7_600, "ACK", 0, 1, "c", ""));
        messages.add(message(messages, 9_000, "REFER", 0, 2, "c", "<sip:carol@192.0.2.9>"));
        messages.add(message(messages, 9_100, "REFER", 202, 2, "c", ""));
        messages.add(message(messages, 10_000, "BYE", 0, 3, "c", ""));
        messages.add(message(messages, 10_001, "BYE", 200, 3, "c", ""));
        return messages;
    }

    private static SipMessage message(
            List<SipMessage> before, long afterMs, String method, int status, long cseq, String toTag, String referTo) {
        boolean request = status == 0;
        return SipMessage.newBuilder()
                .setProbe("p1")
                .setBoot(1)
                .setSequence(before.size() + 1)
                .setTimeMicros(START_MICROS + afterMs * 1_000)
                .setTransport(SipTransport.UDP)
                .setSourceAddress(request ? "192.0.2.1" : "192.0.2.2")
                .setSourcePort(5060)
                .setDestinationAddress(request ? "192.0.2.2" : "192.0.2.1")
                .setDestinationPort(5060)
                .setCallId("call-1")
                .setMethod(method)
                .setStatusCode(status)
                .setCseq(cseq)
                .setFromTag("a")
                .setToTag(toTag)
                .setViaBranch("z9hG4bK-" + method)
                .setHeaders(referTo.isEmpty() ? Map.of() : Map.of("refer-to", referTo))
                .setRaw("")
                .build();
    }

    @SuppressWarnings("try") // that closing may be interrupted
    private static Call rowOf(List<SipMessage> arrivals) throws Exception {
        try (KeyedTwoInputStreamOperatorTestHarness<String, SignallingNews, Long, Call> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new SignallingOperator(), SignallingNews::callId, null, Types.STRING)) {
            harness.open();
            long latestMicros = Long.MIN_VALUE;
            for (SipMessage message : arrivals) {
                latestMicros = Math.max(latestMicros, message.getTimeMicros());
                harness.processElement1(SignallingNews.of(message), message.getTimeMicros() / 1_000);
                long watermark = (latestMicros - Patience.LATENESS) / 1_000 - 1;
                harness.processWatermark1(new Watermark(watermark));
                harness.processWatermark2(new Watermark(watermark));
            }
            harness.processElement2(latestMicros, latestMicros / 1_000);
            harness.processWatermark1(Watermark.MAX_WATERMARK);
            harness.processWatermark2(Watermark.MAX_WATERMARK);
            List<Call> rows = harness.extractOutputValues();
            return rows.get(rows.size() - 1);
        }
    }

    @Test
    void inOrderItIsACallHandedOver() throws Exception {
        Call call = rowOf(CALL);

        assertThat(call.getEndCause()).isEqualTo("transfer");
        assertThat(call.getBranches()).hasSize(2);
        assertThat(call.getRetransmissions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyOrderMakesTheSameRow(long seed) throws Exception {
        Random random = new Random(seed);
        record Arrival(long micros, SipMessage message) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (SipMessage message : CALL) {
            int copies = random.nextInt(3) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                arrivals.add(new Arrival(message.getTimeMicros() + random.nextLong(Patience.LATENESS), message));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::micros));

        assertThat(rowOf(arrivals.stream().map(Arrival::message).toList())).isEqualTo(rowOf(CALL));
    }
}
