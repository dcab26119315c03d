// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row of {@code deliveries}: one transition of an alert on its way to one webhook. */
public record DeliveryRow(
        String deliveryId,
        long version,
        String alertId,
        String webhook,
        String alertStatus,
        String outcome,
        int attempts,
        @Nullable Integer httpStatus,
        String error,
        Instant createdTime,
        Instant updatedTime) {}
