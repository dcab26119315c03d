// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.taps;

import java.util.ArrayList;
import java.util.List;

/** One stream as one tap sees it: which stretches of its sequence it lacks packets of. */
public class TapStream {
    /** Stretches kept; each has loss, since those without are joined. */
    static final int SEGMENTS_MAX = 256;

    /** The latest report. */
    public TapSighting latest = new TapSighting();

    public List<TapSegment> segments = new ArrayList<>();
    /** Hash of what its row was told last; 0 before. */
    public int told;
    /** The stream that it was told to be a copy of last; empty for none. */
    public String copyOf = "";

    public TapStream() {}

    void add(TapSighting sighting) {
        latest = sighting;
        if (sighting.restarted) segments.clear(); // what was before has other numbers
        if (sighting.restarted || sighting.highest < 0 || sighting.expected <= 0) return;
        TapSegment next = new TapSegment(
                sighting.highest - sighting.expected + 1, sighting.highest, sighting.lost, sighting.suspect);
        TapSegment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
        if (last != null && next.from <= last.to) return; // a packet from before the first moved its beginning
        if (last != null && last.isWhole() && next.isWhole() && last.to + 1 == next.from) {
            last.to = next.to;
            return;
        }
        segments.add(next);
        if (segments.size() > SEGMENTS_MAX) joinOldest();
    }

    private void joinOldest() {
        TapSegment first = segments.remove(0);
        TapSegment second = segments.get(0);
        if (first.to + 1 != second.from || first.suspect || second.suspect) return;
        second.from = first.from;
        second.lost += first.lost;
    }
}
