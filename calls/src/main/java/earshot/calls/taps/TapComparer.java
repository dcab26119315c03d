// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.taps;

import java.util.List;

/**
 * What two taps lack of the same packets. Both tell loss by stretches that begin and end where their reports do, so only
 * stretches with a common begin and end compare exactly: one that lacks nothing may be cut anywhere, one that lacks
 * something nowhere. Whatever cannot be cut to fit is left out.
 */
final class TapComparer {
    private final List<TapSegment> here;
    private final List<TapSegment> there;
    /** Added to numbers there to get those here: both count the turns of 16 bits from their own start. */
    private final long shift;

    private int atHere;
    private int atThere;
    private long next = Long.MIN_VALUE;

    /** Packets that both tell of, and how many each lacks. */
    long compared;

    long lostHere;
    long lostThere;

    TapComparer(List<TapSegment> here, List<TapSegment> there, long shift) {
        this.here = here;
        this.there = there;
        this.shift = shift;
    }

    void compare() {
        while (atHere < here.size() && atThere < there.size()) {
            TapSegment a = here.get(atHere);
            TapSegment b = there.get(atThere);
            next = Math.max(next, Math.max(a.from, b.from + shift));
            if (next > a.to) {
                atHere++;
            } else if (next > b.to + shift) {
                atThere++;
            } else if (!mayBegin(a, 0)) {
                next = a.to + 1;
            } else if (!mayBegin(b, shift)) {
                next = b.to + shift + 1;
            } else {
                stretch();
            }
        }
    }

    private boolean mayBegin(TapSegment segment, long by) {
        return !segment.suspect && (segment.isWhole() || segment.from + by == next);
    }

    /** From {@link #next} on to the first place where both may be cut. */
    private void stretch() {
        long begin = next;
        long lackHere = 0;
        long lackThere = 0;
        int i = atHere;
        int j = atThere;
        while (i < here.size() && j < there.size()) {
            TapSegment a = here.get(i);
            TapSegment b = there.get(j);
            boolean follows = a.from <= next && b.from + shift <= next;
            if (!follows || a.suspect || b.suspect) break;
            long end = Math.min(a.to, b.to + shift);
            boolean endsHere = end == a.to;
            boolean endsThere = end == b.to + shift;
            if (endsHere) lackHere += a.lost;
            if (endsThere) lackThere += b.lost;
            next = end + 1;
            if ((endsHere || a.isWhole()) && (endsThere || b.isWhole())) {
                compared += next - begin;
                lostHere += lackHere;
                lostThere += lackThere;
                return;
            }
            if (endsHere) i++;
            if (endsThere) j++;
        }
        // One of the two goes on without the other in the midst of a stretch: it is left out.
        next = Math.max(next, begin + 1);
    }
}
