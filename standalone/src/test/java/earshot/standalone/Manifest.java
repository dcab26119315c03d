// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import earshot.calls.link.Conversations;
import earshot.storage.CallLinkRow;
import earshot.storage.CallRow;
import earshot.storage.StreamRow;
import earshot.storage.TransactionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The truth of one sample capture, as its manifest states it: from the impairment tool's own decisions, or from an
 * independent reading of what real programs sent. What Earshot says of the capture must equal it.
 */
public record Manifest(Path capture, JsonNode truth) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** All sample captures with their truth, by name. */
    public static List<Manifest> all() throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        Path folder = Path.of("..", "sample-pcaps");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".manifest.json"))
                    .sorted()
                    .toList()) {
                JsonNode truth = MAPPER.readTree(file.toFile());
                manifests.add(new Manifest(folder.resolve(truth.path("file").asText()), truth));
            }
        }
        assertThat(manifests).isNotEmpty();
        return manifests;
    }

    /** Every call of the manifest is there, with its outcome and times. */
    public void assertCalls(List<CallRow> calls) {
        for (JsonNode expected : truth.path("calls")) {
            String callId = expected.path("callId").asText();
            CallRow call = calls.stream()
                    .filter(row -> row.callId().equals(callId))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(this + ": no call " + callId));
            assertThat(call.state()).as("state of %s in %s", callId, this).isEqualTo(text(expected, "state"));
            assertThat(call.finalStatus())
                    .as("final status of %s in %s", callId, this)
                    .isEqualTo(
                            expected.path("finalStatus").isNull()
                                    ? null
                                    : expected.path("finalStatus").asInt());
            assertThat(call.endedBy()).as("end of %s in %s", callId, this).isEqualTo(text(expected, "endedBy"));
            assertThat(call.byeFrom()).as("who hung up %s in %s", callId, this).isEqualTo(text(expected, "byeFrom"));
            assertThat(call.forks())
                    .as("forks of %s in %s", callId, this)
                    .isEqualTo(expected.path("forks").asInt());
            assertThat(call.holds())
                    .as("holds of %s in %s", callId, this)
                    .isEqualTo(expected.path("holds").asInt());
            assertMs(expected, "durationMs", call.durationMs());
            assertMs(expected, "setupMs", call.setupMs());
            assertPart(expected.path("course"), MAPPER.valueToTree(call.course()), "course of " + callId);
            assertPart(expected.path("audio"), MAPPER.valueToTree(call.audio()), "audio of " + callId);
        }
    }

    /** What the manifest tells must be so; what it does not tell may be anything. */
    private void assertPart(JsonNode expected, JsonNode actual, String name) {
        if (expected.isObject()) {
            expected.fieldNames()
                    .forEachRemaining(
                            field -> assertPart(expected.get(field), actual.path(field), field + " in " + name));
        } else if (expected.isArray()) {
            assertThat(actual).as("%s in %s", name, this).hasSize(expected.size());
            for (int i = 0; i < expected.size(); i++) assertPart(expected.get(i), actual.get(i), i + " of " + name);
        } else if (expected.isDouble()) {
            assertThat(actual.asDouble()).as("%s in %s", name, this).isCloseTo(expected.asDouble(), within(0.05));
        } else if (!expected.isMissingNode()) {
            assertThat(actual.asText()).as("%s in %s", name, this).isEqualTo(expected.asText());
        }
    }

    /** Of each list the manifest tells, there are so many rows, in the order of their start, and what it tells of them is so. */
    public void assertRows(Map<String, List<?>> rows) {
        rows.forEach(
                (name, list) -> assertPart(truth.path(name), RowJson.mapper().valueToTree(list), name));
    }

    /** The transactions of the manifest outside its calls are there, and no others. */
    public void assertTransactions(List<TransactionRow> transactions) {
        List<JsonNode> outside = new ArrayList<>();
        for (JsonNode one : truth.path("transactions")) {
            if (!hasCall(one.path("callId").asText())) outside.add(one);
        }
        assertThat(transactions).as("transactions of %s", this).hasSameSizeAs(outside);
        for (JsonNode expected : outside) {
            String callId = text(expected, "callId");
            assertThat(transactions)
                    .filteredOn(row -> row.callId().equals(callId)
                            && row.cseq() == expected.path("cseq").asLong()
                            && row.method().equals(text(expected, "method")))
                    .singleElement()
                    .satisfies(row -> {
                        Integer status = row.status();
                        assertThat(status == null ? "null" : status.toString())
                                .isEqualTo(expected.path("status").asText());
                        assertMs(expected, "responseMs", row.responseMs());
                    });
        }
    }

    /** Every stream of the manifest is there, with exactly its counts. */
    public void assertStreams(List<StreamRow> streams) {
        for (JsonNode expected : truth.path("streams")) {
            String name = text(expected, "src") + " > " + text(expected, "dst") + " " + text(expected, "ssrc");
            StreamRow stream = streams.stream()
                    .filter(row -> row.src().equals(text(expected, "src"))
                            && row.dst().equals(text(expected, "dst"))
                            && row.ssrc().equals(text(expected, "ssrc")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(this + ": no stream " + name));
            assertCount(expected, "received", stream.packets(), name);
            assertCount(expected, "expected", stream.expected(), name);
            assertCount(expected, "lost", stream.lost(), name);
            assertCount(expected, "duplicates", stream.duplicates(), name);
            assertCount(expected, "outOfOrder", stream.outOfOrder(), name);
        }
    }

    /** The links hold together the legs of each conversation, and no other calls. */
    public void assertConversations(List<CallLinkRow> links) {
        Conversations found = new Conversations();
        links.forEach(link -> found.join(link.callId(), link.linkedCallId()));
        Map<String, Set<String>> legs = new TreeMap<>();
        for (CallLinkRow link : links) {
            Set<String> conversation = legs.computeIfAbsent(found.of(link.callId()), any -> new TreeSet<>());
            conversation.add(link.callId());
            conversation.add(link.linkedCallId());
        }
        List<Set<String>> expected = new ArrayList<>();
        for (JsonNode conversation : truth.path("conversations")) {
            Set<String> callIds = new TreeSet<>();
            conversation.forEach(callId -> callIds.add(callId.asText()));
            expected.add(callIds);
        }
        Set<String> transferred = new TreeSet<>(); // a call that takes the place of another is of its conversation
        for (JsonNode call : truth.path("calls")) {
            for (JsonNode replaced : call.path("course").findValues("replacesCallId")) {
                transferred.add(call.path("callId").asText());
                transferred.add(replaced.asText());
            }
        }
        if (!transferred.isEmpty()) expected.add(transferred);
        assertThat(legs.values()).as("conversations of %s", this).containsExactlyInAnyOrderElementsOf(expected);
    }

    public boolean hasCall(String callId) {
        return truth.path("calls").findValuesAsText("callId").contains(callId);
    }

    /** Streams of the manifest that belong to its calls name them. */
    public int streamCount() {
        return truth.path("streams").size();
    }

    private void assertCount(JsonNode expected, String field, long actual, String name) {
        assertThat(actual)
                .as("%s of %s in %s", field, name, this)
                .isEqualTo(expected.path(field).asLong());
    }

    private void assertMs(JsonNode expected, String field, @org.jspecify.annotations.Nullable Double actualMs) {
        String what = field + " of " + text(expected, "callId") + " in " + this;
        if (!expected.path(field).isNumber()) {
            assertThat(actualMs).as(what).isNull();
        } else {
            assertThat(actualMs)
                    .as(what)
                    .isCloseTo(
                            expected.path(field).asDouble(),
                            within(truth.path("toleranceMs").asDouble()));
        }
    }

    private static @org.jspecify.annotations.Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() || value.isMissingNode() ? null : value.asText();
    }

    @Override
    public String toString() {
        return String.valueOf(capture.getFileName());
    }
}
