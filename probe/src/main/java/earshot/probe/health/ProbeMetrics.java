// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.health;

import earshot.probe.dissect.Fate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The totals of a running probe at one moment, as other threads may see them.
 *
 * @param fates packets by fate; they sum to the packets read
 * @param errors decode errors by {@code layer:reason}
 * @param ofSource numbers of the source's own, by name and labels
 */
public record ProbeMetrics(
        Map<Fate, Long> fates, Map<String, Long> errors, Map<Metric, Long> values, Map<String, Long> ofSource) {
    /** The single numbers. */
    public enum Metric {
        /** Packets that the kernel dropped for want of buffer. */
        KERNEL_DROPPED_TOTAL,
        /** Packets that the interface or its driver dropped. */
        INTERFACE_DROPPED_TOTAL,
        /** Events handed to the publisher. */
        EVENTS_PUBLISHED_TOTAL,
        /** Events lost. */
        EVENTS_DROPPED_TOTAL,
        /** Estimated share of packets that a doubled mirror port copied and that were kept, percent. */
        COPIES_KEPT_PERCENT,
        /** RTP streams running now. */
        STREAMS_ACTIVE,
        /** RTP streams ended to make room. */
        STREAMS_EVICTED_TOTAL
    }

    public static final ProbeMetrics NONE = new ProbeMetrics(Map.of(), Map.of(), Map.of(), Map.of());

    /** In the text format of Prometheus. */
    public String toPrometheus() {
        StringBuilder text = new StringBuilder(2_048);
        type(text, "earshot_probe_packets_total");
        new TreeMap<>(fates)
                .forEach((fate, count) -> line(text, "packets_total{fate=\"" + lower(fate.name()) + "\"}", count));
        type(text, "earshot_probe_decode_errors_total");
        new TreeMap<>(errors).forEach((name, count) -> {
            int colon = name.indexOf(':');
            String labels = "{layer=\"" + name.substring(0, colon) + "\",reason=\"" + name.substring(colon + 1) + "\"}";
            line(text, "decode_errors_total" + labels, count);
        });
        new TreeMap<>(values).forEach((metric, value) -> {
            type(text, "earshot_probe_" + lower(metric.name()));
            line(text, lower(metric.name()), value);
        });
        String typed = "";
        for (Map.Entry<String, Long> each : new TreeMap<>(ofSource).entrySet()) {
            int label = each.getKey().indexOf('{');
            String name = label < 0 ? each.getKey() : each.getKey().substring(0, label);
            if (!name.equals(typed)) type(text, "earshot_probe_" + name);
            typed = name;
            line(text, each.getKey(), each.getValue());
        }
        return text.toString();
    }

    private static void type(StringBuilder text, String name) {
        String type = name.endsWith("_total") ? "counter" : "gauge";
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder text, String nameAndLabels, long value) {
        text.append("earshot_probe_")
                .append(nameAndLabels)
                .append(' ')
                .append(value)
                .append('\n');
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
