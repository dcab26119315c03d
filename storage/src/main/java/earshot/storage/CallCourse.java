// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a call and why it ended: the {@code course} of a call, columns {@code course_*}. What each field
 * means is in docs/calls.md; {@code *Ms} are milliseconds, what is unknown is null.
 */
public record CallCourse(
        String endCause,
        @Nullable Integer q850Cause,
        List<String> remarks,
        int challenges,
        int answers,
        int targets,
        String redirectedTo,
        String replacesCallId,
        String referredBy,
        List<BranchRow> branches,
        double heldMs,
        List<HoldRow> heldIntervals,
        List<TransferRow> transfers,
        List<MoveRow> moves,
        @Nullable Integer sessionExpiresSeconds,
        @Nullable Integer sessionMinSeconds,
        @Nullable String sessionRefresher,
        int sessionRefreshes,
        @Nullable Double clockOffsetMs) {
    /** Of a call of which nothing is known but that it was. */
    public static final CallCourse NONE = new CallCourse(
            "", null, List.of(), 0, 0, 0, "", "", "", List.of(), 0, List.of(), List.of(), List.of(), null, null, null,
            0, null);
}
