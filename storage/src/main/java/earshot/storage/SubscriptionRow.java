// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row of the table subscriptions: a subscription to an event package, or a publication of event state. */
public record SubscriptionRow(
        String subscriptionKey,
        long version,
        String kind,
        String event,
        String state,
        @Column("from_uri") String from,
        String fromUser,
        @Column("to_uri") String to,
        String toUser,
        String src,
        String dst,
        String transport,
        String probe,
        String callId,
        String userAgent,
        Instant startTime,
        Instant changedTime,
        @Nullable Instant activeTime,
        @Nullable Instant refreshedTime,
        @Nullable Instant expiresTime,
        @Nullable Instant endedTime,
        @Nullable Long expiresAskedSeconds,
        @Nullable Long expiresGrantedSeconds,
        int refreshes,
        int notifications,
        @Nullable Instant lastNotificationTime,
        int failures,
        @Nullable Integer lastFailureStatus,
        String lastFailure,
        String terminatedReason,
        @Nullable Double responseMs) {}
