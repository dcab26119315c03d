// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules from YAML, and refuses what it does not know: a misspelt key would otherwise be an alert that never
 * comes. The format is described in {@code alert-rules/README.md}.
 */
public final class RuleFiles {
    private static final List<String> FILE_KEYS = List.of("apiVersion", "kind", "rules");
    private static final List<String> RULE_KEYS = List.of(
            "id",
            "title",
            "severity",
            "scope",
            "metric",
            "condition",
            "for",
            "resolve",
            "minSamples",
            "labels",
            "annotations");
    private static final List<String> SEVERITIES = List.of("info", "warning", "error", "critical");
    private static final int ID_MAX = 63;

    private RuleFiles() {}

    /** The rules of one file, or of every .yaml and .yml file in a directory, in the order of their names. */
    public static List<Rule> read(Path fileOrDirectory) throws RuleException {
        List<Rule> rules = new ArrayList<>();
        try {
            for (Path file : files(fileOrDirectory)) {
                String name = String.valueOf(file.getFileName());
                rules.addAll(parse(name, Files.readString(file)));
            }
        } catch (IOException e) {
            throw new RuleException("rules: cannot read " + fileOrDirectory + ": " + e.getMessage());
        }
        return unique(rules);
    }

    /** The rules in a text; {@code name} stands in messages. */
    public static List<Rule> parse(String name, String yaml) throws RuleException {
        YamlFields file = YamlFields.parse(name, yaml, FILE_KEYS);
        file.oneOf("apiVersion", List.of("earshot/v1"));
        file.oneOf("kind", List.of("AlertRules"));
        if (!(file.value("rules") instanceof List<?> list)) throw file.wrong("rules", "a list of rules");
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            rules.add(rule(name, i + 1, list.get(i)));
        }
        return unique(rules);
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) return List.of(path);
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(file -> isYaml(file.toString())).sorted().toList();
        }
    }

    private static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static Rule rule(String file, int number, @Nullable Object mapping) throws RuleException {
        Object id = mapping instanceof Map<?, ?> map ? map.get("id") : null;
        YamlFields rule = YamlFields.of(file + ": rule " + (id == null ? number : id), mapping, RULE_KEYS);
        if (!isId(rule.string("id", "a name of a-z, 0-9 and -"))) throw rule.wrong("id", "a name of a-z, 0-9 and -");
        rule.oneOf("scope", List.of("stream"));
        Metric metric = metric(rule);
        YamlFields condition =
                YamlFields.of(rule.place() + ": condition", rule.value("condition"), List.of("op", "value"));
        Condition resolve = null;
        long resolveForMicros = 0;
        if (rule.has("resolve")) {
            YamlFields fields =
                    YamlFields.of(rule.place() + ": resolve", rule.value("resolve"), List.of("op", "value", "for"));
            resolve = fields.condition(metric);
            if (fields.has("for")) resolveForMicros = fields.durationMicros("for");
        }
        Map<String, String> annotations = rule.texts("annotations");
        if (!annotations.containsKey("summary")) throw rule.wrong("annotations", "a mapping with a summary");
        return new Rule(
                rule.string("id", ""),
                rule.string("title", "a text"),
                rule.oneOf("severity", SEVERITIES),
                metric,
                condition.condition(metric),
                rule.durationMicros("for"),
                resolve,
                resolveForMicros,
                rule.count("minSamples", 0),
                rule.texts("labels"),
                annotations);
    }

    private static Metric metric(YamlFields rule) throws RuleException {
        for (Metric metric : Metric.values()) {
            if (metric.id().equals(rule.value("metric"))) return metric;
        }
        String known = Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(", "));
        throw rule.wrong("metric", "one of " + known);
    }

    private static boolean isId(String id) {
        boolean known = id.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
        return known && id.length() <= ID_MAX && !id.startsWith("-") && !id.endsWith("-");
    }

    private static List<Rule> unique(List<Rule> rules) throws RuleException {
        Set<String> ids = new HashSet<>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) throw new RuleException("rule " + rule.id() + ": id is used twice");
        }
        return rules;
    }
}
