// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.SipMessage;
import org.jspecify.annotations.Nullable;

/**
 * How far the clocks of two probes differ that see messages of one call, each on its own hop or both on one.
 *
 * <p>A message that passes one probe and then the other shows the difference and its travelling time together; messages
 * in both directions bound the difference from both sides. Half way between the bounds is off by at most half of the
 * round trip between the two.
 */
public class ClockComparison {
    private static final int RECENT = 16;
    /** A message does not travel for longer; what comes later is a retransmission of which one sighting was missed. */
    private static final long APART_MICROS = 3_600_000_000L;

    /** The first two probes of the call. */
    public String first = "";

    public String second = "";
    /** The latest messages: fingerprint, time, Vias and which probe. */
    public long[] prints = new long[RECENT];

    public long[] times = new long[RECENT];
    public int[] vias = new int[RECENT];
    public boolean[] bySecond = new boolean[RECENT];
    public int next;
    /** Second less first, microseconds: least of those that came to the second later, greatest of those sooner. */
    public long upperMicros = Long.MAX_VALUE;

    public long lowerMicros = Long.MIN_VALUE;

    public ClockComparison() {}

    void message(SipMessage message, long print) {
        if (isHopByHop(message)) return;
        String probe = message.getProbe();
        if (first.isEmpty()) first = probe;
        boolean other = !probe.equals(first);
        if (other && second.isEmpty()) second = probe;
        if (other && !probe.equals(second)) return;
        for (int i = 0; i < RECENT; i++) {
            if (prints[i] == print && bySecond[i] != other) {
                compare(message, i, other);
                return;
            }
            if (prints[i] == print) return; // on a further hop, or again
        }
        prints[next] = print;
        times[next] = message.getTimeMicros();
        vias[next] = message.getViaCount();
        bySecond[next] = other;
        next = (next + 1) % RECENT;
    }

    /** Each hop makes these by itself: on two hops they are two messages. */
    private static boolean isHopByHop(SipMessage message) {
        String method = message.getMethod();
        return message.getStatusCode() == 100 || method.equals("CANCEL") || method.equals("ACK");
    }

    private void compare(SipMessage message, int known, boolean second) {
        long apart = message.getTimeMicros() - times[known];
        if (Math.abs(apart) > APART_MICROS) return;
        long offset = second ? apart : -apart;
        int grew = message.getViaCount() - vias[known];
        boolean request = message.getStatusCode() == 0;
        boolean sameHop = grew == 0;
        // Requests gain a Via at each hop, responses lose one: so it is known which probe comes later on the way.
        boolean secondLater = (grew > 0) == (request == second);
        if (sameHop || secondLater) upperMicros = Math.min(upperMicros, offset);
        if (sameHop || !secondLater) lowerMicros = Math.max(lowerMicros, offset);
        prints[known] = 0;
    }

    /** Second less first, ms; null without messages in both directions. */
    @Nullable
    Double offsetMs() {
        if (upperMicros == Long.MAX_VALUE || lowerMicros == Long.MIN_VALUE) return null;
        return (upperMicros + lowerMicros) / 2_000.0;
    }
}
