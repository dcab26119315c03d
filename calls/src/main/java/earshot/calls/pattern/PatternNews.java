// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.EventOrder;

/** One thing that counts for a pattern of a subject, perhaps told several times. */
public class PatternNews implements MinuteNews {
    /** Name of the {@link Pattern}. */
    public String pattern = "";
    /** Such as {@code source:192.0.2.1}. */
    public String subject = "";
    /** What counts once, however often it is told: a call, a transaction or a user. */
    public String item = "";

    public long weight = 1;
    /** When it happened, micros. */
    public long timeMicros;
    /** When the row that tells it was told, micros. */
    public long toldMicros;
    /** Version of that row. */
    public long version;
    /** Call-ID of that row; empty where there is none. */
    public String callId = "";

    public PatternNews() {}

    /** Over pattern and subject. */
    @Override
    public String key() {
        return pattern + '|' + subject;
    }

    /** The pattern of a {@link #key}. */
    public static Pattern patternOf(String key) {
        return Pattern.valueOf(key.substring(0, key.indexOf('|')));
    }

    /** The subject of a {@link #key}. */
    static String subjectOf(String key) {
        return key.substring(key.indexOf('|') + 1);
    }

    @Override
    public long toldMicros() {
        return toldMicros;
    }

    @Override
    public EventOrder order() {
        return new EventOrder(toldMicros, item, 0, version, EventOrder.STEP_EVENT);
    }

    @Override
    public String tie() {
        return callId;
    }
}
