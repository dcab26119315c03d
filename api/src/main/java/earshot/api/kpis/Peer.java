// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.kpis;

import earshot.storage.KpiPoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address that sends or receives calls or registrations.
 *
 * @param address IP address; other for those above the limit of their minutes
 * @param firstSeen start of the first minute of the time asked for in which it was seen
 * @param lastSeen start of the last one
 * @param attempts call attempts on both sides together
 * @param asCaller figures of the calls and registrations that it sent; null without any
 * @param asCallee figures of those that it received; null without any
 */
public record Peer(
        String address,
        Instant firstSeen,
        Instant lastSeen,
        long attempts,
        @Nullable KpiPoint asCaller,
        @Nullable KpiPoint asCallee) {}
