// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row of {@code registrations}: a REGISTER transaction, seen as who registered what. */
public record RegistrationRow(
        String transactionKey,
        long version,
        String aor,
        String user,
        String contactUri,
        @Nullable Long expiresSeconds,
        String callId,
        String src,
        String dst,
        String probe,
        Instant startTime,
        @Nullable Integer status,
        @Nullable Double responseMs,
        String userAgent) {}
