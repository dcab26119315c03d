// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.rules.RuleException;
import earshot.calls.rules.YamlFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads settings of patterns from YAML, and refuses what it does not know. The format is in {@code docs/patterns.md}. */
public final class PatternFile {
    private static final int TEXTS_MAX = 1_000;
    private static final String SILENT_TRUNK = "silent-trunk";
    private static final String QUALITY_INCIDENT = "quality-incident";
    private static final List<String> OTHERS =
            List.of("shortCallSeconds", "premiumPrefixes", "scannerAgents", SILENT_TRUNK, QUALITY_INCIDENT);

    private PatternFile() {}

    public static PatternSettings read(Path file) throws RuleException {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new RuleException("patterns: cannot read " + file + ": " + e.getMessage());
        }
    }

    /** The settings in a text; {@code name} stands in messages. */
    public static PatternSettings parse(String name, String yaml) throws RuleException {
        YamlFields file = YamlFields.parse(name, yaml, List.of("apiVersion", "kind", "patterns"));
        file.oneOf("apiVersion", List.of("earshot/v1"));
        file.oneOf("kind", List.of("Patterns"));
        List<String> keys =
                new ArrayList<>(Arrays.stream(Pattern.values()).map(Pattern::id).toList());
        keys.addAll(OTHERS);
        YamlFields patterns = YamlFields.of(name + ": patterns", file.value("patterns"), keys);
        Map<Pattern, PatternLimit> limits = new EnumMap<>(Pattern.class);
        for (Pattern pattern : Pattern.values()) {
            if (patterns.has(pattern.id())) limits.put(pattern, limit(patterns, pattern));
        }
        PatternSettings standard = PatternSettings.DEFAULT;
        return inRange(
                patterns,
                () -> new PatternSettings(
                        limits,
                        number(patterns, "shortCallSeconds", standard.shortCallSeconds()),
                        texts(patterns, "premiumPrefixes", standard.premiumPrefixes()),
                        texts(patterns, "scannerAgents", standard.scannerAgents()),
                        silence(patterns),
                        incident(patterns)));
    }

    private static PatternLimit limit(YamlFields patterns, Pattern pattern) throws RuleException {
        YamlFields fields = section(patterns, pattern.id(), List.of("windowMinutes", "threshold", "factor"));
        PatternLimit standard = pattern.standard();
        return inRange(
                fields,
                () -> new PatternLimit(
                        number(fields, "windowMinutes", standard.windowMinutes()),
                        number(fields, "threshold", standard.threshold()),
                        number(fields, "factor", standard.factor())));
    }

    private static SilenceLimit silence(YamlFields patterns) throws RuleException {
        SilenceLimit standard = SilenceLimit.DEFAULT;
        if (!patterns.has(SILENT_TRUNK)) return standard;
        YamlFields fields =
                section(patterns, SILENT_TRUNK, List.of("silentMinutes", "formerMinutes", "attemptsPerMinute"));
        return inRange(
                fields,
                () -> new SilenceLimit(
                        number(fields, "silentMinutes", standard.silentMinutes()),
                        number(fields, "formerMinutes", standard.formerMinutes()),
                        number(fields, "attemptsPerMinute", standard.attemptsPerMinute())));
    }

    private static IncidentLimit incident(YamlFields patterns) throws RuleException {
        IncidentLimit standard = IncidentLimit.DEFAULT;
        if (!patterns.has(QUALITY_INCIDENT)) return standard;
        YamlFields fields = section(
                patterns,
                QUALITY_INCIDENT,
                List.of("windowMinutes", "badCalls", "sharePercent", "lift", "mosBelow", "lossAbovePercent"));
        return inRange(
                fields,
                () -> new IncidentLimit(
                        number(fields, "windowMinutes", standard.windowMinutes()),
                        number(fields, "badCalls", standard.badCalls()),
                        number(fields, "sharePercent", standard.sharePercent()),
                        decimal(fields, "lift", standard.lift()),
                        decimal(fields, "mosBelow", standard.mosBelow()),
                        decimal(fields, "lossAbovePercent", standard.lossAbovePercent())));
    }

    private static YamlFields section(YamlFields patterns, String key, List<String> allowed) throws RuleException {
        return YamlFields.of(patterns.place() + ": " + key, patterns.value(key), allowed);
    }

    private interface Reading<T> {
        T read() throws RuleException;
    }

    /** What is allowed is known to what is made of the fields. */
    private static <T> T inRange(YamlFields fields, Reading<T> reading) throws RuleException {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw new RuleException(fields.place() + ": " + e.getMessage());
        }
    }

    private static int number(YamlFields fields, String key, int absent) throws RuleException {
        if (!fields.has(key)) return absent;
        if (fields.value(key) instanceof Integer number) return number;
        throw fields.wrong(key, "a whole number");
    }

    private static double decimal(YamlFields fields, String key, double absent) throws RuleException {
        if (!fields.has(key)) return absent;
        if (fields.value(key) instanceof Number number) return number.doubleValue();
        throw fields.wrong(key, "a number");
    }

    private static List<String> texts(YamlFields fields, String key, List<String> absent) throws RuleException {
        if (!fields.has(key)) return absent;
        String allowed = "a list of up to " + TEXTS_MAX + " texts in quotes";
        if (!(fields.value(key) instanceof List<?> list) || list.size() > TEXTS_MAX) throw fields.wrong(key, allowed);
        List<String> texts = new ArrayList<>();
        for (Object one : list) {
            if (!(one instanceof String text) || text.isBlank()) throw fields.wrong(key, allowed);
            texts.add(text);
        }
        return texts;
    }
}
