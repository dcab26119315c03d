// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * This is the manifest of a copy, made from the manifest of its original: calls and transactions are the same under their new
 * names and times, streams are told by what was done to their packets. The format is described in sample-pcaps/README.md.
 */
final class CopyManifest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Integer, String> RTCP_NAMES =
            Map.of(200, "sr", 201, "rr", 202, "sdes", 203, "bye", 204, "app", 207, "xr");
    private final ObjectNode tree;
    private final Relabel relabel;
    private final long shiftSeconds;

    CopyManifest(Path original, Relabel relabel, long shiftSeconds) throws IOException {
        this.tree = (ObjectNode) JSON.readTree(original.toFile());
        this.relabel = relabel;
        this.shiftSeconds = shiftSeconds;
        tree.putObject("rtcpPackets");
        tree.get("calls").forEach(call -> move((ObjectNode) call));
        tree.get("transactions").forEach(transaction -> move((ObjectNode) transaction));
    }

    void describe(Path copy, Path original, String title, List<String> arguments) {
        tree.put("file", copy.getFileName().toString());
        tree.put("title", title);
        tree.put("truthFrom", "the decisions of the tool that made it (earshot.testkit.impair)");
        ObjectNode madeBy = tree.putObject("madeBy");
        madeBy.put("from", original.getFileName().toString());
        ArrayNode list = madeBy.putArray("arguments");
        arguments.forEach(list::add);
    }

    private void move(ObjectNode node) {
        for (String field : List.of("from", "to", "caller", "callee")) {
            if (node.hasNonNull(field))
                node.put(field, relabel.text(node.get(field).asText()));
        }
        node.put("callId", relabel.callId(node.get("callId").asText()));
        for (String field : List.of("startTime", "answerTime")) {
            if (node.hasNonNull(field)) node.put(field, moved(node.get(field).asText()));
        }
    }

    private String moved(String time) {
        return text(Math.addExact(micros(Instant.parse(time)), shiftSeconds * 1_000_000));
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    private static String text(long micros) {
        Instant second = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000));
        String whole = second.toString();
        return whole.substring(0, whole.length() - 1)
                + String.format(Locale.ROOT, ".%06dZ", Math.floorMod(micros, 1_000_000));
    }

    /** The entry of a stream of the original; addresses as they were. */
    private ObjectNode stream(String source, String destination, long ssrc) {
        String id = String.format(Locale.ROOT, "0x%08x", ssrc);
        for (JsonNode stream : tree.get("streams")) {
            if (stream.get("src").asText().equals(source)
                    && stream.get("dst").asText().equals(destination)
                    && stream.get("ssrc").asText().equals(id)) {
                return (ObjectNode) stream;
            }
        }
        throw new IllegalArgumentException("the manifest does not know the stream " + source + " " + id);
    }

    /** Replaces counts and times of a stream by what became of it; those of an untouched one only move. */
    void impaired(String source, String destination, long ssrc, int sent, StreamImpairer.Result result) {
        ObjectNode stream = stream(source, destination, ssrc);
        List<StreamImpairer.Arrival> arrivals = result.arrivals();
        int copies = (int) arrivals.stream().filter(a -> a.isCopy()).count();
        int late = (int) arrivals.stream().filter(a -> a.wasHeld()).count();
        ReceivedStream received =
                new ReceivedStream(arrivals, stream.get("clockRate").asInt(), withoutClock(stream));
        stream.put("sent", sent);
        stream.put("received", arrivals.size());
        stream.put("unique", arrivals.size() - copies);
        stream.put("expected", sent);
        stream.put("lost", result.dropped().size());
        stream.put("duplicates", copies);
        stream.put("outOfOrder", late);
        stream.put("jitterMeanMs", received.jitterMeanMs());
        stream.put("jitterMaxMs", received.jitterMaxMs());
        stream.put("deltaMaxMs", received.deltaMaxMs());
        stream.put("delayAddedMeanMs", ReceivedStream.rounded(result.delaySumMs() / (arrivals.size() - copies)));
        stream.put("delayAddedMaxMs", ReceivedStream.rounded(result.delayMaxMs()));
        ArrayNode dropped = stream.putArray("droppedSequences");
        result.dropped().forEach(packet -> dropped.add(new Datagram(packet.frame()).sequence()));
        stream.put("startTime", text(arrivals.get(0).timeMicros() + shiftSeconds * 1_000_000));
        stream.put("endTime", text(arrivals.get(arrivals.size() - 1).timeMicros() + shiftSeconds * 1_000_000));
    }

    /** Payload types whose timestamps stand still: telephone-events; none of our impaired captures has comfort noise. */
    private static List<Integer> withoutClock(ObjectNode stream) {
        List<Integer> types = new ArrayList<>();
        stream.get("payloadTypes").forEach(type -> types.add(type.asInt()));
        return types.subList(1, types.size());
    }

    int clockRate(String source, String destination, long ssrc) {
        return stream(source, destination, ssrc).get("clockRate").asInt();
    }

    /** What the last report said of a stream (composed, see {@link ReceiverReports}). */
    void reported(long ssrc, ReceiverReports.Report report, boolean withMetrics) {
        String id = String.format(Locale.ROOT, "0x%08x", ssrc);
        for (JsonNode stream : tree.get("streams")) {
            if (!stream.get("ssrc").asText().equals(id)) continue;
            ((ObjectNode) stream)
                    .putObject("lastReport")
                    .put("fractionLost", report.fractionLost())
                    .put("cumulativeLost", report.cumulativeLost())
                    .put("highestSequence", report.highestSequence())
                    .put("jitterTicks", report.jitterTicks());
            if (withMetrics) ((ObjectNode) stream).set("lastVoipMetrics", JSON.valueToTree(report.losses()));
        }
    }

    void untouched(String source, String destination, long ssrc) {
        ObjectNode stream = stream(source, destination, ssrc);
        stream.put("startTime", moved(stream.get("startTime").asText()));
        stream.put("endTime", moved(stream.get("endTime").asText()));
    }

    void removed(String source, String destination, long ssrc) {
        ObjectNode stream = stream(source, destination, ssrc);
        ArrayNode left = JSON.createArrayNode();
        for (JsonNode other : tree.get("streams")) {
            if (!other.equals(stream)) left.add(other);
        }
        tree.set("streams", left);
        ArrayNode removed = tree.withArray("removedStreams");
        removed.addObject()
                .put("src", relabel.text(source))
                .put("dst", relabel.text(destination))
                .put("ssrc", stream.get("ssrc").asText())
                .put("sent", stream.get("received").asInt());
    }

    /** Counts the packets of a compound by their type (RFC 3550 §12.1, RFC 3611 §2). */
    void rtcp(Datagram datagram) {
        ObjectNode counts = (ObjectNode) tree.get("rtcpPackets");
        for (int at = datagram.payload; at + 4 <= datagram.end; at += 4 * (datagram.u16(at + 2) + 1)) {
            String name = RTCP_NAMES.getOrDefault(datagram.frame[at + 1] & 0xFF, "other");
            counts.put(name, counts.path(name).asInt() + 1);
        }
    }

    void packets(Map<Datagram.Kind, Integer> counts) {
        ObjectNode packets = tree.putObject("packets");
        packets.put(
                "total", counts.values().stream().mapToInt(Integer::intValue).sum());
        counts.forEach((kind, count) -> packets.put(kind.name().toLowerCase(Locale.ROOT), count));
    }

    void write(Path path) throws IOException {
        for (JsonNode stream : tree.get("streams")) {
            ((ObjectNode) stream).put("src", relabel.text(stream.get("src").asText()));
            ((ObjectNode) stream).put("dst", relabel.text(stream.get("dst").asText()));
        }
        Files.writeString(path, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
    }
}
