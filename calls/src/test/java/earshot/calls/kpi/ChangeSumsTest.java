// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeSumsTest {
    private static final long MINUTE_SECONDS = 1_700_000_040;
    private static final long START_MICROS = MINUTE_SECONDS * 1_000_000;
    private static final long SECOND = 1_000_000;

    private final ChangeSums sums = new ChangeSums();

    @Test
    void changesOfOneCellAndRoundAreOne() {
        sums.add(change("OVERALL||", 1, 100));
        sums.add(change("OVERALL||", 4, 30));
        sums.add(change("PROBE||p1", 4, 30));

        List<KpiChange> out = drain(10);

        assertThat(out).hasSize(2);
        KpiChange overall = out.stream()
                .filter(one -> one.cell.equals("OVERALL||"))
                .findFirst()
                .orElseThrow();
        assertThat(overall.counts.get(KpiCount.PACKETS_EXPECTED)).isEqualTo(130);
        assertThat(overall.toldMicros).isEqualTo(START_MICROS + SECOND);
        assertThat(drain(10)).isEmpty();
    }

    @Test
    void aRoundThatIsNotOverStays() {
        sums.add(change("OVERALL||", 1, 100));

        assertThat(drain(9)).isEmpty();
        assertThat(drain(10)).hasSize(1);
    }

    /** A change that is told late takes nothing back that was not passed on before. */
    @Test
    void noChangeOvertakesAnother() {
        sums.add(change("OVERALL||", 12, 1));
        sums.add(change("OVERALL||", 8, -1));

        List<KpiChange> out = drain(10);

        assertThat(out).singleElement().satisfies(one -> assertThat(one.counts.get(KpiCount.PACKETS_EXPECTED))
                .isZero());
    }

    /** One set of counts is told of several cells. */
    @Test
    void whatIsAddedIsNotChanged() {
        KpiChange first = change("OVERALL||", 1, 100);
        sums.add(first);
        sums.add(change("OVERALL||", 2, 30));

        assertThat(first.counts.get(KpiCount.PACKETS_EXPECTED)).isEqualTo(100);
    }

    private static KpiChange change(String cell, int second, long packets) {
        KpiCounts counts = new KpiCounts();
        counts.add(KpiCount.PACKETS_EXPECTED, packets);
        return new KpiChange(MINUTE_SECONDS, cell, START_MICROS + second * SECOND, 3, counts);
    }

    private List<KpiChange> drain(int second) {
        List<KpiChange> out = new ArrayList<>();
        sums.drain(START_MICROS + second * SECOND, out::add);
        return out;
    }
}
