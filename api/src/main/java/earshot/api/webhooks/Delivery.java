// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import earshot.events.Alert;
import earshot.events.AlertStatus;
import earshot.events.Keys;
import earshot.storage.DeliveryRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One transition of an alert on its way to one webhook, and how far it got. Owned by the dispatcher's thread. */
final class Delivery {
    /** How far it got; DEAD is given up or superseded. */
    enum Outcome {
        PENDING,
        DELIVERED,
        DEAD
    }

    private final Alert alert;
    private final WebhookClient webhook;
    private final String id;
    private final byte[] body;

    private Outcome outcome = Outcome.PENDING;
    private int attempts;
    private long dueMillis;
    private @Nullable Integer httpStatus;
    private String error = "";

    Delivery(Alert alert, WebhookClient webhook, String externalUrl) {
        this.alert = alert;
        this.webhook = webhook;
        this.id = Keys.deliveryId(alert.getAlertId(), status(alert), webhook.name());
        this.body = AlertPayload.of(alert, webhook.name(), externalUrl).bytes();
    }

    /** Deliveries of one alert to one webhook go out in order. */
    String order() {
        return webhook.name() + '|' + alert.getAlertId();
    }

    boolean isOpen() {
        return outcome == Outcome.PENDING;
    }

    boolean isDue(long nowMillis) {
        return isOpen() && dueMillis <= nowMillis;
    }

    /** Whether it was tried in vain, so that newer news about the same alert may take its place. */
    boolean isFailing() {
        return isOpen() && attempts > 0;
    }

    Outcome outcome() {
        return outcome;
    }

    String webhookName() {
        return webhook.name();
    }

    /** Tries once, and decides when to try again. */
    void attempt(RetrySchedule schedule, long nowMillis) {
        Attempt result = webhook.post(id, nowMillis / 1_000, body);
        attempts++;
        httpStatus = result.httpStatus();
        error = result.error();
        if (result.isDelivered()) {
            outcome = Outcome.DELIVERED;
            return;
        }
        schedule.delayMs(attempts, result)
                .ifPresentOrElse(delayMs -> dueMillis = nowMillis + delayMs, () -> outcome = Outcome.DEAD);
    }

    void supersede() {
        outcome = Outcome.DEAD;
        error = error + "; superseded by a newer state of the alert";
    }

    /** As it is recorded. Its creation is the transition's event time, so that a repetition replaces its own row. */
    DeliveryRow row(long nowMillis) {
        return new DeliveryRow(
                id,
                attempts,
                alert.getAlertId(),
                webhook.name(),
                status(alert),
                outcome.name().toLowerCase(Locale.ROOT),
                attempts,
                httpStatus,
                error,
                Instant.EPOCH.plus(alert.getTimeMicros(), ChronoUnit.MICROS),
                Instant.ofEpochMilli(nowMillis));
    }

    /** As payloads and rows say it. */
    static String status(Alert alert) {
        return alert.getStatus() == AlertStatus.FIRING ? "firing" : "resolved";
    }
}
