// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A query of a dashboard, and what Grafana and its ClickHouse plugin (4.20) make of its macros and variables before
 * ClickHouse sees it.
 *
 * @param owner panel, variable or annotation that it belongs to
 */
record DashboardQuery(String file, String title, Kind kind, String sql, JsonNode owner) {
    /** What its result is used for, which says what columns it needs. */
    enum Kind {
        SERIES,
        TABLE,
        VARIABLE,
        ANNOTATION
    }

    private static final Pattern CONDITIONAL = Pattern.compile("\\$__conditionalAll\\((.+?), \\$(\\w+)\\)");
    private static final Pattern TIME_FILTER = Pattern.compile("\\$__timeFilter\\(([\\w.]+)\\)");
    private static final Pattern TIME_INTERVAL = Pattern.compile("\\$__timeInterval\\(([\\w.]+)\\)");
    private static final Pattern QUOTED_VARIABLE = Pattern.compile("\\$\\{(\\w+):singlequote\\}");

    /**
     * The query for a time range.
     *
     * @param chosen values of variables; one that is absent stands at "All"
     */
    String expand(Instant from, Instant to, int intervalSeconds, Map<String, List<String>> chosen) {
        String expanded = CONDITIONAL
                .matcher(sql)
                .replaceAll(
                        match -> Matcher.quoteReplacement(chosen.containsKey(match.group(2)) ? match.group(1) : "1=1"));
        expanded = QUOTED_VARIABLE
                .matcher(expanded)
                .replaceAll(match -> Matcher.quoteReplacement(quoted(chosen.getOrDefault(match.group(1), List.of()))));
        expanded = TIME_FILTER
                .matcher(expanded)
                .replaceAll("$1 >= toDateTime(" + from.getEpochSecond() + ") AND $1 <= toDateTime("
                        + to.getEpochSecond() + ")");
        expanded = TIME_INTERVAL
                .matcher(expanded)
                .replaceAll("toStartOfInterval(toDateTime($1), INTERVAL " + intervalSeconds + " second)");
        expanded = expanded.replace("$__interval_s", Integer.toString(intervalSeconds));
        if (expanded.contains("$")) throw new IllegalStateException("not expanded: " + expanded);
        return expanded;
    }

    private static String quoted(List<String> values) {
        return values.stream()
                .map(value -> "'" + value.replace("'", "\\'") + "'")
                .collect(Collectors.joining(","));
    }

    @Override
    public String toString() {
        return file + ": " + title;
    }
}
