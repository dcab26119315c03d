// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.storage.AgentLogRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line that a HEP agent logged of a call, as callers see it.
 *
 * @param time the agent's own, held near the arrival
 * @param probe that the line was sent to, and behind a slash the agent
 * @param agent its name or number; empty when it told neither
 * @param frame packet number in the capture; 0 when there is none
 * @param src first of the endpoints that the agent names; port 0 when it tells none
 * @param dst the second
 * @param text null for those who may not see numbers, which free text may hold
 * @param cut whether the line was longer
 */
public record LogLine(
        Instant time,
        String probe,
        String agent,
        long frame,
        String src,
        String dst,
        @Nullable String text,
        boolean cut) {
    static LogLine of(AgentLogRow row, boolean clear) {
        int slash = row.probe().indexOf('/');
        return new LogLine(
                row.time(),
                row.probe(),
                slash < 0 ? "" : row.probe().substring(slash + 1),
                row.frame(),
                row.src(),
                row.dst(),
                clear ? row.text() : null,
                row.cut());
    }
}
