// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TerminalFilterTest {
    private static final String OURS = "earshot.probe.Probe";
    private static final String KAFKA = "org.apache.kafka.clients.NetworkClient";

    private final TerminalFilter filter = new TerminalFilter();

    @BeforeEach
    void serviceShowsWhatItDoes() {
        filter.setLevel("INFO");
    }

    @Test
    void ofLibrariesOnlyWarningsAreShown() {
        assertThat(shows(event(0, OURS, Level.INFO, "metrics on {}", "9464"))).isTrue();
        assertThat(shows(event(0, OURS, Level.DEBUG, "a detail"))).isFalse();
        assertThat(shows(event(0, KAFKA, Level.INFO, "ProducerConfig values"))).isFalse();
        assertThat(shows(event(0, KAFKA, Level.WARN, "Bootstrap broker {} disconnected", "k:9092")))
                .isTrue();
    }

    @Test
    void aCommandThatShowsErrorsShowsNoWarningOfALibrary() {
        filter.setLevel("ERROR");

        assertThat(shows(event(0, KAFKA, Level.WARN, "Bootstrap broker {} disconnected", "k:9092")))
                .isFalse();
        assertThat(shows(event(0, KAFKA, Level.ERROR, "out of ideas"))).isTrue();
    }

    @Test
    void whatALibrarySaysAgainAndAgainIsOneLineAMinuteThatTellsHowManyWereLeftOut() {
        int shown = 0;
        for (int second = 0; second < 60; second++) {
            if (shows(event(1_000L * second, KAFKA, Level.WARN, "attempt {} failed", second))) shown++;
        }
        LoggingEvent later = event(60_000, KAFKA, Level.WARN, "attempt {} failed", 60);

        assertThat(shown).isEqualTo(1);
        assertThat(shows(later)).isTrue();
        assertThat(later.getKeyValuePairs()).hasToString("[leftOut=\"59\"]");
    }

    /** Two interfaces that go down at once are two things. */
    @Test
    void linesOfOursThatDifferInAnythingAreAllShown() {
        assertThat(shows(event(0, OURS, Level.WARN, "{} is down", "eth1"))).isTrue();
        assertThat(shows(event(1, OURS, Level.WARN, "{} is down", "eth2"))).isTrue();
        assertThat(shows(event(2, OURS, Level.WARN, "{} is down", "eth1"))).isFalse();
    }

    /** The second error may be the one that explains the first. */
    @Test
    void errorsOfALibraryThatDifferAreAllShown() {
        assertThat(shows(event(0, KAFKA, Level.ERROR, "task {} failed", "messages")))
                .isTrue();
        assertThat(shows(event(1, KAFKA, Level.ERROR, "task {} failed", "rules")))
                .isTrue();
        assertThat(shows(event(2, KAFKA, Level.ERROR, "task {} failed", "rules")))
                .isFalse();
    }

    @Test
    void itRemembersAThousandLinesAndNoMore() {
        shows(event(0, OURS, Level.WARN, "line {}", -1));
        for (int i = 0; i < 1_000; i++) shows(event(1, OURS, Level.WARN, "line {}", i));

        assertThat(shows(event(2, OURS, Level.WARN, "line {}", 999))).isFalse();
        assertThat(shows(event(2, OURS, Level.WARN, "line {}", -1))).isTrue();
    }

    private boolean shows(LoggingEvent event) {
        return filter.decide(event) != FilterReply.DENY;
    }

    private static LoggingEvent event(long millis, String logger, Level level, String message, Object... arguments) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(logger);
        event.setLevel(level);
        event.setMessage(message);
        event.setArgumentArray(arguments);
        event.setTimeStamp(millis);
        return event;
    }
}
