// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.api.store.Query;
import earshot.api.store.Store;
import earshot.storage.CallLinkRow;
import earshot.storage.CallRow;
import earshot.storage.TableType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Follows links from call to call. */
@Component
class ConversationQuery {
    /** Links from one leg to the next, and so on: what is further away has little to do with the call asked for. */
    private static final int ROUNDS_MAX = 8;

    private static final int LINKS_MAX = 4_000;
    private static final String SELECT_LINKS =
            "SELECT " + TableType.CALL_LINKS.jsonColumnList() + "\nFROM call_links FINAL";

    private final Store store;
    private final CallQuery calls;

    ConversationQuery(Store store, CallQuery calls) {
        this.store = store;
        this.calls = calls;
    }

    /**
     * What was found.
     *
     * @param legs by start
     * @param isWhole false when there were more legs than asked for
     */
    record Found(List<CallRow> legs, List<CallLinkRow> links, boolean isWhole) {}

    /**
     * The closure of links around a call, surer links first when there are too many.
     *
     * @param confidenceMin links less sure than that are not followed
     */
    Found around(CallRow call, int legsMax, double confidenceMin) {
        Set<String> keys = new LinkedHashSet<>(List.of(call.callKey()));
        Set<CallLinkRow> links = new LinkedHashSet<>();
        Collection<String> outermost = List.of(call.callKey());
        boolean isWhole = true;
        for (int round = 0; round < ROUNDS_MAX && !outermost.isEmpty(); round++) {
            List<CallLinkRow> found = links(outermost, confidenceMin);
            isWhole &= found.size() < LINKS_MAX;
            links.addAll(found);
            List<String> next = new ArrayList<>();
            for (CallLinkRow link : found) {
                for (String key : List.of(link.callKey(), link.linkedCallKey())) {
                    if (keys.contains(key)) continue;
                    if (keys.size() < legsMax) {
                        keys.add(key);
                        next.add(key);
                    } else {
                        isWhole = false;
                    }
                }
            }
            outermost = next;
        }
        links.removeIf(link -> !keys.contains(link.callKey()) || !keys.contains(link.linkedCallKey()));
        return new Found(calls.calls(keys), List.copyOf(links), isWhole && outermost.isEmpty());
    }

    private List<CallLinkRow> links(Collection<String> keys, double confidenceMin) {
        return store.rows(
                CallLinkRow.class,
                new Query(SELECT_LINKS)
                        .where("(call_key IN {keys:Array(String)} OR linked_call_key IN {keys:Array(String)})")
                        .where("confidence > 0 AND confidence >= {least:Float64}")
                        .bind("keys", array(keys))
                        .bind("least", confidenceMin)
                        .then("ORDER BY confidence DESC, time, call_key, linked_call_key, reason\nLIMIT {limit:UInt32}")
                        .bind("limit", LINKS_MAX));
    }

    /** Keys as a parameter of the type Array(String): they are letters and digits. */
    static String array(Collection<String> keys) {
        return keys.stream().map(key -> "'" + key + "'").collect(Collectors.joining(",", "[", "]"));
    }
}
