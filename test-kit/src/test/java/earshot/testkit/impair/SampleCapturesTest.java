// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import earshot.testkit.Frames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The committed sample captures against their manifests and against the tool that made them. */
class SampleCapturesTest {
    private static final Path SAMPLES = Path.of("../sample-pcaps");
    private static final long SIZE_MAX = 15_000_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What one stream's packets show when nothing but their sequence numbers is looked at. */
    private record Counts(long received, long unique, long expected) {}

    @TestFactory
    Stream<DynamicTest> impairedCopiesAreReproducedBitForBit(@TempDir Path again) throws IOException {
        return Timeline.read(SAMPLES).stream()
                .filter(entry -> !entry.isClean())
                .map(entry -> DynamicTest.dynamicTest(entry.name(), () -> {
                    Timeline.make(entry, SAMPLES, again);

                    for (String file : List.of(entry.name() + ".pcap", entry.name() + ".manifest.json")) {
                        assertThat(again.resolve(file)).hasSameBinaryContentAs(SAMPLES.resolve(file));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> manifestsCountWhatTheCapturesHold() throws IOException {
        return captures().stream()
                .map(capture -> DynamicTest.dynamicTest(capture.getFileName().toString(), () -> {
                    JsonNode manifest = manifest(capture);
                    TreeMap<String, Counts> told = new TreeMap<>();
                    for (JsonNode stream : manifest.get("streams")) {
                        told.put(
                                stream.get("src").asText() + " "
                                        + stream.get("dst").asText() + " "
                                        + stream.get("ssrc").asText(),
                                new Counts(
                                        stream.get("received").asLong(),
                                        stream.get("unique").asLong(),
                                        stream.get("expected").asLong()));
                        assertThat(stream.get("lost").asLong())
                                .isEqualTo(stream.get("expected").asLong()
                                        - stream.get("unique").asLong());
                    }

                    List<CaptureFile.Packet> packets = CaptureFile.read(capture).packets();

                    assertThat(counted(packets)).isEqualTo(told);
                    assertThat(packets)
                            .hasSize(manifest.get("packets").get("total").asInt());
                }));
    }

    /** The arrangement is done with the committed ones already, so that doing it again must change nothing. */
    @TestFactory
    Stream<DynamicTest> cleanCapturesLieOnTheTimeline(@TempDir Path again) throws IOException {
        return Timeline.read(SAMPLES).stream()
                .filter(Timeline.Entry::isClean)
                .map(entry -> DynamicTest.dynamicTest(entry.name(), () -> {
                    Path capture = SAMPLES.resolve(entry.name() + ".pcap");
                    Path moved = again.resolve(entry.name() + ".pcap");
                    Impair.run(capture, moved, "", entry.allArguments());

                    assertThat(moved).hasSameBinaryContentAs(capture);
                }));
    }

    @Test
    void everyCaptureIsOnTheTimelineAndHasItsManifest() throws IOException {
        List<String> onTimeline =
                Timeline.read(SAMPLES).stream().map(Timeline.Entry::name).toList();

        assertThat(captures().stream().map(c -> c.getFileName().toString().replace(".pcap", "")))
                .containsExactlyInAnyOrderElementsOf(onTimeline);
        for (Path capture : captures()) {
            assertThat(manifest(capture).get("file").asText())
                    .isEqualTo(capture.getFileName().toString());
        }
    }

    @Test
    void noTwoCapturesShareACallIdOrAStreamSource() throws IOException {
        Set<String> seen = new HashSet<>();
        for (Path capture : captures()) {
            Set<String> own = new HashSet<>();
            manifest(capture)
                    .get("calls")
                    .forEach(call -> own.add(call.get("callId").asText()));
            manifest(capture)
                    .get("streams")
                    .forEach(stream -> own.add(stream.get("src").asText()));

            own.forEach(identity -> assertThat(seen.add(identity))
                    .as("%s of %s is in another capture too", identity, capture)
                    .isTrue());
        }
    }

    @Test
    void theMorningIsShortAndTheFolderSmall() throws IOException {
        long size = 0;
        List<Long> times = new ArrayList<>();
        for (Path capture : captures()) {
            size += Files.size(capture);
            CaptureFile.read(capture).packets().forEach(packet -> times.add(packet.timeMicros()));
        }
        times.sort(null);

        assertThat(size).isLessThan(SIZE_MAX);
        assertThat(Instant.ofEpochSecond(times.get(0) / 1_000_000)).isEqualTo(Instant.parse("2026-01-15T09:00:00Z"));
        assertThat(times.get(times.size() - 1) - times.get(0)).isLessThan(150_000_000);
    }

    private static List<Path> captures() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".pcap"))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode manifest(Path capture) throws IOException {
        return JSON.readTree(Impair.manifestOf(capture).toFile());
    }

    private static Map<String, Counts> counted(List<CaptureFile.Packet> packets) {
        TreeMap<String, List<Integer>> sequences = new TreeMap<>();
        for (CaptureFile.Packet packet : packets) {
            Datagram datagram = new Datagram(unloaded(packet.frame()));
            if (datagram.kind() != Datagram.Kind.RTP) continue;
            String ends = datagram.source() + " " + datagram.destination();
            String key = ends + String.format(Locale.ROOT, " 0x%08x", datagram.ssrc());
            sequences.computeIfAbsent(key, unseen -> new ArrayList<>()).add(datagram.sequence());
        }
        TreeMap<String, Counts> counts = new TreeMap<>();
        sequences.forEach((key, list) -> counts.put(key, counted(list.get(0), list)));
        return counts;
    }

    /** The same over UDP of a packet that was put into TCP: behind its length, or its channel's, or what binds that. */
    private static byte[] unloaded(byte[] frame) {
        int segment = 14 + 20;
        if (frame[12] != 8 || frame[13] != 0 || frame[14 + 9] != Frames.TCP) return frame;
        Datagram ports = new Datagram(frame);
        int at = segment + 20;
        if (frame[at] < 4 && ports.u32(at + 4) == 0x2112A442L) at += 20 + ports.u16(at + 2);
        int header = frame[at] >> 4 == 4 ? 4 : 2;
        int length = ports.u16(at + header - 2);
        byte[] packet = Arrays.copyOfRange(frame, at + header, at + header + length);
        byte[] datagram = Frames.ipv4(
                "0.0.0.0", "0.0.0.0", Frames.UDP, Frames.udp(ports.u16(segment), ports.u16(segment + 2), packet));
        System.arraycopy(frame, 14 + 12, datagram, 12, 8);
        return Frames.ethernet(datagram);
    }

    /** Each number is unrolled to the value nearest to the first: our streams are much shorter than 32768 packets. */
    private static Counts counted(int first, List<Integer> sequences) {
        Set<Integer> unique = new HashSet<>();
        sequences.forEach(sequence -> unique.add((short) (sequence - first) + 0));
        int lowest = unique.stream().min(Integer::compare).orElseThrow();
        int highest = unique.stream().max(Integer::compare).orElseThrow();
        return new Counts(sequences.size(), unique.size(), highest - lowest + 1L);
    }
}
