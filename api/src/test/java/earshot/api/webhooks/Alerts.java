// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import earshot.events.Alert;
import earshot.events.AlertStatus;
import earshot.events.Keys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Alerts for tests: one stream that loses more than 3 %, and its end. */
final class Alerts {
    /** In a year that no table's time to live reaches. */
    private static final long STARTS_AT_US =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2096-01-02T03:04:05.000006Z"));

    private static final long MINUTE_US = 60_000_000L;

    private Alerts() {}

    static Alert firing(String subject) {
        return alert(subject).build();
    }

    static Alert resolved(String subject) {
        return alert(subject)
                .setStatus(AlertStatus.RESOLVED)
                .setEndsAtMicros(STARTS_AT_US + 3 * MINUTE_US)
                .setTimeMicros(STARTS_AT_US + 3 * MINUTE_US)
                .setValue(0)
                .build();
    }

    private static Alert.Builder alert(String subject) {
        return Alert.newBuilder()
                .setAlertId(Keys.alertId("stream-loss-sustained", subject, STARTS_AT_US))
                .setRule("stream-loss-sustained")
                .setSubject(subject)
                .setStatus(AlertStatus.FIRING)
                .setSeverity("critical")
                .setStartsAtMicros(STARTS_AT_US)
                .setTimeMicros(STARTS_AT_US + MINUTE_US)
                .setMetric("rtp.loss_percent")
                .setValue(4.25)
                .setThreshold(3)
                .setLabels(Map.of("codec", "PCMU", "call-id", "x"))
                .setAnnotations(Map.of("summary", "Packet loss 4.25 % for 15 s"))
                .setCallIds(List.of("a/b?c%d\\e\"f<img src=x onerror=alert(1)>"));
    }
}
