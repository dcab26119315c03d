// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of {@code bindings}: where a user is registered, or what was tried in vain. */
public record RegistrationRow(
        String registrationKey,
        long version,
        String aor,
        String user,
        String contactUri,
        String instance,
        @Nullable Integer regId,
        @Nullable Double q,
        String path,
        boolean gruu,
        String state,
        String src,
        String dst,
        String transport,
        @Nullable Boolean behindNat,
        List<String> natSigns,
        String probe,
        String callId,
        String userAgent,
        Instant startTime,
        Instant changedTime,
        @Nullable Instant registeredTime,
        @Nullable Instant refreshedTime,
        @Nullable Instant expiresTime,
        @Nullable Instant endedTime,
        @Nullable Long expiresAskedSeconds,
        @Nullable Long expiresGrantedSeconds,
        int attempts,
        int refreshes,
        @Nullable Double refreshMinSeconds,
        @Nullable Double refreshMeanSeconds,
        @Nullable Double refreshMaxSeconds,
        int challenges,
        int failures,
        int consecutiveFailures,
        @Nullable Integer lastFailureStatus,
        String lastFailure,
        @Nullable Instant lastFailureTime,
        @Nullable Double responseMs,
        int retransmissions) {}
