// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import earshot.calls.Rows;
import earshot.events.CallState;
import java.util.SortedMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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
        assertThat(Share.difference(new Share(), up, 0)).hasSizeLessThanOrEqualTo(2 * 24 * 60 + 1);
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
        int hourOfSilence = 61;
        assertThat(rows.kpis.size()).isEqualTo(4 * hourOfSilence); // of everybody, both peers and the probe
    }

    /** A message a day later says that the call was up all the while; minutes that no longer change are not told of it. */
    @Test
    void aCallThatGoesOnAfterADayIsCountedInTheMinutesThatStillChange() {
        Capture capture = new Capture();
        capture.answeredCall("a", 0);
        capture.at(86_400).request("a", "INFO").cseq(2).toTag("bob-tag").send();
        capture.bye("a", 86_460);

        Minutes minutes = Minutes.of(capture);

        assertThat(minutes.overall(1_441).concurrentMax()).isEqualTo(1);
        assertThat(minutes.overall(1_440 - 359).concurrentMax()).isEqualTo(1);
        assertThat(minutes.overall(1_440 - 360).concurrentMax()).isZero();
        assertThat(minutes.texts().size()).isLessThan(4 * (61 + 361 + 2));
    }

    /** Counted once more second by second. */
    @Property
    void aDifferenceIsWhoIsUpLessWhoWasInEachSecond(
            @ForAll @IntRange(max = 600) int fromBefore,
            @ForAll @IntRange(max = 600) int lengthBefore,
            @ForAll @IntRange(max = 600) int fromNow,
            @ForAll @IntRange(max = 600) int lengthNow,
            @ForAll @IntRange(max = 20) int firstMinute) {
        Share before = up(fromBefore, lengthBefore);
        Share now = up(fromNow, lengthNow);

        SortedMap<Long, KpiCounts> difference = Share.difference(before, now, 60L * firstMinute);

        for (int minute = 0; minute < 20; minute++) {
            int[] changes = difference.getOrDefault(60L * minute, new KpiCounts()).upChanges;
            int up = 0;
            for (int second = 0; second < 60; second++) {
                up += second < changes.length ? changes[second] : 0;
                int at = 60 * minute + second;
                assertThat(up)
                        .as("second %d", at)
                        .isEqualTo(minute < firstMinute ? 0 : isUp(now, at) - isUp(before, at));
            }
        }
    }

    @Test
    void minutesInWhichACallWasUpAndStaysUpCostNothing() {
        Share before = up(30, 7_200);

        assertThat(Share.difference(before, up(10, 7_200), 0)).containsOnlyKeys(0L, 7_200L);
        assertThat(Share.difference(before, up(30, 7_260), 0).values())
                .allSatisfy(counts -> assertThat(counts.upChanges.length).isLessThanOrEqualTo(31))
                .hasSize(2);
        assertThat(Share.difference(before, before, 0)).isEmpty();
    }

    private static Share up(long fromSeconds, long seconds) {
        Share share = new Share();
        share.upFromSeconds = fromSeconds;
        share.upUntilSeconds = fromSeconds + seconds;
        return share;
    }

    private static int isUp(Share share, long second) {
        return second >= share.upFromSeconds && second < share.upUntilSeconds ? 1 : 0;
    }
}
