// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import java.util.ArrayList;
import java.util.List;

/** How many packets of which payload type a stream had in an interval. */
final class TypeCounts {
    /** Types told apart in one interval; a stream that uses more is broken or hostile. */
    private static final int TYPES_MAX = 8;

    private final int[] types = new int[TYPES_MAX];
    private final int[] counts = new int[TYPES_MAX];
    private int seen;
    /** Packets of the type met last that are not in {@link #counts} yet. */
    private int run;

    private int typeOfRun = -1;

    void count(int type) {
        if (type != typeOfRun) {
            endRun();
            typeOfRun = type;
        }
        run++;
    }

    /** Takes more packets of the type met last. */
    void countMore(int packets) {
        run += packets;
    }

    /** Most packets first. */
    List<Integer> types() {
        if (seen == 0) return run == 0 ? List.of() : List.of(typeOfRun); // as nearly always
        endRun();
        List<Integer> sorted = new ArrayList<>(seen);
        for (int i = 0; i < seen; i++) {
            int place = 0;
            while (place < sorted.size() && countOf(sorted.get(place)) >= counts[i]) place++;
            sorted.add(place, types[i]);
        }
        return sorted;
    }

    /** Counts anew. */
    void forgetCounts() {
        seen = 0;
        run = 0;
    }

    private void endRun() {
        int more = run;
        run = 0;
        if (more == 0) return;
        for (int i = 0; i < seen; i++) {
            if (types[i] == typeOfRun) {
                counts[i] += more;
                return;
            }
        }
        if (seen == TYPES_MAX) return;
        types[seen] = typeOfRun;
        counts[seen++] = more;
    }

    private int countOf(int type) {
        for (int i = 0; i < seen; i++) {
            if (types[i] == type) return counts[i];
        }
        return 0;
    }
}
