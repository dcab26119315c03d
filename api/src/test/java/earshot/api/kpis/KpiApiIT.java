// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.kpis;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.api.SeededKpis;
import earshot.api.TestApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Key figures as they are asked for; the rows are {@link SeededKpis}. */
class KpiApiIT {
    private final TestApi api = TestApi.shared();

    @Test
    void minutesComeInOrderAndTheLatestVersionCounts() {
        JsonNode items = items("/api/v1/kpis");

        assertThat(items.size()).isEqualTo(2);
        assertThat(items.get(0).get("time").asString()).startsWith("2096-01-02T03:04:00");
        assertThat(items.get(0).get("calls").get("attempts").asInt()).isEqualTo(10);
        assertThat(items.get(0).get("figures").get("asrPercent").asDouble()).isEqualTo(40);
        assertThat(items.get(0).get("seconds").asInt()).isEqualTo(60);
    }

    /** 8 of 16: the ratio of the sums. The mean of 40 % and 66.7 % would be another figure. */
    @Test
    void ratiosAreMadeOfSumsAndNeverAveraged() {
        for (String step : List.of("3600", "total")) {
            JsonNode items = items("/api/v1/kpis?step=" + step);
            assertThat(items.size()).isEqualTo(1);
            JsonNode item = items.get(0);
            assertThat(item.get("calls").get("attempts").asInt()).isEqualTo(16);
            assertThat(item.get("figures").get("asrPercent").asDouble()).isEqualTo(50);
            assertThat(item.get("figures").get("acdSeconds").asDouble()).isEqualTo(30);
            assertThat(item.get("figures").get("srdMs").asDouble()).isEqualTo(250);
            assertThat(item.get("times").get("srdSpread").get("270").asInt()).isEqualTo(8);
            assertThat(item.get("figures").get("srdP95Ms").asDouble()).isEqualTo(270);
            assertThat(item.get("figures").get("rrdP95Ms").isNull()).isTrue();
            assertThat(item.get("figures").get("goodPercent").asDouble()).isEqualTo(75);
            assertThat(item.get("figures").get("lossPercent").asDouble()).isEqualTo(2);
            assertThat(item.get("load").get("concurrentMax").asInt()).isEqualTo(7);
            assertThat(item.get("load").get("concurrentEnd").asInt()).isEqualTo(6);
            assertThat(item.get("statuses").get("486").asInt()).isEqualTo(8);
        }
    }

    @Test
    void nothingToDivideByIsNull() {
        JsonNode figures = items("/api/v1/kpis?by=trunk&name=" + TestApi.word("O'Brien \\ Söhne"))
                .get(0)
                .get("figures");

        assertThat(figures.get("asrPercent").isNull()).isTrue();
        assertThat(figures.get("acdSeconds").isNull()).isTrue();
        assertThat(figures.get("iraPercent").isNull()).isTrue();
    }

    @Test
    void timeNameAndSideNarrow() {
        assertThat(items("/api/v1/kpis?from=2096-01-02T03:05:00Z").size()).isEqualTo(1);
        assertThat(items("/api/v1/kpis?to=2096-01-02T03:04:00Z").size()).isZero();
        assertThat(items("/api/v1/kpis?by=peer&name=192.0.2.1").size()).isEqualTo(2);
        assertThat(items("/api/v1/kpis?by=peer&side=callee").size()).isEqualTo(1);
        assertThat(items("/api/v1/kpis?by=peer&step=total&limit=1")
                        .get(0)
                        .get("name")
                        .asString())
                .isEqualTo("2001:db8::2");
    }

    @Test
    void peersAreToldWithBothSides() {
        List<String> addresses = new ArrayList<>();
        JsonNode peers = items("/api/v1/peers");
        peers.forEach(peer -> addresses.add(peer.get("address").asString()));

        assertThat(addresses).containsExactly("2001:db8::2", "192.0.2.1");
        assertThat(peers.get(1).get("attempts").asInt()).isEqualTo(4);
        assertThat(peers.get(1).get("asCaller").get("calls").get("attempts").asInt())
                .isEqualTo(3);
        assertThat(peers.get(1).get("asCallee").get("calls").get("attempts").asInt())
                .isEqualTo(1);
        assertThat(peers.get(0).get("asCallee").isNull()).isTrue();
        assertThat(peers.get(1).get("lastSeen").asString()).startsWith("2096-01-02T03:05:00");
    }

    @ParameterizedTest
    @CsvSource({"step, step=90", "step, step=soon", "by, by=planet", "side, side=left", "limit, limit=0", "from, from=x"
    })
    void aMistakeIsNamed(String field, String query) {
        var response = api.send("/api/v1/kpis?" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(TestApi.json(response).get("errors").get(0).get("field").asString())
                .isEqualTo(field);
    }

    private JsonNode items(String path) {
        return api.get(path).get("items");
    }
}
