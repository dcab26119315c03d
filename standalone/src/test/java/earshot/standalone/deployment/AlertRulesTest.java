// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import earshot.calls.rules.RuleException;
import earshot.calls.rules.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The alert rules that we ship, their schema and what the job reads: three descriptions of one format, kept equal. */
class AlertRulesTest {
    private static final Path FOLDER = Path.of("..", "alert-rules");
    private static final Path FILE = FOLDER.resolve("media.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theFileFitsItsSchema() throws IOException {
        assertThat(violations(rules())).isEmpty();
    }

    @Test
    void theJobReadsEveryFileOfTheFolder() throws Exception {
        assertThat(RuleFiles.read(FOLDER)).anySatisfy(rule -> {
            assertThat(rule.id()).isEqualTo("stream-loss-sustained");
            assertThat(rule.condition().value()).isEqualTo(0.03);
            assertThat(rule.forMicros()).isEqualTo(10_000_000);
            assertThat(rule.minSamples()).isEqualTo(100);
        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "severity, catastrophic",
        "metric, rtp.los_ratio",
        "for, ten seconds",
        "id, Loud Name",
        "tresholds, 3%",
    })
    void whatTheSchemaRefusesTheJobRefusesToo(String key, String value) throws IOException {
        JsonNode changed = with(rule -> rule.put(key, value));

        assertThat(violations(changed)).isNotEmpty();
        String yaml = new Yaml().dump(JSON.convertValue(changed, Object.class));
        assertThatThrownBy(() -> RuleFiles.parse("changed.yaml", yaml)).isInstanceOf(RuleException.class);
    }

    @ParameterizedTest
    @CsvSource({"title", "metric", "condition", "severity"})
    void aRuleWithoutWhatItNeedsIsRefused(String key) throws IOException {
        JsonNode changed = with(rule -> rule.remove(key));

        assertThat(violations(changed)).isNotEmpty();
        String yaml = new Yaml().dump(JSON.convertValue(changed, Object.class));
        assertThatThrownBy(() -> RuleFiles.parse("changed.yaml", yaml)).isInstanceOf(RuleException.class);
    }

    private static JsonNode with(Consumer<ObjectNode> change) throws IOException {
        JsonNode rules = rules();
        change.accept((ObjectNode) rules.get("rules").get(0));
        return rules;
    }

    private static Set<ValidationMessage> violations(JsonNode rules) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(FOLDER.resolve("rules.schema.json")));
        return schema.validate(rules);
    }

    private static JsonNode rules() throws IOException {
        return JSON.valueToTree(new Yaml().load(Files.readString(FILE)));
    }
}
