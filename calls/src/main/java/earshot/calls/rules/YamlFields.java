// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The keys of one mapping in a file of settings; what is wrong is told with the place, the key, the value and what is allowed. */
public final class YamlFields {
    private final String place;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private YamlFields(String place) {
        this.place = place;
    }

    public static YamlFields of(String place, @Nullable Object mapping, List<String> allowed) throws RuleException {
        if (!(mapping instanceof Map<?, ?> map)) {
            throw new RuleException(place + ": is " + text(mapping) + ", allowed: a mapping of " + allowed);
        }
        YamlFields fields = new YamlFields(place);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (!allowed.contains(key)) {
                throw new RuleException(place + ": unknown key " + key + ", allowed: " + String.join(", ", allowed));
            }
            if (entry.getValue() != null) fields.values.put(key, entry.getValue());
        }
        return fields;
    }

    /** The mapping that a whole text is; {@code name} stands in messages. */
    public static YamlFields parse(String name, String yaml, List<String> allowed) throws RuleException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return of(name, new Yaml(new SafeConstructor(options)).load(yaml), allowed);
        } catch (YAMLException e) {
            String message =
                    String.valueOf(e.getMessage()).lines().map(String::strip).reduce("", (a, b) -> a + ' ' + b);
            throw new RuleException(name + ": is no YAML:" + message);
        }
    }

    public String place() {
        return place;
    }

    @Nullable
    public Object value(String key) {
        return values.get(key);
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    public RuleException wrong(String key, String allowed) {
        return new RuleException(place + ": " + key + " is " + text(values.get(key)) + ", allowed: " + allowed);
    }

    public String string(String key, String allowed) throws RuleException {
        Object value = values.get(key);
        if (value instanceof String text && !text.isBlank()) return text;
        throw wrong(key, allowed);
    }

    public String oneOf(String key, List<String> allowed) throws RuleException {
        Object value = values.get(key);
        if (value instanceof String text && allowed.contains(text)) return text;
        throw wrong(key, "one of " + String.join(", ", allowed));
    }

    public long durationMicros(String key) throws RuleException {
        Long micros = values.get(key) instanceof String text ? Quantity.durationMicros(text) : null;
        if (micros == null) throw wrong(key, "a duration such as 500ms, 10s, 5m or 1h");
        return micros;
    }

    public long count(String key, long absent) throws RuleException {
        if (!has(key)) return absent;
        if (values.get(key) instanceof Integer number && number >= 0) return number;
        throw wrong(key, "a whole number from 0");
    }

    public Map<String, String> texts(String key) throws RuleException {
        if (!has(key)) return Map.of();
        if (!(values.get(key) instanceof Map<?, ?> map)) throw wrong(key, "a mapping of texts");
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name) || !(entry.getValue() instanceof String text)) {
                throw wrong(key, "a mapping of texts: put " + text(entry.getValue()) + " in quotes");
            }
            texts.put(name, text);
        }
        return texts;
    }

    Condition condition(Metric metric) throws RuleException {
        Condition.Operator operator = null;
        for (Condition.Operator known : Condition.Operator.values()) {
            if (known.sign().equals(value("op"))) operator = known;
        }
        if (operator == null) throw wrong("op", "one of >, >=, <, <=");
        Object value = values.get("value");
        Double threshold = null;
        if (value instanceof Number number) threshold = number.doubleValue();
        if (value instanceof String text) threshold = Quantity.threshold(text, metric.unit());
        if (threshold == null) throw wrong("value", metric.unit().allowed());
        return new Condition(operator, threshold);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "missing" : "\"" + value + "\"";
    }
}
