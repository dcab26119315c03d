// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import earshot.calls.kpi.TrunkFile;
import earshot.calls.pattern.Pattern;
import earshot.calls.pattern.PatternFile;
import earshot.calls.pattern.PatternSettings;
import earshot.probe.ProbeSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** The chart through Helm itself, as a library: lint, render, and what the rendered objects promise. */
class HelmChartTest {
    private static final Path CHART = Path.of("..", "helm", "earshot");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theChartLints() {
        LintResult result = new Helm(CHART).lint().strict().call();

        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full"})
    void everyObjectIsNamedAfterTheReleaseAndLabelled(String values) {
        List<JsonNode> objects = render(values, command -> command);

        assertThat(objects)
                .extracting(object -> object.get("kind").asText())
                .contains("DaemonSet", "Deployment", "Service", "ConfigMap");
        assertThat(objects).allSatisfy(object -> {
            assertThat(object.at("/metadata/name").asText()).startsWith("rel-earshot-");
            assertThat(object.at("/metadata/labels/app.kubernetes.io~1instance").asText())
                    .isEqualTo("rel");
        });
        assertThat(objects)
                .extracting(object -> object.get("kind").asText()
                        + object.at("/metadata/name").asText())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full"})
    void selectorsFindTheirPods(String values) {
        for (JsonNode workload : workloads(render(values, command -> command))) {
            JsonNode labels = workload.at("/spec/template/metadata/labels");
            workload.at("/spec/selector/matchLabels")
                    .properties()
                    .forEach(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()));
        }
    }

    @Test
    void theProbeHearsTheNodeAndMayDoNothingElse() {
        JsonNode pod = named(render("minimal", command -> command), "DaemonSet", "rel-earshot-probe")
                .at("/spec/template/spec");
        JsonNode security = pod.at("/containers/0/securityContext");

        assertThat(pod.get("hostNetwork").asBoolean()).isTrue();
        assertThat(pod.get("dnsPolicy").asText()).isEqualTo("ClusterFirstWithHostNet");
        assertThat(security.at("/capabilities/add")).hasToString("[\"NET_RAW\"]");
        assertThat(security.at("/capabilities/drop")).hasToString("[\"ALL\"]");
        assertThat(security.get("allowPrivilegeEscalation").asBoolean()).isFalse();
        assertThat(security.get("readOnlyRootFilesystem").asBoolean()).isTrue();
    }

    @Test
    void theProbeKnowsEveryVariableThatItIsGiven() {
        JsonNode environment = named(render("full", command -> command), "DaemonSet", "rel-earshot-probe")
                .at("/spec/template/spec/containers/0/env");

        assertThat(environment).isNotEmpty().allSatisfy(variable -> assertThat(ProbeSetting.values())
                .extracting(ProbeSetting::environmentVariable)
                .contains(variable.get("name").asText()));
        assertThat(environment.toString())
                .contains("{\"name\":\"EARSHOT_PROBE_CAPTURE_DEDUPLICATEMS\",\"value\":\"10\"}");
    }

    @Test
    void theProbesSecretsAreFilesThatOnlyItReads() {
        JsonNode pod = named(render("full", command -> command), "DaemonSet", "rel-earshot-probe")
                .at("/spec/template/spec");
        JsonNode mount = pod.at("/containers/0/volumeMounts/1");
        JsonNode secret = pod.at("/volumes/1/secret");

        assertThat(mount.get("mountPath").asText()).isEqualTo("/etc/earshot/probe");
        assertThat(mount.get("readOnly").asBoolean()).isTrue();
        assertThat(secret.get("secretName").asText()).isEqualTo("earshot-probe");
        assertThat(secret.get("defaultMode").asInt()).isEqualTo(0400);
        assertThat(pod.at("/containers/0/env").toString())
                .contains("/etc/earshot/probe/hep.key", "/etc/earshot/probe/numbers.key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full"})
    void everyContainerHasLimitsAndAPinnedImage(String values) {
        for (JsonNode workload : workloads(render(values, command -> command))) {
            JsonNode container = workload.at("/spec/template/spec/containers/0");
            assertThat(container.get("image").asText()).matches(".+:[0-9].*").doesNotEndWith(":latest");
            assertThat(container.at("/resources/limits/memory").asText()).isNotBlank();
            assertThat(workload.at("/spec/template/spec/automountServiceAccountToken")
                            .asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    void aPasswordStaysInItsSecret() {
        List<JsonNode> objects = render("full", command -> command);

        assertThat(objects.toString()).contains("password=$(CLICKHOUSE_PASSWORD)");
        for (String part : List.of("jobs", "api")) {
            JsonNode environment =
                    named(objects, "Deployment", "rel-earshot-" + part).at("/spec/template/spec/containers/0/env");
            assertThat(environment).anySatisfy(variable -> {
                assertThat(variable.get("name").asText()).endsWith("CLICKHOUSE_PASSWORD");
                assertThat(variable.at("/valueFrom/secretKeyRef/name").asText()).isEqualTo("earshot-clickhouse");
            });
        }
    }

    @Test
    void theTablesAreMadeBeforeTheJobStarts() {
        JsonNode pod = named(render("full", command -> command), "Deployment", "rel-earshot-jobs")
                .at("/spec/template/spec");
        JsonNode migrate = pod.at("/initContainers/0");

        assertThat(migrate.get("image")).isEqualTo(pod.at("/containers/0/image"));
        assertThat(migrate.at("/args/0").asText()).isEqualTo("migrate");
        assertThat(migrate.at("/env/0/name").asText()).isEqualTo("EARSHOT_CLICKHOUSE_PASSWORD");
        assertThat(migrate.at("/env/0/valueFrom/secretKeyRef/name").asText()).isEqualTo("earshot-clickhouse");
    }

    @Test
    void theJobReadsItsTrunksAndPatterns() throws Exception {
        List<JsonNode> objects = render("full", command -> command);
        JsonNode files = named(objects, "ConfigMap", "rel-earshot-jobs").get("data");
        String environment = named(objects, "Deployment", "rel-earshot-jobs")
                .at("/spec/template/spec/containers/0/env")
                .toString();

        assertThat(TrunkFile.parse("trunks.yaml", files.get("trunks.yaml").asText()))
                .singleElement()
                .satisfies(trunk -> assertThat(trunk.name()).isEqualTo("Carrier A"));
        PatternSettings patterns =
                PatternFile.parse("patterns.yaml", files.get("patterns.yaml").asText());
        assertThat(patterns.shortCallSeconds()).isEqualTo(8);
        assertThat(Objects.requireNonNull(patterns.limits().get(Pattern.INVITE_FLOOD))
                        .threshold())
                .isEqualTo(300);
        assertThat(environment)
                .contains("/etc/earshot/jobs/trunks.yaml", "/etc/earshot/jobs/patterns.yaml")
                .contains("EARSHOT_JOBS_TRUNKS", "EARSHOT_JOBS_PATTERNS");
        assertThat(named(render("minimal", command -> command), "ConfigMap", "rel-earshot-jobs")
                        .at("/data")
                        .isEmpty())
                .isTrue();
    }

    /** Each variable is an option of the command: {@code EARSHOT_JOBS_CHECKPOINT_DIR} is {@code --checkpoint-dir}. */
    @Test
    void theJobKnowsEveryVariableThatItIsGiven() throws Exception {
        String help = new CommandLine(Class.forName("earshot.jobs.CallJobCommand")).getUsageMessage();
        JsonNode environment = named(render("full", command -> command), "Deployment", "rel-earshot-jobs")
                .at("/spec/template/spec/containers/0/env");

        assertThat(environment).hasSizeGreaterThan(10).allSatisfy(variable -> {
            String name = variable.get("name").asText();
            if (name.endsWith("PASSWORD")) return; // from the environment only
            String option = "--"
                    + name.substring("EARSHOT_JOBS_".length())
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-');
            assertThat(help).contains(option);
        });
    }

    @Test
    void prometheusFindsTheJob() {
        List<JsonNode> objects = render("full", command -> command);
        JsonNode template = named(objects, "Deployment", "rel-earshot-jobs").at("/spec/template");

        assertThat(template.at("/metadata/annotations").toString())
                .contains("\"prometheus.io/scrape\":\"true\"", "\"prometheus.io/port\":\"9555\"");
        assertThat(template.at("/spec/containers/0/ports/0/containerPort").asInt())
                .isEqualTo(9_555);
        JsonNode monitor = named(objects, "PodMonitor", "rel-earshot-jobs");
        assertThat(monitor.at("/spec/podMetricsEndpoints/0/port").asText())
                .isEqualTo(template.at("/spec/containers/0/ports/0/name").asText());
        assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
        monitor.at("/spec/selector/matchLabels").properties().forEach(label -> assertThat(
                        template.at("/metadata/labels").get(label.getKey()))
                .isEqualTo(label.getValue()));
        assertThat(render("minimal", command -> command.set("jobs.metrics.port", 0))
                        .toString())
                .doesNotContain("prometheus.io", "containerPort\":0", "PodMonitor");
    }

    @Test
    void checkpointsOutliveThePod() {
        List<JsonNode> objects = render("full", command -> command);
        JsonNode pod = named(objects, "Deployment", "rel-earshot-jobs").at("/spec/template/spec");
        JsonNode mount = pod.at("/containers/0/volumeMounts/3");

        assertThat(pod.at("/volumes/3/persistentVolumeClaim/claimName").asText())
                .isEqualTo("earshot-checkpoints");
        assertThat(mount.get("name")).isEqualTo(pod.at("/volumes/3/name"));
        assertThat(pod.at("/containers/0/env").toString())
                .contains("{\"name\":\"EARSHOT_JOBS_CHECKPOINT_DIR\",\"value\":\"file://"
                        + mount.get("mountPath").asText() + "\"}")
                .contains("{\"name\":\"EARSHOT_JOBS_RESUME\",\"value\":\"true\"}");
        String elsewhere = render("minimal", command -> command.set("jobs.checkpoints.uri", "s3://bucket/earshot"))
                .toString();
        assertThat(elsewhere).contains("s3://bucket/earshot").doesNotContain("persistentVolumeClaim");
        assertThat(render("minimal", command -> command).toString()).doesNotContain("EARSHOT_JOBS_RESUME");
    }

    @Test
    void linksOfDashboardsLeadToTheAddressThatPeopleUse() {
        JsonNode map = named(render("full", command -> command), "ConfigMap", "rel-earshot-dashboard-overview");

        assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        assertThat(map.at("/data/overview.json").asText())
                .contains("https://earshot.example.org")
                .doesNotContain("localhost");
    }

    @Test
    void whatIsMissingOrMisspeltIsRefusedByName() {
        assertThatThrownBy(() -> render("minimal", command -> command.set("kafka.bootstrapServers", "")))
                .hasMessageContaining("kafka.bootstrapServers is needed");
        assertThatThrownBy(() -> render("minimal", command -> command.set("api.tokenSecret", "")))
                .hasMessageContaining("api.tokenSecret is needed");
        assertThatThrownBy(() -> render("minimal", command -> command.set("probe.interfce", "eth1")))
                .hasMessageContaining("interfce");
        assertThatThrownBy(() -> render("minimal", command -> command.set("jobs.checkpoints.state", "disk")))
                .hasMessageContaining("state");
        assertThatThrownBy(() -> render("minimal", command -> command.set("api.service.port", 99999)))
                .hasMessageContaining("port");
    }

    /** Helm reads files only inside the chart, so it holds copies. */
    @Test
    void theCopiesInTheChartEqualTheirOriginals() throws IOException {
        assertSameFiles(Path.of("..", "dashboards", "grafana", "dashboards"), CHART.resolve("dashboards"), ".json");
        assertSameFiles(Path.of("..", "alert-rules"), CHART.resolve("alert-rules"), ".yaml");
    }

    private static void assertSameFiles(Path originals, Path copies, String suffix) throws IOException {
        try (var files = Files.list(originals)) {
            for (Path original :
                    files.filter(file -> file.toString().endsWith(suffix)).toList()) {
                assertThat(copies.resolve(original.getFileName())).hasSameBinaryContentAs(original);
            }
        }
        try (var files = Files.list(copies)) {
            assertThat(files).allSatisfy(copy -> assertThat(originals.resolve(copy.getFileName()))
                    .exists());
        }
    }

    private static List<JsonNode> render(String values, UnaryOperator<TemplateCommand> change) {
        TemplateCommand command = new Helm(CHART)
                .template()
                .withName("rel")
                .withKubeVersion("1.30.0")
                .withValuesFile(valuesFile(values));
        List<JsonNode> objects = new ArrayList<>();
        for (Object document : new Yaml().loadAll(change.apply(command).call())) {
            if (document != null) objects.add(JSON.valueToTree(document));
        }
        return objects;
    }

    private static Path valuesFile(String name) {
        return CHART.resolve("ci").resolve(name + "-values.yaml");
    }

    private static List<JsonNode> workloads(List<JsonNode> objects) {
        List<JsonNode> workloads = objects.stream()
                .filter(object -> object.at("/spec/template/spec/containers").isArray())
                .toList();
        assertThat(workloads).hasSize(3);
        return workloads;
    }

    private static JsonNode named(List<JsonNode> objects, String kind, String name) {
        return objects.stream()
                .filter(object -> object.get("kind").asText().equals(kind))
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }
}
