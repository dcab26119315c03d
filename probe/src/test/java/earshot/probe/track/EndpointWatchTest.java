// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.dissect.Flow;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EndpointWatchTest {
    private static final int SLOTS = 40;
    /** So few that slots share them, and so many that no two of them share a place. */
    private static final int PORTS = 10;

    private final EndpointWatch watch = new EndpointWatch(SLOTS / 2, 1);

    @Test
    void newsOfAnEndpointReachThoseWhoWaitAtEitherEndOnce() {
        watch.watch(3, flow(1, 2));
        watch.watch(5, flow(2, 4));
        watch.watch(7, flow(4, 6));

        assertThat(told(2)).containsExactly(3, 5);
        assertThat(told(2)).as("nobody waits any more").isEmpty();
        assertThat(told(4)).as("5 was told of its other end").containsExactly(7);
        watch.watch(3, flow(1, 2));
        assertThat(told(1)).containsExactly(3);
    }

    @Test
    void whoIsForgottenIsNotTold() {
        watch.forget(1);
        watch.watch(1, flow(8, 8));
        watch.watch(2, flow(8, 9));
        watch.forget(1);

        assertThat(told(8)).containsExactly(2);
    }

    /** Against a plain list of who waits where. */
    @Test
    void whateverComesTheRightOnesAreTold() {
        Random random = new Random(7);
        Flow[] waiting = new Flow[SLOTS];
        watch.grow(SLOTS);
        for (int i = 0; i < 20_000; i++) {
            int slot = random.nextInt(SLOTS);
            int port = 1 + random.nextInt(PORTS);
            if (random.nextInt(3) > 0) {
                watch.forget(slot);
                waiting[slot] = random.nextBoolean() ? null : flow(port, 1 + random.nextInt(PORTS));
                if (waiting[slot] != null) watch.watch(slot, waiting[slot]);
                continue;
            }
            Set<Integer> expected = new TreeSet<>();
            for (int other = 0; other < SLOTS; other++) {
                Flow flow = waiting[other];
                if (flow == null || (flow.sourcePort() != port && flow.destinationPort() != port)) continue;
                expected.add(other);
                waiting[other] = null;
            }
            assertThat(told(port)).isEqualTo(expected);
        }
    }

    private Set<Integer> told(int port) {
        Set<Integer> told = new TreeSet<>();
        for (int slot = watch.next(0, 1, port); slot >= 0; slot = watch.next(0, 1, port)) told.add(slot);
        return told;
    }

    private static Flow flow(int sourcePort, int destinationPort) {
        Flow flow = new Flow();
        flow.setSource(0, 1, sourcePort);
        flow.setDestination(0, 1, destinationPort);
        return flow;
    }
}
