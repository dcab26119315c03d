// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.storage.CallLinkRow;
import earshot.storage.CallRow;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Calls that are legs of one conversation: the one asked for, those linked to it, those linked to these, and so on.
 *
 * @param legs by start
 * @param links between them; a link may name a call whose row is gone already
 * @param complete false when there are more legs than are shown
 */
public record Conversation(String callKey, List<CallRow> legs, List<Link> links, boolean complete) {
    /** Reasons whose values name nobody. */
    private static final Set<String> IMPERSONAL = Set.of("session-id", "p-charging-vector", "media", "stream");

    /**
     * Two legs, and one reason to think that they belong together.
     *
     * @param reason the name of a header in lower case, call-id, media, stream or numbers
     * @param why the same in words
     * @param confidence 0 to 1
     * @param time start of the later leg
     * @param values what both have; empty when it could name people, for those who may not see numbers
     */
    public record Link(
            String callKey,
            String linkedCallKey,
            String callId,
            String linkedCallId,
            String reason,
            String why,
            double confidence,
            Instant time,
            List<String> values) {
        static Link of(CallLinkRow row, boolean clear) {
            boolean isShown = clear || IMPERSONAL.contains(row.reason());
            return new Link(
                    row.callKey(),
                    row.linkedCallKey(),
                    row.callId(),
                    row.linkedCallId(),
                    row.reason(),
                    row.why(),
                    row.confidence(),
                    row.time(),
                    isShown ? row.values() : List.of());
        }
    }
}
