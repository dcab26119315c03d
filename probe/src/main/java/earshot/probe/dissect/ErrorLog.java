// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decode errors: every one is counted by layer and reason, and the first ones are kept with their packet numbers.
 * Layers and reasons are constants, so the counts stay few.
 */
public final class ErrorLog {
    private final int keptMax;
    private final List<DecodeError> kept = new ArrayList<>();
    private final Map<String, Map<String, long[]>> counts = new HashMap<>();

    public ErrorLog(int keptMax) {
        this.keptMax = keptMax;
    }

    public void add(long packet, String layer, String reason) {
        count(layer, reason, 1);
        if (kept.size() < keptMax) kept.add(new DecodeError(packet, layer, reason));
    }

    /** Counts errors of no packet that was read. */
    public void count(String layer, String reason, long errors) {
        counts.computeIfAbsent(layer, unused -> new HashMap<>()).computeIfAbsent(reason, unused -> new long[1])[0] +=
                errors;
    }

    /** The first errors in order of reading. */
    public List<DecodeError> kept() {
        return Collections.unmodifiableList(kept);
    }

    /** All errors since the start, by {@code layer:reason}. */
    public Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>();
        counts.forEach((layer, reasons) -> reasons.forEach((reason, count) -> all.put(layer + ':' + reason, count[0])));
        return all;
    }
}
