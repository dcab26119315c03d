// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import static earshot.api.SeededCalls.CALL_ID;
import static earshot.api.SeededCalls.HOSTILE_CALL_ID;
import static earshot.api.SeededLinks.CROWD;
import static earshot.api.SeededLinks.CROWDED;
import static earshot.api.SeededLinks.THIRD_LEG;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.api.TestApi;
import earshot.events.Keys;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Conversations as closures of links, against a real ClickHouse. */
class ConversationApiIT {
    private final TestApi api = TestApi.shared();

    private static String path(String callId) {
        return "/api/v1/conversations/" + Keys.callKey(callId);
    }

    /** Whichever leg is asked for, the conversation is the same; a withdrawn link leads nowhere. */
    @ParameterizedTest
    @ValueSource(strings = {CALL_ID, HOSTILE_CALL_ID, THIRD_LEG})
    void everyLegLeadsToAllByStart(String callId) {
        JsonNode conversation = api.get(path(callId));

        assertThat(texts(conversation.get("legs"), "callId")).containsExactly(THIRD_LEG, CALL_ID, HOSTILE_CALL_ID);
        assertThat(texts(conversation.get("links"), "reason")).containsExactlyInAnyOrder("x-cid", "media", "numbers");
        assertThat(conversation.get("complete").asBoolean()).isTrue();
    }

    @Test
    void aLinkSaysWhyItIsOne() {
        JsonNode link = StreamSupport.stream(api.get(path(CALL_ID)).get("links").spliterator(), false)
                .filter(one -> one.get("reason").asString().equals("numbers"))
                .findFirst()
                .orElseThrow();

        assertThat(link.get("confidence").asDouble()).isEqualTo(0.75); // the later version
        assertThat(link.get("why").asString())
                .isEqualTo("same caller and called number, one right after the other through one host");
        assertThat(link.get("values").get(0).asString()).isEqualTo("30123456 32960100");
        assertThat(link.get("callKey").asString()).isEqualTo(Keys.callKey(CALL_ID));
    }

    @Test
    void aCallOnItsOwnIsAConversationOfOneLeg() {
        JsonNode conversation = api.get(path("filler-5@pbx"));

        assertThat(texts(conversation.get("legs"), "callId")).containsExactly("filler-5@pbx");
        assertThat(conversation.get("links")).isEmpty();
    }

    @Test
    void aCrowdIsCutAndSaysSo() {
        JsonNode cut = api.get(path(CROWDED));
        assertThat(cut.get("legs")).hasSize(16);
        assertThat(cut.get("links")).hasSize(15);
        assertThat(cut.get("complete").asBoolean()).isFalse();

        JsonNode whole = api.get(path(CROWDED) + "?legsMax=64");
        assertThat(whole.get("legs")).hasSize(CROWD + 1);
        assertThat(whole.get("complete").asBoolean()).isTrue();
    }

    @Test
    void doubtfulLinksAreFollowedUnlessAskedOtherwise() {
        assertThat(texts(api.get(path(THIRD_LEG) + "?minConfidence=0.95").get("legs"), "callId"))
                .containsExactly(THIRD_LEG, HOSTILE_CALL_ID);
    }

    @Test
    void theLadderHoldsAllLegsAndNumbersTheirMessages() {
        JsonNode ladder = api.get(path(HOSTILE_CALL_ID) + "/ladder");
        JsonNode messages = api.get(path(HOSTILE_CALL_ID) + "/messages").get("items");

        assertThat(ladder.get("events")).hasSize(11);
        assertThat(texts(ladder.get("events"), "callId")).containsOnly(CALL_ID);
        assertThat(ladder.get("streams")).hasSize(2);
        assertThat(messages).hasSize(11);
        assertThat(messages.get(4).get("seq").asInt()).isEqualTo(5);
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        assertThat(api.send("/api/v1/conversations/nothing").statusCode()).isEqualTo(404);
        assertThat(api.send(path(CALL_ID) + "?legsMax=1").statusCode()).isEqualTo(400);
        assertThat(api.send(path(CALL_ID) + "?legsMax=65").body()).contains("legsMax");
        assertThat(api.send(path(CALL_ID) + "?minConfidence=2").statusCode()).isEqualTo(400);
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.get(field).asString())
                .toList();
    }
}
