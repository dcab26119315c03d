// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts what became of deliveries, for Prometheus. */
record DeliveryMetrics(MeterRegistry registry) {
    void settled(String webhook, Delivery.Outcome outcome) {
        registry.counter(
                        "earshot.webhook.deliveries",
                        "webhook",
                        webhook,
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void unreadable() {
        registry.counter("earshot.webhook.unreadable.alerts").increment();
    }
}
