// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.events.Alert;
import earshot.events.AlertStatus;
import earshot.events.Keys;
import java.util.List;
import java.util.Map;

/** What the alerts of all patterns have in common. */
final class PatternAlert {
    private final String rule;
    private final String subject;
    private final String severity;
    private final String title;
    private final String summary;
    private String metric = "";
    private double value;
    private double threshold;

    PatternAlert(String rule, String subject, String severity, String title, String summary) {
        this.rule = rule;
        this.subject = subject;
        this.severity = severity;
        this.title = title;
        this.summary = summary;
    }

    PatternAlert measured(String metric, double value, double threshold) {
        this.metric = metric;
        this.value = value;
        this.threshold = threshold;
        return this;
    }

    Alert of(AlertStatus status, long startsAtMicros, long timeMicros, List<String> callIds) {
        boolean isResolved = status == AlertStatus.RESOLVED;
        int colon = subject.indexOf(':');
        return Alert.newBuilder()
                .setAlertId(Keys.alertId(rule, subject, startsAtMicros))
                .setRule(rule)
                .setSubject(subject)
                .setStatus(status)
                .setSeverity(severity)
                .setStartsAtMicros(startsAtMicros)
                .setEndsAtMicros(isResolved ? Long.valueOf(timeMicros) : null)
                .setTimeMicros(timeMicros)
                .setMetric("pattern." + metric)
                .setValue(value)
                .setThreshold(threshold)
                .setLabels(Map.of(
                        "alertname",
                        rule,
                        "severity",
                        severity,
                        subject.substring(0, colon),
                        subject.substring(colon + 1)))
                .setAnnotations(Map.of("title", title, "summary", summary))
                .setCallIds(List.copyOf(callIds))
                .build();
    }
}
