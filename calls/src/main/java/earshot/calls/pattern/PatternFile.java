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
        return new PatternSettings(
                limits,
                number(patterns, "shortCallSeconds", standard.shortCallSeconds(), 1, PatternSettings.SHORT_CALL_MAX),
                texts(patterns, "premiumPrefixes", standard.premiumPrefixes()),
                texts(patterns, "scannerAgents", standard.scannerAgents()),
                silence(patterns),
                incident(patterns));
    }

    private static PatternLimit limit(YamlFields patterns, Pattern pattern) throws RuleException {
        YamlFields fields = section(patterns, pattern.id(), List.of("windowMinutes", "threshold", "factor"));
        PatternLimit standard = pattern.standard();
        return new PatternLimit(
                number(fields, "windowMinutes", standard.windowMinutes(), 1, PatternLimit.WINDOW_MAX),
                number(fields, "threshold", standard.threshold(), 0, PatternLimit.THRESHOLD_MAX),
                number(fields, "factor", standard.factor(), 0, PatternLimit.FACTOR_MAX));
    }

    private static SilenceLimit silence(YamlFields patterns) throws RuleException {
        SilenceLimit standard = SilenceLimit.DEFAULT;
        if (!patterns.has(SILENT_TRUNK)) return standard;
        YamlFields fields =
                section(patterns, SILENT_TRUNK, List.of("silentMinutes", "formerMinutes", "attemptsPerMinute"));
        return new SilenceLimit(
                number(fields, "silentMinutes", standard.silentMinutes(), 0, 60),
                number(fields, "formerMinutes", standard.formerMinutes(), 5, 60),
                number(fields, "attemptsPerMinute", standard.attemptsPerMinute(), 1, 100_000));
    }

    private static IncidentLimit incident(YamlFields patterns) throws RuleException {
        IncidentLimit standard = IncidentLimit.DEFAULT;
        if (!patterns.has(QUALITY_INCIDENT)) return standard;
        YamlFields fields = section(
                patterns,
                QUALITY_INCIDENT,
                List.of("windowMinutes", "badCalls", "sharePercent", "lift", "mosBelow", "lossAbovePercent"));
        return new IncidentLimit(
                number(fields, "windowMinutes", standard.windowMinutes(), 1, PatternLimit.WINDOW_MAX),
                number(fields, "badCalls", standard.badCalls(), 0, 1_000),
                number(fields, "sharePercent", standard.sharePercent(), 1, 100),
                decimal(fields, "lift", standard.lift(), 1, 100),
                decimal(fields, "mosBelow", standard.mosBelow(), 1, 5),
                decimal(fields, "lossAbovePercent", standard.lossAbovePercent(), 0, 100));
    }

    private static YamlFields section(YamlFields patterns, String key, List<String> allowed) throws RuleException {
        return YamlFields.of(patterns.place() + ": " + key, patterns.value(key), allowed);
    }

    private static int number(YamlFields fields, String key, int absent, int least, int most) throws RuleException {
        if (!fields.has(key)) return absent;
        if (fields.value(key) instanceof Integer number && number >= least && number <= most) return number;
        throw fields.wrong(key, "a whole number from " + least + " to " + most);
    }

    private static double decimal(YamlFields fields, String key, double absent, int least, int most)
            throws RuleException {
        if (!fields.has(key)) return absent;
        if (fields.value(key) instanceof Number number) {
            double value = number.doubleValue();
            if (value >= least && value <= most) return value;
        }
        throw fields.wrong(key, "a number from " + least + " to " + most);
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
