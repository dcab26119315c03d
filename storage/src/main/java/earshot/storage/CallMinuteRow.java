// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row of {@code call_minutes}: the calls of one minute towards one peer, recounted whole at each change. */
public record CallMinuteRow(
        Instant minute,
        String peer,
        long version,
        long calls,
        long answered,
        long busy,
        long noAnswer,
        long cancelled,
        long failed,
        long redirected,
        long incomplete,
        long setupCalls,
        double setupMsSum,
        double durationMsSum,
        long scoredCalls,
        double mosLqSum,
        @Nullable Double mosLqMin,
        long poorCalls,
        long lossyCalls,
        long oneWayCalls) {}
