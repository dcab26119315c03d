// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;

/** One row of {@code agent_logs}: a line that a HEP agent logged of a call, secrets masked as far as they were
 * recognised; {@code probe} reads {@code site-a/2001}, {@code src} and {@code dst} are the endpoints that the agent names. */
public record AgentLogRow(
        String callKey,
        Instant time,
        String probe,
        long boot,
        long sequence,
        String callId,
        long frame,
        String src,
        String dst,
        String text,
        boolean cut) {}
