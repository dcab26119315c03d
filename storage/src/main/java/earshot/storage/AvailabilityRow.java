// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of {@code peer_availability}: whether one address answers another's OPTIONS, and what was too large for it. */
public record AvailabilityRow(
        String peerKey,
        long version,
        String src,
        String peer,
        int port,
        String transport,
        String probe,
        String state,
        @Nullable Instant sinceTime,
        Instant startTime,
        Instant lastTime,
        int pings,
        int answered,
        int refused,
        int timeouts,
        @Nullable Integer lastStatus,
        @Nullable Double responseMs,
        @Nullable Double responseMinMs,
        @Nullable Double responseMeanMs,
        @Nullable Double responseMaxMs,
        int transitions,
        List<String> recentTransitions,
        int oversized,
        int fragmented,
        @Nullable Integer octetsMax,
        @Nullable Integer fragmentsMax,
        int tooLarge,
        int flowFailed,
        @Nullable Instant lastOversizedTime,
        String lastOversizedMethod,
        String lastOversizedCallId) {}
