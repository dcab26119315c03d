// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.api.TestApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document that is committed is the one that is served: a change of the API shows in review. */
class OpenApiIT {
    private static final Path COMMITTED = Path.of("openapi.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final TestApi api = TestApi.shared();

    /** After a change that is meant, run with -Dearshot.openapi.write=true and commit the file. */
    @Test
    void theCommittedDocumentIsTheServedOne() throws IOException {
        String served = pretty(document());
        if (Boolean.getBoolean("earshot.openapi.write")) Files.writeString(COMMITTED, served);

        assertThat(served).isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void everyPathOnlyReadsAndNamesItsProblems() {
        JsonNode document = document();

        assertThat(document.get("openapi").asString()).startsWith("3.1");
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            assertThat(path.getValue().propertyNames()).as(path.getKey()).containsExactly("get");
            assertThat(path.getValue().get("get").get("responses").propertyNames())
                    .contains("200", "400", "503");
        }
    }

    /** Without the address that this run happened to have. */
    private JsonNode document() {
        ObjectNode document = (ObjectNode) api.get("/api/openapi.json");
        document.remove("servers");
        return document;
    }

    private static String pretty(JsonNode document) {
        return JSON.writeValueAsString(document).replace("\r\n", "\n") + "\n";
    }
}
