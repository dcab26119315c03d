// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.CaptureFault;
import earshot.probe.capture.CapturedPacket;
import earshot.probe.capture.MergedSource;
import earshot.probe.capture.PacketSource;
import earshot.standalone.Manifest;
import earshot.storage.StreamRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The sample calls that run at 71 s of their morning, three between hosts of their own, without the 200 ms that follow: of
 * all of them, as when the probe was not listening, or of one.
 */
class WhoseLossTest {
    private static final long FROM_NANOS = Instant.parse("2026-01-15T09:01:11Z").getEpochSecond() * 1_000_000_000L;
    private static final long TO_NANOS = FROM_NANOS + 200_000_000L;
    private static final List<String> CALLS = List.of("53-jitter", "54-reorder-duplicate", "26-dtmf");

    /** A source from which packets are taken out. */
    private record Leaky(PacketSource source, Predicate<CapturedPacket> isLost) implements PacketSource {
        @Override
        public Step advance() {
            Step step = source.advance();
            while (step == Step.PACKET && isLost.test(source.packet())) step = source.advance();
            return step;
        }

        @Override
        public CapturedPacket packet() {
            return source.packet();
        }

        @Override
        public List<CaptureFault> faults() {
            return source.faults();
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private static Map<String, StreamRow> streams(Predicate<CapturedPacket> isLost) throws Exception {
        List<Path> captures = Manifest.all().stream()
                .map(Manifest::capture)
                .filter(path -> CALLS.stream().anyMatch(path.getFileName().toString()::startsWith))
                .toList();
        Analysis analysis = new Analysis(null, List.of(), false);
        try (PacketSource source = new Leaky(MergedSource.open(captures), isLost)) {
            analysis.read(source);
        }
        return analysis.streams().stream().collect(Collectors.toMap(StreamRow::src, Function.identity()));
    }

    private static boolean isInWindow(CapturedPacket packet) {
        return packet.timeNanos() >= FROM_NANOS && packet.timeNanos() < TO_NANOS;
    }

    private static boolean isOfDtmfCaller(CapturedPacket packet) {
        byte[] address = {10, 77, 26, 11};
        int at = packet.offset() + 26; // of the source, behind Ethernet and twelve octets of IPv4
        for (int i = 0; i < 4; i++) {
            if (packet.bytes()[at + i] != address[i]) return false;
        }
        return true;
    }

    @Test
    void whatAllStreamsLoseAtOnceIsSaidToBeTheProbes() throws Exception {
        Map<String, StreamRow> whole = streams(packet -> false);
        Map<String, StreamRow> holed = streams(WhoseLossTest::isInWindow);

        int hit = 0;
        for (StreamRow stream : holed.values()) {
            long more = stream.lost()
                    - Objects.requireNonNull(whole.get(stream.src())).lost();
            if (more == 0) continue;
            hit++;
            assertThat(more).as(stream.src()).isBetween(9L, 11L);
            assertThat(stream.captureSuspect()).as(stream.src()).isTrue();
            assertThat(stream.suspicions()).as(stream.src()).contains("commonGap");
            assertThat(stream.suspectIntervals()).as(stream.src()).isEqualTo(1);
            assertThat(stream.lossPercentMin()).isLessThan(stream.lossPercent());
            // The rest of the call sounded as it did, and no figure of the call tells of the hole.
            assertThat(stream.mosLq()).isNotNull();
        }
        assertThat(hit).isEqualTo(6);
        assertThat(whole.values()).allMatch(stream -> stream.suspicions().isEmpty());
    }

    @Test
    void whatOneStreamLosesIsTheNetworks() throws Exception {
        Map<String, StreamRow> holed = streams(packet -> isInWindow(packet) && isOfDtmfCaller(packet));

        StreamRow hit = holed.values().stream()
                .filter(stream -> stream.src().startsWith("10.77.26.11:"))
                .findFirst()
                .orElseThrow();
        assertThat(hit.lost()).isBetween(9L, 11L);
        assertThat(hit.suspicions()).doesNotContain("commonGap");
        assertThat(holed.values().stream().filter(stream -> !stream.equals(hit)))
                .allMatch(stream -> stream.suspicions().isEmpty());
    }
}
