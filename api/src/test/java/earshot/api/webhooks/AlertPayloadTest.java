// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The payload byte for byte: receivers parse it, signatures cover it. */
class AlertPayloadTest {
    private static final String LABELS =
            "{\"alertname\":\"stream-loss-sustained\",\"call_id\":\"x\",\"codec\":\"PCMU\","
                    + "\"severity\":\"critical\",\"subject\":\"stream:s1\"}";

    @Test
    void aFiringAlertIsAlertmanagersPayloadVersion4() {
        String annotations =
                "{\"call_ids\":\"a/b?c%d\\\\e\\\"f<img src=x onerror=alert(1)>\",\"metric\":\"rtp.loss_percent\","
                        + "\"summary\":\"Packet loss 4.25 % for 15 s\",\"threshold\":\"3\",\"value\":\"4.25\"}";

        assertThat(text(AlertPayload.of(Alerts.firing("stream:s1"), "noc", "http://earshot:8080")))
                .isEqualTo("{\"receiver\":\"noc\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":"
                        + LABELS
                        + ",\"annotations\":" + annotations
                        + ",\"startsAt\":\"2096-01-02T03:04:05.000006Z\",\"endsAt\":\"0001-01-01T00:00:00Z\","
                        + "\"generatorURL\":\"http://earshot:8080/api/v1/alerts?rule=stream-loss-sustained\","
                        + "\"fingerprint\":\"" + fingerprint() + "\"}],"
                        + "\"groupLabels\":{\"alertname\":\"stream-loss-sustained\"},\"commonLabels\":" + LABELS
                        + ",\"commonAnnotations\":" + annotations
                        + ",\"externalURL\":\"http://earshot:8080\",\"version\":\"4\","
                        + "\"groupKey\":\"{}:{alertname=\\\"stream-loss-sustained\\\"}\",\"truncatedAlerts\":0}\n");
    }

    @Test
    void aResolvedAlertHasTheSameFingerprintAndItsEnd() {
        AlertPayload firing = AlertPayload.of(Alerts.firing("stream:s1"), "noc", "");
        AlertPayload resolved = AlertPayload.of(Alerts.resolved("stream:s1"), "noc", "");

        assertThat(resolved.status()).isEqualTo("resolved");
        assertThat(resolved.alerts().get(0).fingerprint())
                .isEqualTo(firing.alerts().get(0).fingerprint());
        assertThat(resolved.alerts().get(0).endsAt()).isEqualTo("2096-01-02T03:07:05.000006Z");
    }

    @Test
    void twoStreamsThatBreakOneRuleAreTwoAlerts() {
        assertThat(AlertPayload.of(Alerts.firing("stream:s1"), "noc", "")
                        .alerts()
                        .get(0)
                        .fingerprint())
                .isNotEqualTo(AlertPayload.of(Alerts.firing("stream:s2"), "noc", "")
                        .alerts()
                        .get(0)
                        .fingerprint());
    }

    private static String fingerprint() {
        return Fingerprint.of(new TreeMap<>(Map.of(
                "alertname", "stream-loss-sustained",
                "call_id", "x",
                "codec", "PCMU",
                "severity", "critical",
                "subject", "stream:s1")));
    }

    private static String text(AlertPayload payload) {
        return new String(payload.bytes(), StandardCharsets.UTF_8);
    }
}
