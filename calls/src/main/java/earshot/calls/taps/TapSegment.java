// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.taps;

/** A stretch of a stream's sequence at one tap, and how many of its packets the tap lacks. */
public class TapSegment {
    /** Extended sequence numbers of its first and its last packet. */
    public long from;

    public long to;
    /** Negative when packets of the stretch before came late. */
    public long lost;
    /** It cannot be compared: the tap may have lost packets itself. */
    public boolean suspect;

    public TapSegment() {}

    TapSegment(long from, long to, long lost, boolean suspect) {
        this.from = from;
        this.to = to;
        this.lost = lost;
        this.suspect = suspect;
    }

    /** Whether a comparison may begin or end within it: its packets are all there. */
    boolean isWhole() {
        return lost == 0 && !suspect;
    }
}
