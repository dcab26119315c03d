// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import java.util.List;

/** Counts how far packets come out of order. */
final class ReorderExtents {
    private final int[] cells = new int[ReorderCounts.BOUNDS.size()];
    private int max;

    /** Takes a packet that was {@code extent} numbers behind the highest, 1 to 127. */
    void late(int extent) {
        max = Math.max(max, extent);
        int cell = 0;
        while (cell < cells.length - 1 && extent > ReorderCounts.BOUNDS.get(cell)) cell++;
        cells[cell]++;
    }

    ReorderCounts drain() {
        if (max == 0) return ReorderCounts.NONE;
        Long[] drained = new Long[cells.length];
        for (int i = 0; i < drained.length; i++) {
            drained[i] = (long) cells[i];
            cells[i] = 0;
        }
        ReorderCounts counts = new ReorderCounts(List.of(drained), max);
        max = 0;
        return counts;
    }
}
