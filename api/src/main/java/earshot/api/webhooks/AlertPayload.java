// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import earshot.events.Alert;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * This is the body of a webhook: Alertmanager's payload, version 4, so that whatever understands Prometheus' alerts
 * understands ours. Every label and annotation is a string; the body ends with a line end, as Alertmanager's does.
 */
record AlertPayload(
        String receiver,
        String status,
        List<Item> alerts,
        Map<String, String> groupLabels,
        Map<String, String> commonLabels,
        Map<String, String> commonAnnotations,
        String externalURL,
        String version,
        String groupKey,
        int truncatedAlerts) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String VERSION = "4";
    /** What Alertmanager writes for an end that has not come. */
    private static final String NOT_ENDED = "0001-01-01T00:00:00Z";
    /** Calls named as evidence; more would only make the message long. */
    private static final int CALLS_MAX = 5;

    /** One alert of the payload; ours hold exactly one. */
    record Item(
            String status,
            Map<String, String> labels,
            Map<String, String> annotations,
            String startsAt,
            String endsAt,
            String generatorURL,
            String fingerprint) {}

    /**
     * The payload of a transition.
     *
     * @param receiver name of the webhook
     * @param reachedAt where people reach this API, for links
     */
    static AlertPayload of(Alert alert, String receiver, String reachedAt) {
        String status = Delivery.status(alert);
        SortedMap<String, String> labels = labels(alert);
        Map<String, String> annotations = annotations(alert);
        Map<String, String> group = Map.of("alertname", alert.getRule());
        Item item = new Item(
                status,
                labels,
                annotations,
                time(alert.getStartsAtMicros()),
                time(alert.getEndsAtMicros()),
                reachedAt + "/api/v1/alerts?rule=" + urlWord(alert.getRule()),
                Fingerprint.of(labels));
        return new AlertPayload(
                receiver,
                status,
                List.of(item),
                group,
                labels,
                annotations,
                reachedAt,
                VERSION,
                "{}:{alertname=\"" + alert.getRule() + "\"}",
                0);
    }

    byte[] bytes() {
        return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static SortedMap<String, String> labels(Alert alert) {
        SortedMap<String, String> labels = new TreeMap<>();
        alert.getLabels().forEach((name, value) -> labels.put(labelName(name), value));
        labels.put("alertname", alert.getRule());
        labels.put("severity", alert.getSeverity());
        // Two streams that break one rule are two alerts: the subject keeps their fingerprints apart.
        labels.put("subject", alert.getSubject());
        return labels;
    }

    private static Map<String, String> annotations(Alert alert) {
        Map<String, String> annotations = new TreeMap<>(alert.getAnnotations());
        annotations.put("metric", alert.getMetric());
        annotations.put("value", number(alert.getValue()));
        annotations.put("threshold", number(alert.getThreshold()));
        List<String> calls = alert.getCallIds();
        if (!calls.isEmpty())
            annotations.put("call_ids", String.join(",", calls.subList(0, Math.min(CALLS_MAX, calls.size()))));
        return annotations;
    }

    /** Alertmanager refuses a whole batch for one label with another character. */
    private static String labelName(String name) {
        String legal = name.replaceAll("[^a-zA-Z0-9_]", "_");
        return legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
    }

    private static String urlWord(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String time(@Nullable Long micros) {
        return micros == null
                ? NOT_ENDED
                : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
