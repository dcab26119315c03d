// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;

/** One row of {@code call_links}: two calls that are legs of one conversation, and the evidence for it. */
public record CallLinkRow(
        String callKey,
        String linkedCallKey,
        long version,
        String callId,
        String linkedCallId,
        String reason,
        double confidence,
        Instant time) {}
