// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import earshot.calls.Rows;
import earshot.events.CallState;
import org.junit.jupiter.api.Test;

class ShareTest {
    private static final long YEAR_SECONDS = 365L * 86_400;

    /** An answered call that ends fifty years later, as clocks that were set anew make it: minutes of two days are counted. */
    @Test
    void aCallIsUpForTwoDaysAtMost() {
        Share up = new Share();
        up.upFromSeconds = 600;
        up.upUntil(50 * YEAR_SECONDS);

        assertThat(up.isUpForLongest()).isTrue();
        assertThat(Share.difference(new Share(), up)).hasSizeLessThanOrEqualTo(2 * 24 * 60 + 1);
        up.upUntil(1_200);
        assertThat(up.isUpForLongest()).isFalse();
        assertThat(up.upUntilSeconds).isEqualTo(1_200);
    }

    @Test
    void fiftyYearsBetweenAnswerAndByeCostNothing() {
        Capture capture = new Capture();
        capture.answeredCall("a", 0);
        capture.bye("a", 50.0 * YEAR_SECONDS);

        Rows rows = Rows.counting(capture.events, KpiSettings.DEFAULT);

        assertThat(rows.call().getState()).isEqualTo(CallState.ANSWERED);
        assertThat(rows.kpis).hasSizeLessThan(20_000); // of everybody, both peers and the probe
    }
}
