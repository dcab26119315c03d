// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * Counts telephone events, not their packets (RFC 4733 §2.5): an event is known by its code and the timestamp at which
 * it began, so its updates, the three copies of its end and late packets of it are one. A long event is sent in segments,
 * each of which begins where the one before ends: those are one event too.
 *
 * <p>Which keys were pressed is needed to tell events apart, and is told to nobody.
 */
public final class TelephoneEvents {
    /** Events remembered: more than can be under way when packets overtake each other. */
    private static final int MEMORY = 8;
    /** Where a segment may begin before or behind the end of the one before: one packet of 50 ms at 8 kHz. */
    private static final int SLACK_TICKS = 400;

    private final int[] codes = new int[MEMORY];
    private final int[] starts = new int[MEMORY];
    private final int[] durations = new int[MEMORY];
    private int size;
    private int oldest;
    private long events;
    private double milliseconds;

    /**
     * Takes one packet.
     *
     * @param timestamp of the RTP header: where the event, or this segment of it, began
     * @param payload the four octets of the payload
     * @param clockRateHz ticks per second; 0 when unknown: then events are counted, and their length is not
     */
    public void packet(int timestamp, int payload, int clockRateHz) {
        int code = payload >>> 24;
        int duration = payload & 0xFFFF;
        int known = find(code, timestamp);
        if (known < 0) {
            if (!continuesAnother(code, timestamp)) events++;
            known = remember(code, timestamp);
        }
        if (duration <= durations[known]) return;
        if (clockRateHz > 0) milliseconds += (duration - durations[known]) * 1_000.0 / clockRateHz;
        durations[known] = duration;
    }

    /** Events begun since the last {@link #forgetCounts}. */
    public long events() {
        return events;
    }

    /** By how much events have grown since then, ms. */
    public double milliseconds() {
        return milliseconds;
    }

    /** Counts anew; an event under way is not counted again. */
    public void forgetCounts() {
        events = 0;
        milliseconds = 0;
    }

    private int find(int code, int timestamp) {
        for (int i = 0; i < size; i++) {
            if (codes[i] == code && starts[i] == timestamp) return i;
        }
        return -1;
    }

    private boolean continuesAnother(int code, int timestamp) {
        for (int i = 0; i < size; i++) {
            int pause = timestamp - (starts[i] + durations[i]);
            if (codes[i] == code && durations[i] > 0 && pause >= -SLACK_TICKS && pause <= SLACK_TICKS) return true;
        }
        return false;
    }

    private int remember(int code, int timestamp) {
        int place = oldest;
        oldest = (oldest + 1) % MEMORY;
        size = Math.max(size, place + 1);
        codes[place] = code;
        starts[place] = timestamp;
        durations[place] = 0;
        return place;
    }
}
