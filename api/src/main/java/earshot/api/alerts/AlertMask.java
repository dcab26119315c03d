// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.alerts;

import earshot.api.security.NumberMask;
import earshot.storage.AlertRow;
import java.util.HashMap;
import java.util.Map;

/**
 * Hides the user that an alert is about from those who may not see numbers. Only patterns of a user have one, as {@code
 * user@address} in the subject, a label and the summary; its address stays.
 */
final class AlertMask {
    private static final String USER = "user";
    private static final String SUBJECT = USER + ':';

    private AlertMask() {}

    static AlertRow masked(AlertRow alert) {
        if (!alert.subject().startsWith(SUBJECT)) return alert;
        String clear = alert.subject().substring(SUBJECT.length());
        int at = clear.lastIndexOf('@');
        String user = at < 0 ? clear : clear.substring(0, at);
        String masked = NumberMask.user(user) + clear.substring(user.length());
        return new AlertRow(
                alert.alertId(),
                alert.version(),
                alert.rule(),
                SUBJECT + masked,
                alert.status(),
                alert.severity(),
                alert.startsAt(),
                alert.endsAt(),
                alert.time(),
                alert.metric(),
                alert.value(),
                alert.threshold(),
                replaced(alert.labels(), clear, masked),
                replaced(alert.annotations(), clear, masked),
                alert.callIds());
    }

    private static Map<String, String> replaced(Map<String, String> texts, String clear, String masked) {
        Map<String, String> replaced = new HashMap<>(texts);
        replaced.replaceAll((name, text) -> text.replace(clear, masked));
        return replaced;
    }
}
