// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.CAROL;
import static earshot.calls.Capture.PROXY;
import static earshot.calls.Capture.audio;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import earshot.calls.Rows;
import earshot.calls.time.Patience;
import earshot.events.MediaReport;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** However the events of several probes are interleaved and repeated within the lateness, the links are the same. */
class AnyOrderOfLegsTest {
    private static final List<Object> EVENTS = capture().inOrder().events;
    private static final List<String> EXPECTED = links(EVENTS);

    @Test
    void theSceneHoldsWhatMatters() {
        assertThat(EXPECTED)
                .hasSize(9)
                .anyMatch(link -> link.contains(" transfer ["))
                .anyMatch(link -> link.contains(" session-id ["))
                .anyMatch(link -> link.contains(" x-cid ["))
                .anyMatch(link -> link.contains(" numbers ["))
                .anyMatch(link -> link.contains(" diversion ["))
                .anyMatch(link -> link.contains(" media ["))
                .anyMatch(link -> link.contains(" stream ["));
    }

    @Property(tries = 300)
    void everyInterleavingGivesTheSameLinks(@ForAll @LongRange(max = Integer.MAX_VALUE) long seed) {
        assertThat(links(shuffled(seed))).isEqualTo(EXPECTED);
    }

    private static Capture capture() {
        Capture capture = new Capture();
        for (int i = 0; i < 3; i++) { // one after the other, with the same numbers
            double start = i * 6;
            capture.at(start)
                    .request("in" + i, "INVITE")
                    .from(ALICE)
                    .to(PROXY)
                    .numbers("100", "200")
                    .send();
            capture.at(start + 0.2)
                    .request("out" + i, "INVITE")
                    .from(PROXY)
                    .to(BOB)
                    .numbers("100", "200")
                    .send();
            capture.at(start + 2).response("in" + i, 486, "INVITE").send();
        }
        capture.at(1).request("x1", "INVITE").header("x-cid", "x2@192.0.2.10").send();
        capture.at(1)
                .request("x2@192.0.2.10", "INVITE")
                .header("session-id", "ab30317f1a784dc48ff824d0d3715d86")
                .send();
        capture.at(2)
                .request("x3", "INVITE")
                .header("session-id", "47755a9de7794ba387653f2099600ef2;remote=ab30317f1a784dc48ff824d0d3715d86")
                .send();
        capture.at(20)
                .request("d", "INVITE")
                .from(PROXY)
                .to(CAROL)
                .numbers("100", "300")
                .header("diversion", "<sip:200@x>")
                .send();
        capture.at(15)
                .request("ring", "INVITE")
                .from(ALICE)
                .to(PROXY)
                .numbers("100", "200")
                .send();
        capture.at(21)
                .request("m1", "REFER")
                .cseq(9)
                .header("refer-to", "<sip:300@example.org>")
                .send();
        capture.at(22)
                .request("transferred", "INVITE")
                .from(BOB)
                .to(CAROL)
                .numbers("200", "300")
                .send();
        capture.at(22.5)
                .request("m1", "NOTIFY")
                .from(BOB)
                .to(ALICE)
                .header("event", "refer")
                .header("subscription-state", "terminated")
                .send();
        for (int i = 0; i < 20; i++) { // junk
            capture.at(3 + i * 0.3)
                    .request("junk" + i, "INVITE")
                    .numbers("j" + i, "k" + i)
                    .header("x-cid", "not-set")
                    .send();
        }
        capture.answeredCall("m1", 5, audio(ALICE, 4000), audio(PROXY, 30_000));
        capture.answeredCall("m2", 5.5, audio(PROXY, 30_000), audio(BOB, 5000));
        capture.answeredCall("m3", 5.6, audio(CAROL, 4000), audio(PROXY, 31_000));
        capture.answeredCall("m4", 5.7, audio(PROXY, 31_002), audio(BOB, 5002));
        capture.media(CAROL, 4000, PROXY, 31_000).ssrc(0x8765_4321L).runs(9, 20).send();
        capture.media(PROXY, 31_002, BOB, 5002)
                .ssrc(0x8765_4321L)
                .runs(9.01, 20)
                .send();
        capture.bye("m1", 25).bye("m2", 25.1).bye("m3", 26).bye("m4", 26);
        return capture;
    }

    private static List<String> links(List<Object> events) {
        return Rows.of(events).links.values().stream()
                .map(link -> link.callId + " " + link.linkedCallId + " " + link.reason + " " + link.values + " "
                        + link.confidence + " " + link.timeMicros + " v" + link.version)
                .filter(link -> !link.contains(" 0.0 "))
                .toList();
    }

    private static long time(Object event) {
        return event instanceof SipMessage message ? message.getTimeMicros() : ((MediaReport) event).getEndMicros();
    }

    /** Each event arrives up to the lateness after its time, some of them twice. */
    private static List<Object> shuffled(long seed) {
        Random random = new Random(seed);
        record Arrival(long micros, Object event) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (Object event : EVENTS) {
            int copies = random.nextInt(4) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                arrivals.add(new Arrival(time(event) + random.nextLong(Patience.LATENESS), event));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::micros));
        return arrivals.stream().map(Arrival::event).toList();
    }
}
