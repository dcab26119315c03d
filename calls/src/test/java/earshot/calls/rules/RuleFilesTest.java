// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {
    private static final String GOOD = """
            apiVersion: earshot/v1
            kind: AlertRules
            rules:
              - id: loss
                title: Loss
                severity: warning
                scope: stream
                metric: rtp.loss_ratio
                condition: { op: ">", value: 3% }
                for: 10s
                resolve: { op: "<", value: 2%, for: 20s }
                minSamples: 100
                labels: { team: voice }
                annotations: { summary: words are missing }
            """;

    @Test
    void aRuleIsReadWithItsUnits() throws Exception {
        Rule rule = RuleFiles.parse("a.yaml", GOOD).get(0);

        assertThat(rule.id()).isEqualTo("loss");
        assertThat(rule.metric()).isEqualTo(Metric.RTP_LOSS_RATIO);
        assertThat(rule.condition()).isEqualTo(new Condition(Condition.Operator.ABOVE, 0.03));
        assertThat(rule.forMicros()).isEqualTo(10_000_000);
        assertThat(rule.resolve()).isEqualTo(new Condition(Condition.Operator.BELOW, 0.02));
        assertThat(rule.resolveForMicros()).isEqualTo(20_000_000);
        assertThat(rule.minSamples()).isEqualTo(100);
        assertThat(rule.labels()).containsEntry("team", "voice");
    }

    @Test
    void timesMayBeSecondsOrMilliseconds() throws Exception {
        String rtt = GOOD.replace("rtp.loss_ratio", "rtcp.rtt").replace("2%", "250");

        assertThat(RuleFiles.parse("a", rtt.replace("3%", "300ms"))
                        .get(0)
                        .condition()
                        .value())
                .isEqualTo(300);
        assertThat(RuleFiles.parse("a", rtt.replace("3%", "0.3s"))
                        .get(0)
                        .condition()
                        .value())
                .isEqualTo(300);
        assertThat(RuleFiles.parse("a", rtt.replace("for: 10s", "for: 5m").replace("3%", "1s"))
                        .get(0)
                        .forMicros())
                .isEqualTo(300_000_000);
    }

    @Test
    void amistakeIsOneLineWithPlaceKeyValueAndWhatIsAllowed() {
        refused(
                "severity: warning",
                "severity: loud",
                "a.yaml: rule loss: severity is \"loud\", allowed: one of info,");
        refused("rtp.loss_ratio", "rtp.loss", "metric is \"rtp.loss\", allowed: one of rtp.loss_ratio, rtp.jitter,");
        refused("value: 3%", "value: 3ms", "rule loss: condition: value is \"3ms\", allowed: a ratio such as 3%");
        refused("for: 10s", "for: 10", "rule loss: for is \"10\", allowed: a duration such as");
        refused("minSamples: 100", "minSamples: -1", "minSamples is \"-1\", allowed: a whole number");
        refused("minSamples", "minSample", "rule loss: unknown key minSample, allowed: id, title,");
        refused("op: \">\"", "op: \"=\"", "op is \"=\", allowed: one of >, >=, <, <=");
        refused("scope: stream", "scope: trunk", "scope is \"trunk\", allowed: one of stream");
        refused("id: loss", "id: Loss!", "id is \"Loss!\", allowed: a name");
        refused("title: Loss", "title: ''", "title is \"\", allowed: a text");
        refused("summary: words", "text: words", "annotations is");
        refused("earshot/v1", "earshot/v9", "a.yaml: apiVersion is \"earshot/v9\", allowed: one of earshot/v1");
        refused("team: voice", "team: 5", "labels is");
        refused("kind: AlertRules", "kind: [", "a.yaml: is no YAML:");
    }

    private static void refused(String good, String bad, String message) {
        assertThat(GOOD).contains(good);
        assertThatThrownBy(() -> RuleFiles.parse("a.yaml", GOOD.replace(good, bad)))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aDirectoryIsReadByNameAndNoIdIsUsedTwice(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("b.yaml"), GOOD);
        Files.writeString(folder.resolve("a.yml"), GOOD.replace("id: loss", "id: first"));
        Files.writeString(folder.resolve("README.md"), "not a rule");
        assertThat(RuleFiles.read(folder)).extracting(Rule::id).isEqualTo(List.of("first", "loss"));

        Files.writeString(folder.resolve("c.yaml"), GOOD);
        assertThatThrownBy(() -> RuleFiles.read(folder)).hasMessage("rule loss: id is used twice");
    }
}
