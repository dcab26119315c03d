// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.alerts;

import static earshot.api.SeededCalls.HOSTILE_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.api.TestApi;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Alerts by REST: newest first, page by page, by state, kind, name and subject. */
class AlertApiIT {
    private final TestApi api = TestApi.shared();

    @Test
    void theNewestComesFirstAndPagesFollow() {
        assertThat(subjects(""))
                .hasSize(4)
                .endsWith("stream:one", "stream:two")
                .startsWith(subjects("?kind=pattern").toArray(String[]::new));

        JsonNode first = api.get("/api/v1/alerts?limit=3");
        JsonNode second = api.get(
                "/api/v1/alerts?limit=3&cursor=" + first.get("page").get("next").asString());
        assertThat(first.get("items")).hasSize(3);
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.get("page").get("next").isNull()).isTrue();
    }

    @Test
    void conditionsNarrow() {
        assertThat(subjects("?status=firing&kind=rule")).containsExactly("stream:one");
        assertThat(subjects("?kind=pattern&status=resolved")).containsExactly("source:203.0.113.66");
        assertThat(subjects("?rule=pattern-scan")).containsExactly("source:203.0.113.66");
        assertThat(subjects("?subject=4930123")).containsExactly("user:+4930123456@10.0.0.1");
        assertThat(subjects("?subject=%25")).isEmpty();
    }

    @Test
    void textOfTheWireStaysAsItIs() {
        JsonNode firing = api.get("/api/v1/alerts?status=firing&kind=rule").get("items");
        assertThat(firing.get(0).get("annotations").get("summary").asString()).isEqualTo(HOSTILE_NAME);
    }

    @Test
    void aWrongKindIsNamed() {
        assertThat(api.send("/api/v1/alerts?kind=odd").body()).contains("kind", "must be rule or pattern");
    }

    private List<String> subjects(String query) {
        return StreamSupport.stream(
                        api.get("/api/v1/alerts" + query).get("items").spliterator(), false)
                .map(item -> item.get("subject").asString())
                .toList();
    }
}
