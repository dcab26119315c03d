// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.CAROL;
import static earshot.calls.Capture.PROXY;
import static earshot.calls.kpi.KpiCount.*;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import earshot.calls.Rows;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.events.Call;
import earshot.events.CallState;
import earshot.events.MediaReport;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** However events are interleaved and repeated within the lateness, the figures are the same, and those of the calls. */
class KpiAnyOrderTest {
    /** Few enough that peers must give way to others. */
    private static final KpiSettings SETTINGS = new KpiSettings(List.of(), 32);

    private static final List<Object> EVENTS = capture().inOrder().events;
    private static final Map<String, String> EXPECTED =
            Minutes.of(EVENTS, SETTINGS).texts();

    @Property(tries = 60)
    void everyInterleavingGivesTheSameFigures(@ForAll @LongRange(max = Integer.MAX_VALUE) long seed) {
        assertThat(Minutes.of(shuffled(seed), SETTINGS).texts()).isEqualTo(EXPECTED);
    }

    /** Counted once more from the last rows of the calls alone, without deltas, shards or timers. */
    @Test
    void theFiguresAreThoseOfTheCallsLastRows() {
        Map<Long, Map<KpiCount, Long>> truth = new HashMap<>();
        Map<Long, Long> callees = new HashMap<>();
        for (Call call : Rows.of(EVENTS).calls.values()) {
            long minute = call.getStartMicros() / 60_000_000 * 60;
            Map<KpiCount, Long> counts = truth.computeIfAbsent(minute, any -> new HashMap<>());
            counts.merge(ATTEMPTS, 1L, Long::sum);
            if (call.getState() == CallState.ANSWERED) counts.merge(ANSWERED, 1L, Long::sum);
            if (call.getState() == CallState.BUSY) counts.merge(BUSY, 1L, Long::sum);
            boolean isOver = call.getState() == CallState.ANSWERED && call.getByeStatus() != null;
            if (isOver) counts.merge(TALK_MICROS, call.getEndMicros() - call.getAnswerMicros(), Long::sum);
            callees.merge(minute, 1L, Long::sum);
        }

        Minutes minutes = Minutes.of(EVENTS, KpiSettings.DEFAULT);
        assertThat(truth).hasSizeGreaterThan(3);
        truth.forEach((minute, counts) -> {
            int number = (int) ((minute - Capture.START / 1_000_000) / 60);
            for (KpiCount count : List.of(ATTEMPTS, ANSWERED, BUSY, TALK_MICROS)) {
                assertThat(minutes.overall(number).get(count)).isEqualTo(counts.getOrDefault(count, 0L));
            }
            assertThat(minutes.callee(number, BOB).get(ATTEMPTS)).isEqualTo(callees.get(minute));
        });
    }

    private static Capture capture() {
        Capture capture = new Capture();
        for (int i = 0; i < 40; i++) {
            String caller = "198.51.100." + i;
            String id = "call-" + i;
            double start = i * 7;
            capture.at(start)
                    .request(id, "INVITE")
                    .from(caller)
                    .to(PROXY)
                    .branch("z9hG4bK-a" + i)
                    .send();
            capture.at(start + 0.01)
                    .request(id, "INVITE")
                    .from(PROXY)
                    .branch("z9hG4bK-p" + i)
                    .send();
            int status = i % 3 == 0 ? 486 : 200;
            capture.at(start + 2)
                    .response(id, status, "INVITE")
                    .to(PROXY)
                    .branch("z9hG4bK-p" + i)
                    .send();
            capture.at(start + 2.01)
                    .response(id, status, "INVITE")
                    .from(PROXY)
                    .to(caller)
                    .branch("z9hG4bK-a" + i)
                    .send();
            if (status == 200 && i % 5 != 0) capture.bye(id, start + 2 + 3 * i);
            capture.at(start + 1).request("reg-" + i, "REGISTER").from(caller).send();
            if (i % 4 != 0)
                capture.at(start + 1.2)
                        .response("reg-" + i, 200, "REGISTER")
                        .to(caller)
                        .send();
        }
        capture.answeredCall("media", 20).bye("media", 130);
        capture.media(ALICE, 4000, BOB, 5000).runs(23, 130).send();
        capture.media(BOB, 5000, ALICE, 4000).runs(23, 130).losing(0.08).send();
        capture.media(ALICE, 6000, CAROL, 7000).runs(50, 95).send();
        // A second probe sees one of them as well, and longer.
        capture.media(BOB, 5000, ALICE, 4000)
                .seenBy("second", 1_000)
                .runs(25, 150)
                .send();
        capture.at(4_500).request("last", "OPTIONS").send();
        return capture;
    }

    private static EventOrder order(Object event) {
        return event instanceof SipMessage message ? EventOrder.of(message) : EventOrder.of((MediaReport) event);
    }

    /** Each event arrives up to the lateness after its time, some of them twice. */
    private static List<Object> shuffled(long seed) {
        Random random = new Random(seed);
        record Arrival(long micros, Object event) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (Object event : EVENTS) {
            int copies = random.nextInt(4) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                arrivals.add(new Arrival(order(event).timeMicros + random.nextLong(Patience.LATENESS), event));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::micros));
        return arrivals.stream().map(Arrival::event).toList();
    }
}
