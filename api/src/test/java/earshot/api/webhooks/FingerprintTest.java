// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    /** Printed by Alertmanager 0.25 for these labels. */
    @Test
    void equalsAlertmanagers() {
        Map<String, String> labels = Map.of(
                "alertname", "HighPacketLoss",
                "rule_id", "sustained-packet-loss",
                "severity", "critical",
                "trunk", "carrier-a");

        assertThat(Fingerprint.of(new TreeMap<>(labels))).isEqualTo("26b0c86d9a7782ea");
    }

    @Test
    void keepsNamesAndValuesApart() {
        assertThat(Fingerprint.of(new TreeMap<>(Map.of("ab", "c"))))
                .isNotEqualTo(Fingerprint.of(new TreeMap<>(Map.of("a", "bc"))));
    }
}
