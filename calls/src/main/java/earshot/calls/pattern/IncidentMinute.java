// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import java.util.HashMap;
import java.util.Map;

/** The calls that ended in a minute: all, or beyond {@link #SIZE_MAX} a sample that depends on their keys alone. */
public class IncidentMinute {
    static final int SIZE_MAX = 256;

    /** Calls are kept whose hash ends in so many zero bits; each stands for two to the power of it. */
    public int shift;
    /** The last row of each call, by the hash of its key. */
    public Map<Long, IncidentNews> calls = new HashMap<>();

    public IncidentMinute() {}

    void add(IncidentNews call) {
        long hash = SampledItems.hash(call.callKey);
        if (!isKept(hash)) return;
        IncidentNews known = calls.get(hash);
        if (known == null || known.version < call.version) calls.put(hash, call);
        while (calls.size() > SIZE_MAX) {
            shift++;
            calls.keySet().removeIf(one -> !isKept(one));
        }
    }

    private boolean isKept(long hash) {
        return (hash & ((1L << shift) - 1)) == 0;
    }
}
