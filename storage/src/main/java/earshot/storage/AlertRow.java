// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of {@code alerts}: a rule that holds, or held, for a subject. */
public record AlertRow(
        String alertId,
        long version,
        String rule,
        String subject,
        String status,
        String severity,
        Instant startsAt,
        @Nullable Instant endsAt,
        Instant time,
        String metric,
        double value,
        double threshold,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> callIds) {}
