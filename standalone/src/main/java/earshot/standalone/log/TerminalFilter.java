// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * Keeps a log fit for reading on a terminal: of Earshot what its level lets through, of libraries warnings at least, and of the same
 * thing said again and again one line a minute, which tells how many were left out ({@code %kvp} in the pattern). A broker that
 * is down is one line a minute then, and not forty a second.
 *
 * <p>Lines of Earshot, and errors, are the same when their whole text is; warnings of a library when they come from the same place,
 * since it may number what it says. Used by any thread.
 */
public final class TerminalFilter extends Filter<ILoggingEvent> {
    private static final String OURS = "earshot.";
    private static final long QUIET_MILLIS = 60_000;
    /** Most different lines that are remembered; of those the one said longest ago is forgotten. */
    private static final int LINES_MAX = 1_000;

    private final Map<String, Line> lines = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Line> eldest) {
            return size() > LINES_MAX;
        }
    };
    private Level level = Level.ERROR;

    private static final class Line {
        final long shownMillis;
        long leftOut;

        Line(long shownMillis) {
            this.shownMillis = shownMillis;
        }
    }

    /** What of Earshot's is shown at least, by name; set from the configuration. */
    public void setLevel(String name) {
        level = Level.toLevel(name, Level.ERROR);
    }

    @Override
    public synchronized FilterReply decide(ILoggingEvent event) {
        boolean isOurs = event.getLoggerName().startsWith(OURS);
        Level least = isOurs || level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
        if (!event.getLevel().isGreaterOrEqual(least)) return FilterReply.DENY;
        boolean isWhole = isOurs || event.getLevel().isGreaterOrEqual(Level.ERROR);
        String text = event.getLoggerName() + ' ' + (isWhole ? event.getFormattedMessage() : event.getMessage());
        Line before = lines.get(text);
        if (before != null && event.getTimeStamp() - before.shownMillis < QUIET_MILLIS) {
            before.leftOut++;
            return FilterReply.DENY;
        }
        lines.put(text, new Line(event.getTimeStamp()));
        if (before != null && before.leftOut > 0 && event instanceof LoggingEvent told) {
            told.addKeyValuePair(new KeyValuePair("leftOut", before.leftOut));
        }
        return FilterReply.NEUTRAL;
    }
}
