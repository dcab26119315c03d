// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Grafana dashboard as it lies in the folder, and the queries in it. */
record Dashboard(String file, JsonNode json) {
    private static final Path FOLDER = Path.of("..", "dashboards", "grafana", "dashboards");

    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Dashboard::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dashboard read(Path file) {
        try {
            return new Dashboard(file.getFileName().toString(), new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Panels that draw something: rows only divide. */
    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        json.get("panels").forEach(panel -> {
            if (!panel.get("type").asText().equals("row")) panels.add(panel);
        });
        return panels;
    }

    /** Every query of every panel, variable and annotation. */
    List<DashboardQuery> queries() {
        List<DashboardQuery> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.get("targets")) {
                boolean isSeries = target.get("format").asInt() == 0;
                DashboardQuery.Kind kind = isSeries ? DashboardQuery.Kind.SERIES : DashboardQuery.Kind.TABLE;
                queries.add(new DashboardQuery(file, panel.get("title").asText(), kind, sql(target), panel));
            }
        }
        for (JsonNode variable : json.at("/templating/list")) {
            JsonNode query = variable.get("query");
            if (!variable.get("type").asText().equals("query")) continue;
            queries.add(new DashboardQuery(
                    file, "$" + variable.get("name").asText(), DashboardQuery.Kind.VARIABLE, sql(query), variable));
        }
        for (JsonNode annotation : json.at("/annotations/list")) {
            JsonNode target = annotation.get("target");
            if (target == null) continue;
            queries.add(new DashboardQuery(
                    file, annotation.get("name").asText(), DashboardQuery.Kind.ANNOTATION, sql(target), annotation));
        }
        return queries;
    }

    private static String sql(JsonNode target) {
        return target.get("rawSql").asText();
    }

    @Override
    public String toString() {
        return file;
    }
}
