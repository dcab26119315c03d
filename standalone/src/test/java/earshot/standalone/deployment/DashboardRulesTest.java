// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** House rules for dashboards: what Grafana would swallow silently and a person would stumble over. */
class DashboardRulesTest {
    private static final int GRID_COLUMNS = 24;
    private static final Pattern PLAIN_VARIABLE = Pattern.compile("\\$\\{?(?!__|\\w+:singlequote)\\w+");
    private static final String PLUGIN = "grafana-clickhouse-datasource";

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    static List<DashboardQuery> queries() {
        return Dashboard.all().stream()
                .flatMap(dashboard -> dashboard.queries().stream())
                .toList();
    }

    @Test
    void namesAreUnique() {
        assertThat(Dashboard.all()).isNotEmpty();
        assertThat(Dashboard.all())
                .extracting(dashboard -> dashboard.json().get("uid").asText())
                .doesNotHaveDuplicates()
                .allMatch(uid -> uid.startsWith("earshot-") && uid.length() <= 40);
        assertThat(Dashboard.all())
                .extracting(dashboard -> dashboard.json().get("title").asText())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aDashboardIsProvisionedNotEdited(Dashboard dashboard) {
        assertThat(dashboard.json().get("editable").asBoolean()).isFalse();
        assertThat(dashboard.json().get("id").isNull()).isTrue();
        assertThat(dashboard.json().has("__inputs")).isFalse();
        assertThat(dashboard.json().get("schemaVersion").asInt()).isEqualTo(42);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelSaysWhatItShowsAndInWhatUnit(Dashboard dashboard) {
        for (JsonNode panel : dashboard.panels()) {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(panel.path("description").asText()).as(title).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(title)
                    .isNotBlank();
            assertThat(panel.path("targets").size()).as(title).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everythingAsksTheDataSourceThatThePersonChose(Dashboard dashboard) {
        for (JsonNode used : dashboard.json().findValues("datasource")) {
            if (used.path("type").asText().equals("grafana")) continue; // Grafana's own annotations
            assertThat(used.path("type").asText()).isEqualTo(PLUGIN);
            assertThat(used.path("uid").asText()).isEqualTo("${datasource}");
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsDoNotOverlap(Dashboard dashboard) {
        List<String> taken = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : dashboard.json().get("panels")) {
            assertThat(ids.add(panel.get("id").asInt()))
                    .as("id of " + panel.get("title"))
                    .isTrue();
            JsonNode grid = panel.get("gridPos");
            assertThat(grid.get("x").asInt() + grid.get("w").asInt()).isLessThanOrEqualTo(GRID_COLUMNS);
            for (int x = grid.get("x").asInt();
                    x < grid.get("x").asInt() + grid.get("w").asInt();
                    x++) {
                for (int y = grid.get("y").asInt();
                        y < grid.get("y").asInt() + grid.get("h").asInt();
                        y++) {
                    taken.add(x + "," + y);
                }
            }
        }
        assertThat(taken).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void aQueryIsBoundedAndQuotesItsVariables(DashboardQuery query) {
        assertThat(query.sql()).contains("$__timeFilter(");
        if (query.kind() == DashboardQuery.Kind.SERIES) assertThat(query.sql()).contains("ORDER BY time");
        if (query.sql().contains("GROUP BY") || query.sql().contains("ORDER BY")) {
            assertThat(query.sql()).containsAnyOf("ORDER BY time", "LIMIT ");
        }
        String withoutMacros = query.sql().replaceAll(", \\$\\w+\\)", ")"); // the plain name that a macro needs
        assertThat(PLAIN_VARIABLE.matcher(withoutMacros).find())
                .as(withoutMacros)
                .isFalse();
    }
}
