// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import org.jspecify.annotations.Nullable;

/**
 * The same packets as a stream's at another place: the {@code tap} of a stream, columns {@code tap_*}. Empty and null
 * where no other place is known.
 *
 * @param stream id of the stream there
 * @param probe the probe there
 * @param src ip:port there
 * @param dst ip:port there
 * @param position first or second: where this stream was seen on the way of its packets; empty when unknown
 * @param comparedPackets packets that both tell of
 * @param lostBefore of these, lost before the first place
 * @param lostBetween of these, lost between the two
 * @param place the same as a sentence
 */
public record TapRow(
        String stream,
        String probe,
        String src,
        String dst,
        String position,
        @Nullable Long comparedPackets,
        @Nullable Long lostBefore,
        @Nullable Long lostBetween,
        String place) {

    /** Of a stream that no other tap saw. */
    public static final TapRow NONE = new TapRow("", "", "", "", "", null, null, null, "");
}
