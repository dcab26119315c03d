// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import org.jspecify.annotations.Nullable;

/** Numbers with units as people write them: {@code 3%}, {@code 300ms}, {@code 30s}, {@code 0.03}. */
final class Quantity {
    private Quantity() {}

    /** Microseconds of {@code 500ms}, {@code 10s}, {@code 5m} or {@code 1h}; null when the text is none of these. */
    static @Nullable Long durationMicros(String text) {
        int unit = unitStart(text);
        Long factor =
                switch (text.substring(unit)) {
                    case "ms" -> 1_000L;
                    case "s" -> 1_000_000L;
                    case "m" -> 60_000_000L;
                    case "h" -> 3_600_000_000L;
                    default -> null;
                };
        String digits = text.substring(0, unit);
        boolean whole =
                !digits.isEmpty() && digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return factor == null || !whole ? null : Long.valueOf(Long.parseLong(digits) * factor);
    }

    /** A threshold in the metric's unit: ratios also as percent, milliseconds also in ms or s; null when it is neither. */
    static @Nullable Double threshold(String text, Metric.Unit unit) {
        int end = unitStart(text);
        Double factor =
                switch (text.substring(end)) {
                    case "" -> 1.0;
                    case "%" -> unit == Metric.Unit.RATIO ? 0.01 : null;
                    case "ms" -> unit == Metric.Unit.MILLISECONDS ? 1.0 : null;
                    case "s" -> unit == Metric.Unit.MILLISECONDS ? 1_000.0 : null;
                    default -> null;
                };
        Double number = number(text.substring(0, end));
        return factor == null || number == null ? null : Double.valueOf(number * factor);
    }

    private static int unitStart(String text) {
        int at = text.length();
        while (at > 0 && !Character.isDigit(text.charAt(at - 1))) at--;
        return at;
    }

    private static @Nullable Double number(String text) {
        boolean plain = !text.isEmpty() && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-');
        if (!plain) return null;
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null; // several dots or signs
        }
    }
}
