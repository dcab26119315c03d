// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.List;

/** One row of {@code authentication_failures}: how often a user's credentials were refused from one address. */
public record AuthenticationFailureRow(
        String authenticationKey,
        long version,
        String aor,
        String user,
        String credentialsUser,
        String src,
        String dst,
        String probe,
        String userAgent,
        List<String> methods,
        Instant startTime,
        Instant lastTime,
        int attempts,
        int accepted,
        int failures,
        int consecutiveFailures,
        int lastStatus,
        Instant lastFailureTime) {}
