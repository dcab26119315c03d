// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import static earshot.api.SeededCalls.CALL_ID;
import static earshot.api.SeededCalls.FILLERS;
import static earshot.api.SeededCalls.GOOD_STREAM;
import static earshot.api.SeededCalls.HOSTILE_CALL_ID;
import static earshot.api.SeededCalls.HOSTILE_NAME;
import static earshot.api.SeededCalls.POOR_STREAM;
import static earshot.api.SeededCalls.START;
import static earshot.api.TestApi.word;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.api.TestApi;
import earshot.api.web.Json;
import earshot.events.Keys;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every path of calls, against a real ClickHouse. */
class CallApiIT {
    private static final String CALL_PATH = "/api/v1/calls/" + Keys.callKey(CALL_ID);

    private final TestApi api = TestApi.shared();

    @Test
    void theLatestVersionOfACallIsItsState() {
        JsonNode found = api.get("/api/v1/calls?callId=" + word(CALL_ID)).get("items");

        assertThat(found).hasSize(1);
        JsonNode call = found.get(0);
        assertThat(call.get("state").asString()).isEqualTo("answered");
        assertThat(call.get("startTime").asString()).isEqualTo(Json.time(START)).matches(".*\\.\\d{6}Z");
        assertThat(call.get("from").asString()).isEqualTo("sip:+4930123456@10.0.0.1");
        assertThat(call.get("mosLq").asDouble()).isEqualTo(3.12);
        assertThat(call.get("rttMs").isNull()).isTrue();
    }

    /** Lists of records come through the tables as they were written, empty values included. */
    @Test
    void theCourseOfACallIsToldAsItWas() {
        JsonNode call = api.get(CALL_PATH);

        JsonNode course = call.get("course");
        assertThat(course.get("endCause").asString()).isEqualTo("transfer");
        JsonNode transfer = course.get("transfers").get(0);
        assertThat(transfer.get("target").asString()).isEqualTo("sip:+441632960199@10.0.0.9");
        assertThat(transfer.get("attended").asBoolean()).isTrue();
        assertThat(course.get("branches")).hasSize(2);
        assertThat(course.get("branches").get(1).get("ringMs").isNull()).isTrue();
        assertThat(course.get("heldIntervals").get(1).get("lengthMs").isNull()).isTrue();
        assertThat(call.get("audio").get("callerAfterSdpMs").asDouble()).isEqualTo(48);
        assertThat(api.get("/api/v1/streams/" + POOR_STREAM).get("contestedBy")).isEmpty();
    }

    @Test
    void aHostileCallIdIsData() {
        JsonNode call = api.get("/api/v1/calls?callId=" + word(HOSTILE_CALL_ID))
                .get("items")
                .get(0);

        assertThat(call.get("callId").asString()).isEqualTo(HOSTILE_CALL_ID);
        assertThat(call.get("fromUser").asString()).isEqualTo(HOSTILE_NAME);
        assertThat(call.get("toUser").asString()).isEqualTo("tab\tback\\slash");
        assertThat(call.get("callKey").asString()).isEqualTo(Keys.callKey(HOSTILE_CALL_ID));
        assertThat(api.get("/api/v1/calls/" + Keys.callKey(HOSTILE_CALL_ID))).isEqualTo(call);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tab\tback\\slash", "k\\sl", "'\"; DROP", "<script>"})
    void hostileTextFindsWhatItNames(String user) {
        assertThat(api.get("/api/v1/calls?user=" + word(user)).get("items")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "user=4930123, 1", "user=4930129, 0", "state=answered, 1", "state=answered&state=failed, 2", "mosLt=3.6, 1",
        "mosLt=3, 0", "lossGt=5, 1", "codec=pcmu, 1", "codec=opus, 0", "peer=10.0.0.1&state=failed, 1",
        "peer=10.0.0.2:5060&state=failed, 1", "peer=10.0.0.9, 0", "probe=p1&state=answered, 1", "probe=p2, 0"
    })
    void eachFilterNarrows(String filter, int found) {
        assertThat(api.get("/api/v1/calls?limit=1000&" + filter).get("items")).hasSize(found);
    }

    @Test
    void timesBoundTheStartFromInclusiveToExclusive() {
        String at = word(START.toString());
        String after = word(START.plusNanos(1_000).toString());

        assertThat(keys(api.get("/api/v1/calls?from=" + at + "&to=" + after))).containsExactly(Keys.callKey(CALL_ID));
        assertThat(keys(api.get("/api/v1/calls?from=" + after))).containsExactly(Keys.callKey(HOSTILE_CALL_ID));
        assertThat(keys(api.get("/api/v1/calls?limit=1000&to=" + at))).hasSize(FILLERS);
    }

    @Test
    void pagesNeitherRepeatNorSkip() {
        List<String> seen = new ArrayList<>();
        String path = "/api/v1/calls?limit=7&state=busy";
        int pages = 0;
        for (String next = path; !next.isEmpty(); pages++) {
            HttpResponse<String> response = api.send(next);
            JsonNode page = TestApi.json(response);
            seen.addAll(keys(page));
            JsonNode cursor = page.get("page").get("next");
            next = cursor.isNull() ? "" : path + "&cursor=" + cursor.asString();
            boolean isLinked = response.headers().firstValue("Link").orElse("").contains("rel=\"next\"");
            assertThat(isLinked).isEqualTo(!next.isEmpty());
        }

        assertThat(seen).hasSize(FILLERS);
        assertThat(new HashSet<>(seen)).hasSize(FILLERS);
        assertThat(pages).isEqualTo(FILLERS / 7 + 1);
    }

    @Test
    void theLadderHasLanesMessagesInOrderAndMediaBetweenThoseWhoAnnouncedIt() {
        JsonNode ladder = api.get(CALL_PATH + "/ladder");

        assertThat(texts(ladder.get("lanes"), "id")).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3");
        assertThat(texts(ladder.get("lanes"), "role")).containsExactly("caller", "proxy", "callee");
        assertThat(texts(ladder.get("events"), "label"))
                .containsExactly(
                        "INVITE",
                        "100 Fine",
                        "INVITE",
                        "INVITE",
                        "180 Fine",
                        "180 Fine",
                        "200 Fine",
                        "200 Fine",
                        "ACK",
                        "BYE",
                        "200 Fine");
        JsonNode again = ladder.get("events").get(3);
        assertThat(again.get("retransmitOf").asInt()).isEqualTo(3);
        assertThat(again.get("deltaUs").asLong()).isEqualTo(500_000);
        assertThat(ladder.get("events").get(0).get("sdp").toString())
                .isEqualTo(
                        "{\"media\":[{\"type\":\"audio\",\"codec\":\"PCMU,PCMA\",\"addr\":\"10.0.0.1\",\"port\":4000,"
                                + "\"dir\":\"sendrecv\"}]}");
        JsonNode media = ladder.get("streams").get(0);
        assertThat(media.get("from").asString() + ">" + media.get("to").asString())
                .isIn("10.0.0.1>10.0.0.3", "10.0.0.3>10.0.0.1");
        assertThat(ladder.get("warnings")).isEmpty();
    }

    @Test
    void messagesCarryTheirTextAndTheLaddersNumbers() {
        JsonNode messages = api.get(CALL_PATH + "/messages").get("items");

        assertThat(messages).hasSize(11);
        assertThat(messages.get(6).get("seq").asInt()).isEqualTo(7);
        assertThat(messages.get(6).get("raw").asString())
                .startsWith("SIP/2.0 200 Fine\r\n")
                .contains("m=audio 6000");
        assertThat(messages.get(6).get("encapsulation").asString()).isEqualTo("vlan 7");
    }

    @Test
    void logsOfAgentsAreToldByTime() {
        JsonNode logs = api.get(CALL_PATH + "/logs").get("items");

        assertThat(texts(logs, "text")).containsExactly("routed +441632960100 to gw1", HOSTILE_NAME, "accounted");
        assertThat(texts(logs, "agent")).containsExactly("2001", "2001", "");
        assertThat(texts(logs, "time")).first().isEqualTo("2096-01-02T03:04:05.011006Z");
        assertThat(logs.get(1).get("cut").asBoolean()).isTrue();
        assertThat(logs.get(2).get("cut").asBoolean()).isFalse();
        assertThat(logs.get(0).get("dst").asString()).isEqualTo("10.0.0.9:0");
        assertThat(api.get("/api/v1/calls/" + Keys.callKey("filler-5@pbx") + "/logs")
                        .get("items"))
                .isEmpty();
        assertThat(api.send("/api/v1/calls/nobody/logs").statusCode()).isEqualTo(404);
    }

    @Test
    void streamsHaveTheCommandLinesNames() {
        JsonNode streams = api.get(CALL_PATH + "/streams").get("items");

        assertThat(texts(streams, "id")).containsExactlyInAnyOrder(GOOD_STREAM, POOR_STREAM);
        JsonNode poor = api.get("/api/v1/streams/" + POOR_STREAM);
        assertThat(poor.get("mosLq").isNull()).isTrue();
        assertThat(poor.get("scoreNote").asString()).isEqualTo("no constants for this codec");
        assertThat(poor.get("rtcp").toString()).isEqualTo("{\"sr\":3,\"rr\":2,\"xr\":1}");
        assertThat(poor.get("rFactor").isNull()).isTrue();
        assertThat(poor.get("intervals")).isEmpty();
        assertThat(api.get("/api/v1/streams/" + GOOD_STREAM).get("intervals")).hasSize(3);
    }

    /** The receipt is an object, as in the command line's JSON, with null for what is not known. */
    @Test
    void qualityShowsWhatEachScoreIsMadeOf() {
        JsonNode quality = api.get(CALL_PATH + "/quality");

        assertThat(quality.get("mosLq").asDouble()).isEqualTo(3.12);
        assertThat(quality.get("mosScale").asString()).isEqualTo("NB");
        assertThat(quality.get("mosStream").asString()).isEqualTo(GOOD_STREAM);
        assertThat(quality.get("mosConfidence").asString()).isEqualTo("high");
        assertThat(texts(quality.get("streams"), "id")).containsExactlyInAnyOrder(GOOD_STREAM, POOR_STREAM);
        JsonNode stream = api.get("/api/v1/streams/" + GOOD_STREAM);
        JsonNode receipt = stream.get("receipt");
        assertThat(receipt.get("formula").asString()).isEqualTo("earshot-2 G.107-2015");
        assertThat(receipt.get("bpl").asDouble()).isEqualTo(25.1);
        assertThat(receipt.get("networkMs").isNull()).isTrue();
        assertThat(receipt.get("costLoss").asDouble()).isEqualTo(0.081211);
        assertThat(receipt.get("packets").asLong()).isEqualTo(600);
        assertThat(receipt.get("doubts")).isEmpty();
        assertThat(stream.get("intervals").get(0).get("confidence").asString()).isEqualTo("high");
    }

    @Test
    void theSummaryCountsCallsOfTheSpan() {
        JsonNode summary = api.get("/api/v1/calls/summary");
        assertThat(summary.get("calls").asInt()).isEqualTo(FILLERS + 2);
        assertThat(summary.get("answered").asInt()).isEqualTo(1);
        assertThat(summary.get("poor").asInt()).isEqualTo(1);
        assertThat(summary.get("setupMsMedian").asDouble()).isEqualTo(612);

        JsonNode none = api.get("/api/v1/calls/summary?to=2000-01-01T00:00:00Z");
        assertThat(none.get("calls").asInt()).isZero();
        assertThat(none.get("mosLqMean").isNull()).isTrue();
        assertThat(none.get("setupMsMedian").isNull()).isTrue();
    }

    /** One report in SIP travels over several hops and is one; what the device did not say is null. */
    @Test
    void aCallHasWhatItsDevicesReported() {
        JsonNode reports = api.get(CALL_PATH + "/reports").get("items");

        assertThat(texts(reports, "kind")).containsExactly("vqRtcpxr", "rtcpXr", "rtcp", "rtcp");
        JsonNode fromPhone = reports.get(0);
        assertThat(fromPhone.get("kind").asString()).isEqualTo("vqRtcpxr");
        assertThat(fromPhone.get("device").asString()).isEqualTo("phone/1.0");
        assertThat(fromPhone.get("mosLq").asDouble()).isEqualTo(4.2);
        assertThat(fromPhone.get("gapDurationMs").asInt()).isEqualTo(36_800);
        assertThat(fromPhone.get("mosCq").isNull()).isTrue();
        assertThat(fromPhone.get("roundTripDelayMs").isNull()).isTrue();
    }

    @Test
    void probesAnswer() {
        JsonNode probes = api.get("/api/v1/probes").get("items");
        assertThat(texts(probes, "probe")).containsExactlyInAnyOrder("p1", "p2");
        assertThat(probes.get(0).get("fates").get("media").asInt()).isEqualTo(90);
    }

    private static List<String> keys(JsonNode page) {
        return texts(page.get("items"), "callKey");
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.get(field).asString())
                .toList();
    }
}
