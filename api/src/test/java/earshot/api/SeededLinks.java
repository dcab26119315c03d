// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import earshot.events.Keys;
import earshot.storage.CallLinkRow;
import java.util.ArrayList;
import java.util.List;

/** A conversation of three legs in a row, a link that was withdrawn, and a crowd of calls around one. */
public final class SeededLinks {
    /** The third leg, linked to the second only. */
    public static final String THIRD_LEG = "filler-0@pbx";
    /** Linked to twenty others. */
    public static final String CROWDED = "filler-20@pbx";

    public static final int CROWD = 20;

    private SeededLinks() {}

    static List<CallLinkRow> links() {
        List<CallLinkRow> links = new ArrayList<>();
        links.add(link(SeededCalls.CALL_ID, SeededCalls.HOSTILE_CALL_ID, 1, "numbers", 0.6, "30123456 32960100"));
        links.add(link(SeededCalls.CALL_ID, SeededCalls.HOSTILE_CALL_ID, 2, "numbers", 0.75, "30123456 32960100"));
        links.add(link(SeededCalls.CALL_ID, SeededCalls.HOSTILE_CALL_ID, 1, "media", 0.9, "10.0.0.2:30000"));
        links.add(link(THIRD_LEG, SeededCalls.HOSTILE_CALL_ID, 1, "x-cid", 0.98, "a-call-id"));
        // A value of too many calls: withdrawn.
        links.add(link(SeededCalls.CALL_ID, "filler-5@pbx", 1, "p-charging-vector", 0.95, "not-set"));
        links.add(link(SeededCalls.CALL_ID, "filler-5@pbx", 2, "p-charging-vector", 0, "not-set"));
        for (int i = 1; i <= CROWD; i++) links.add(link(CROWDED, "filler-" + (20 + i) + "@pbx", 1, "media", 0.9, "x"));
        return links;
    }

    private static CallLinkRow link(
            String one, String other, long version, String reason, double confidence, String value) {
        return new CallLinkRow(
                Keys.callKey(one),
                Keys.callKey(other),
                version,
                one,
                other,
                reason,
                confidence,
                SeededCalls.START,
                List.of(value));
    }
}
