// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.outside;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import earshot.calls.Rows;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** However messages are interleaved and repeated within the lateness, the rows outside calls are the same. */
class OutsideAnyOrderTest {
    private static final List<Object> EVENTS = capture().events;
    private static final Rows EXPECTED = Rows.of(sorted());

    private static Capture capture() {
        Capture capture = new Capture();
        new Phone(capture, "one").registers(0, 60).register(40, 60, true).granted(40.1, 60);
        new Phone(capture, "two")
                .contact("sip:alice@192.0.2.11")
                .registers(0.1, 3_600)
                .register(5, 0, true)
                .granted(5.01, 0);
        new Phone(capture, "three")
                .contact("sip:alice@10.0.0.9")
                .register(2, 60, true)
                .refused(2.1, 403, "Forbidden");
        new Phone(capture, "four")
                .contact("sip:alice@10.0.0.9")
                .register(3, 60, true)
                .refused(3.1, 403, "Forbidden");
        for (int i = 0; i < 12; i++) {
            capture.at(i * 10).request("ping-" + i, "OPTIONS").send();
            if (i < 3 || i > 7) {
                capture.at(i * 10 + 0.02).response("ping-" + i, 200, "OPTIONS").send();
            }
        }
        for (int i = 0; i < 3; i++) {
            Map<String, String> headers = Map.of("event", "presence", "subscription-state", "active;expires=30");
            String callId = "sub-" + i;
            capture.at(i)
                    .request(callId, "SUBSCRIBE")
                    .with(message -> message.setHeaders(headers).setExpiresSeconds(30))
                    .send();
            capture.at(i + 0.1).response(callId, 200, "SUBSCRIBE").send();
            capture.at(i + 0.1)
                    .request(callId, "NOTIFY")
                    .tags("bob-tag", "alice-tag")
                    .with(message -> message.setHeaders(headers))
                    .send();
        }
        capture.at(20)
                .request("large", "INVITE")
                .with(message -> message.setOctets(3_000).setFragments(3))
                .send();
        return capture;
    }

    @Test
    void theScenarioHoldsWhatMatters() {
        assertThat(EXPECTED.registrations).hasSize(3);
        assertThat(EXPECTED.subscriptions).hasSize(3);
        assertThat(EXPECTED.peers).hasSize(1);
        assertThat(EXPECTED.peers.values()).allMatch(peer -> peer.getTransitions() == 2 && peer.getOversized() == 1);
        assertThat(EXPECTED.authentication).hasSize(1);
    }

    @Property(tries = 200)
    void everyInterleavingGivesTheSameRows(@ForAll @LongRange(max = Integer.MAX_VALUE) long seed) {
        Rows rows = Rows.of(shuffled(seed));

        assertThat(rows.registrations).isEqualTo(EXPECTED.registrations);
        assertThat(rows.subscriptions).isEqualTo(EXPECTED.subscriptions);
        assertThat(rows.peers).isEqualTo(EXPECTED.peers);
        assertThat(rows.authentication).isEqualTo(EXPECTED.authentication);
    }

    private static List<Object> sorted() {
        List<Object> sorted = new ArrayList<>(EVENTS);
        sorted.sort(Comparator.comparing(event -> EventOrder.of((SipMessage) event)));
        return sorted;
    }

    /** Each message arrives up to the lateness after its time, some of them twice. */
    private static List<Object> shuffled(long seed) {
        Random random = new Random(seed);
        record Arrival(long micros, Object event) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (Object event : EVENTS) {
            int copies = random.nextInt(4) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                long late = random.nextLong(Patience.LATENESS);
                arrivals.add(new Arrival(((SipMessage) event).getTimeMicros() + late, event));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::micros));
        return arrivals.stream().map(Arrival::event).toList();
    }
}
