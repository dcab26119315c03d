// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.outside;

import static earshot.api.TestApi.word;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.api.SeededCalls;
import earshot.api.SeededOutside;
import earshot.api.TestApi;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Every path outside calls, against a real ClickHouse. */
class OutsideApiIT {
    private static final String REGISTRATIONS = "/api/v1/registrations";

    private final TestApi api = TestApi.shared();

    private JsonNode items(String path) {
        return api.get(path).get("items");
    }

    @Test
    void theLatestVersionOfARegistrationIsItsState() {
        JsonNode found = items(REGISTRATIONS + "?user=" + word("+4930123"));

        assertThat(found).hasSize(1);
        JsonNode row = found.get(0);
        assertThat(row.get("state").asString()).isEqualTo("registered");
        assertThat(row.get("aor").asString()).isEqualTo("sip:+4930123456@example.org");
        assertThat(row.get("expiresGrantedSeconds").asLong()).isEqualTo(300);
        assertThat(row.get("expiresTime").asString()).isEqualTo("2096-01-02T03:09:05.000006Z");
        assertThat(row.get("behindNat").asBoolean()).isFalse();
        assertThat(row.get("endedTime").isNull()).isTrue();
        assertThat(row.get("lastFailureStatus").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "user=49301, 2",
        "contact=10.0.0.5:5060, 43",
        "contact=4930129999, 1",
        "source=10.0.0.5, 1",
        "source=10.0.0.55, 1",
        "source=10.0.0.5:5060, 1",
        "source=2001:db8::5, 1",
        "source=10.0.0, 0",
        "state=registered, 2",
        "state=expired, 40",
        "failing=true, 2",
        "failing=false, 41",
        "nat=true, 0",
        "state=registered&failing=true, 1",
        "probe=p1, 43",
        "probe=p2, 0"
    })
    void eachFilterOfRegistrationsNarrows(String filter, int found) {
        assertThat(items(REGISTRATIONS + "?limit=1000&" + filter)).hasSize(found);
    }

    @Test
    void pagesNeitherRepeatNorSkip() {
        String path = REGISTRATIONS + "?state=expired&limit=7";
        Set<String> seen = new HashSet<>();
        int rows = 0;
        for (String next = path; !next.isEmpty(); ) {
            JsonNode page = api.get(next);
            for (JsonNode row : page.get("items")) {
                seen.add(row.get("registrationKey").asString());
                rows++;
            }
            JsonNode cursor = page.get("page").get("next");
            next = cursor.isNull() ? "" : path + "&cursor=" + cursor.asString();
        }

        assertThat(rows).isEqualTo(SeededOutside.FILLERS);
        assertThat(seen).hasSize(SeededOutside.FILLERS);
    }

    @Test
    void hostileTextIsData() {
        JsonNode found = items(REGISTRATIONS + "?user=" + word(SeededCalls.HOSTILE_NAME));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("lastFailure").asString()).isEqualTo(SeededCalls.HOSTILE_NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/registrations?state=well, state",
        "/api/v1/registrations?failing=perhaps, failing",
        "/api/v1/registrations?limit=0, limit",
        "/api/v1/registrations?cursor=x, cursor",
        "/api/v1/subscriptions?kind=magazine, kind",
        "/api/v1/availability?state=gone, state",
        "/api/v1/authentication-failures?inARowGe=-1, inARowGe",
        "/api/v1/transactions?failing=perhaps, failing",
    })
    void aMistakeIsNamed(String path, String field) {
        HttpResponse<String> answer = api.send(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestApi.json(answer).get("errors").get(0).get("field").asString())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "user=alice, 2",
        "user=bob, 3",
        "event=presence, 2",
        "event=message-summary, 1",
        "kind=publication, 1",
        "state=failed, 1",
        "failing=true, 1"
    })
    void eachFilterOfSubscriptionsNarrows(String filter, int found) {
        assertThat(items("/api/v1/subscriptions?" + filter)).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({"state=down, 1", "peer=10.0.0.2, 1", "source=10.0.0.1, 3", "oversized=true, 1", "oversized=false, 2"})
    void eachFilterOfAvailabilityNarrows(String filter, int found) {
        assertThat(items("/api/v1/availability?" + filter)).hasSize(found);
    }

    @Test
    void aPeerOfWhichNothingIsKnownIsUnknown() {
        JsonNode row = items("/api/v1/availability?state=unknown").get(0);

        assertThat(row.get("responseMs").isNull()).isTrue();
        assertThat(row.get("sinceTime").isNull()).isTrue();
        assertThat(row.get("octetsMax").asInt()).isEqualTo(1_700);
        assertThat(texts(items("/api/v1/availability?peer=10.0.0.9").get(0).get("recentTransitions")))
                .containsExactly("2096-01-02T03:00:00Z down");
    }

    @Test
    void credentialsRefusedOftenAreFound() {
        JsonNode found = items("/api/v1/authentication-failures?inARowGe=5");

        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("src").asString()).isEqualTo("203.0.113.66");
        assertThat(texts(found.get(0).get("methods"))).containsExactly("REGISTER", "INVITE");
    }

    @ParameterizedTest
    @CsvSource({"method=MESSAGE, 2", "method=MESSAGE&failing=true, 1", "callId=m3, 1", "user=alice, 3"})
    void eachFilterOfTransactionsNarrows(String filter, int found) {
        assertThat(items("/api/v1/transactions?" + filter)).hasSize(found);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
