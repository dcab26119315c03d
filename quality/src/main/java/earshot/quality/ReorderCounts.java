// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import java.util.List;

/**
 * How far packets came out of order in one interval: by how many numbers each was behind the highest before it. Where
 * nothing is lost that is the reordering extent of RFC 4737 section 4.2.
 *
 * @param extents histogram; its inclusive upper bounds are {@link #BOUNDS}
 * @param extentMax the farthest; 0 when all came in order
 */
public record ReorderCounts(List<Long> extents, int extentMax) {
    /** Packets that come later than the last one are lost. */
    public static final List<Integer> BOUNDS = List.of(1, 2, 4, 8, 16, 32, 64, 127);

    public static final ReorderCounts NONE = new ReorderCounts(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), 0);

    public ReorderCounts {
        if (extents.size() != BOUNDS.size()) {
            throw new IllegalArgumentException("extents has " + extents.size() + " cells, not " + BOUNDS.size());
        }
        extents = List.copyOf(extents);
    }

    public ReorderCounts plus(ReorderCounts other) {
        Long[] sum = new Long[extents.size()];
        for (int i = 0; i < sum.length; i++) sum[i] = extents.get(i) + other.extents.get(i);
        return new ReorderCounts(List.of(sum), Math.max(extentMax, other.extentMax));
    }
}
