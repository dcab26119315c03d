// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import static earshot.calls.pattern.PatternRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.Alert;
import earshot.events.AlertStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceTrackerTest {
    private static final String TRUNK = "trunk:Carrier A/callee";

    private final List<SilenceNews> news = new ArrayList<>();

    private void minute(int minute, long attempts) {
        SilenceNews told = new SilenceNews();
        told.subject = TRUNK;
        told.minute = PatternRun.START / MinuteTracker.MINUTE + minute;
        told.attempts = attempts;
        told.toldMicros = at(minute * 60 + 70);
        told.version = attempts;
        news.add(told);
    }

    private PatternRun run(double untilS) {
        PatternRun run = new PatternRun();
        SilenceTracker tracker = new SilenceTracker(SilenceLimit.DEFAULT);
        SilenceMemory memory = new SilenceMemory();
        return run.run(
                news,
                SilenceNews::order,
                (one, timers) -> tracker.news(memory, one, timers, run.alerts::add),
                (time, timers) -> tracker.timer(TRUNK, memory, time, timers, run.alerts::add),
                untilS);
    }

    @Test
    void aTrunkWithTwoCallsAMinuteThatHasNoneForFiveIsToldUntilTheNextCall() {
        for (int i = 0; i < 15; i++) minute(i, 2);
        minute(30, 1);

        List<Alert> alerts = run(3_600).alerts;

        assertThat(alerts).hasSize(2);
        Alert firing = alerts.get(0);
        assertThat(firing.getRule()).isEqualTo("pattern-silent-trunk");
        assertThat(firing.getSubject()).isEqualTo(TRUNK);
        assertThat(firing.getStartsAtMicros()).isEqualTo(at(15 * 60));
        assertThat(firing.getTimeMicros()).isEqualTo(at(22 * 60)); // five minutes, and two for late rows
        assertThat(firing.getAnnotations())
                .containsEntry(
                        "summary",
                        "trunk Carrier A/callee: no call for 5 minutes; 2.0 per minute in the 15 minutes before");
        assertThat(alerts.get(1).getStatus()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(alerts.get(1).getTimeMicros()).isEqualTo(at(33 * 60));
    }

    @Test
    void aTrunkWithFewerCallsMayBeSilent() {
        for (int i = 0; i < 15; i++) minute(i, i == 3 ? 1 : 2);

        assertThat(run(3_600).alerts).isEmpty();
    }

    @Test
    void fourMinutesAreNoSilence() {
        for (int i = 0; i < 15; i++) minute(i, 10);
        for (int i = 19; i < 40; i++) minute(i, 1);

        assertThat(run(43 * 60).alerts).isEmpty();
    }

    @Test
    void attemptsThatWereTakenBackAreNone() {
        for (int i = 0; i < 15; i++) minute(i, 10);
        SilenceNews back = new SilenceNews();
        minute(17, 1);
        back.subject = TRUNK;
        back.minute = PatternRun.START / MinuteTracker.MINUTE + 17;
        back.toldMicros = at(18 * 60 + 20);
        back.version = 2;
        news.add(back);

        assertThat(run(1_800).firing()).hasSize(1);
    }
}
