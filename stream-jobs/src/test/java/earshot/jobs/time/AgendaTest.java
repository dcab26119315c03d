// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda agenda = new Agenda();

    @Test
    void aKeyIsOpenedOnceItsTimeHasCome() throws Exception {
        agenda.dueBy(agenda.of("a"), 1_000);
        agenda.dueBy(agenda.of("b"), 1_001);

        assertThat(open(999)).isEmpty();
        assertThat(open(1_000)).containsExactly("a");
        assertThat(open(1_000)).isEmpty();
        assertThat(open(Long.MAX_VALUE)).containsExactly("b");
    }

    @Test
    void theEarliestTimeCounts() throws Exception {
        Agenda.Entry entry = agenda.of("a");
        agenda.dueBy(entry, 90_000);
        agenda.dueBy(entry, 5_000);
        agenda.dueBy(entry, 60_000);

        assertThat(open(5_000)).containsExactly("a");
        assertThat(open(100_000)).as("what it was noted for before").isEmpty();
    }

    @Test
    void aKeyThatWasRemovedStaysAway() throws Exception {
        Agenda.Entry entry = agenda.of("a");
        agenda.dueBy(entry, 5_000);
        agenda.remove(entry);

        assertThat(agenda.size()).isZero();
        assertThat(open(Long.MAX_VALUE)).isEmpty();
    }

    /** Against a plain map of what is due when, over two thousand steps. */
    @Test
    void neverForgetsAndNeverOpensTwice() throws Exception {
        Random random = new Random(7);
        Map<String, Long> due = new TreeMap<>();
        long nowMs = 1_000_000;
        for (int step = 0; step < 2_000; step++) {
            String key = "key-" + random.nextInt(50);
            long atMs = nowMs + 1 + random.nextInt(random.nextBoolean() ? 300 : 90_000);
            agenda.dueBy(agenda.of(key), atMs);
            due.merge(key, atMs, Math::min);
            nowMs += random.nextInt(400);

            long untilMs = nowMs;
            List<String> expected = due.entrySet().stream()
                    .filter(one -> one.getValue() <= untilMs)
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(open(nowMs)).containsExactlyInAnyOrderElementsOf(expected);
            due.keySet().removeAll(expected);
        }
    }

    private List<String> open(long timeMs) throws Exception {
        List<String> opened = new ArrayList<>();
        agenda.open(timeMs, entry -> opened.add(entry.key));
        return opened;
    }
}
