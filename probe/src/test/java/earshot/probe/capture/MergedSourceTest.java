// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergedSourceTest {
    @Test
    void theEarliestPacketComesNextAndTiesGoToTheCaptureNamedFirst() throws IOException {
        MergedSource merged = new MergedSource(List.of(capture(10, 30, 30), capture(20, 30, 40), capture()));

        assertThat(read(merged)).containsExactly("10 of 3", "20 of 3", "30 of 3", "30 of 3", "30 of 3", "40 of 3");
    }

    /** Multi-queue cards write slightly out of order; sorting a file would need all of it in memory. */
    @Test
    void aCaptureKeepsItsOwnOrder() throws IOException {
        MergedSource merged = new MergedSource(List.of(capture(10, 25, 24), capture(26)));

        assertThat(read(merged)).containsExactly("10 of 3", "25 of 3", "24 of 3", "26 of 1");
    }

    @Test
    void packetsOfOneCaptureComeTogetherUpToTheNextOfAnother() throws IOException {
        assertThat(groups(new MergedSource(List.of(capture(10, 20, 30, 30, 50, 60), capture(30, 40)))))
                .containsExactly(List.of(10L, 20L, 30L, 30L), List.of(30L, 40L), List.of(50L, 60L));
    }

    @Test
    void groupsAndSinglePacketsMayTakeTurns() throws IOException {
        try (MergedSource merged = new MergedSource(List.of(capture(10, 20, 30, 40, 50, 60), capture(35)))) {
            PacketGroup group = new PacketGroup();
            merged.advance();
            assertThat(merged.packet().timeNanos()).isEqualTo(10_000_000_000L);
            merged.advance();
            assertThat(merged.packet().timeNanos()).isEqualTo(20_000_000_000L);
            merged.advance(group);
            assertThat(seconds(group)).containsExactly(30L);
            merged.advance();
            assertThat(merged.packet().timeNanos()).isEqualTo(35_000_000_000L);
            merged.advance(group);
            assertThat(seconds(group)).containsExactly(40L, 50L, 60L);
            assertThat(merged.advance(group)).isEqualTo(PacketSource.Step.END);
        }
    }

    /** Two interfaces: what the silent one may still hand over is waited for. */
    @Test
    void aSilentLiveSourceIsWaitedFor() {
        Line eth1 = new Line();
        Line eth2 = new Line();
        MergedSource merged = new MergedSource(List.of(eth1, eth2));
        eth1.packet(30);
        eth2.silentUntilNanos = 20;

        assertThat(merged.advance()).isEqualTo(PacketSource.Step.IDLE);
        assertThat(merged.silentUntilNanos()).isEqualTo(20);
        eth2.packet(25);
        assertThat(merged.advance()).isEqualTo(PacketSource.Step.PACKET);
        assertThat(merged.packet().timeNanos()).isEqualTo(25);
        assertThat(merged.advance()).isEqualTo(PacketSource.Step.IDLE);
        eth2.silentUntilNanos = 31;
        assertThat(merged.advance()).isEqualTo(PacketSource.Step.PACKET);
        assertThat(merged.packet().timeNanos()).isEqualTo(30);
        assertThat(merged.kernelDropped()).isEqualTo(2);
        assertThat(merged.metrics()).containsEntry("drops", 1L);
    }

    /** A live line in a test. */
    private static final class Line implements PacketSource {
        private final List<CapturedPacket> waiting = new ArrayList<>();
        private CapturedPacket current = new CapturedPacket();
        long silentUntilNanos;

        void packet(long nanos) {
            CapturedPacket packet = new CapturedPacket();
            packet.set(1, nanos, new byte[1], 1);
            waiting.add(packet);
        }

        @Override
        public Step advance() {
            if (waiting.isEmpty()) return Step.IDLE;
            current = waiting.remove(0);
            return Step.PACKET;
        }

        @Override
        public CapturedPacket packet() {
            return current;
        }

        @Override
        public List<CaptureFault> faults() {
            return List.of();
        }

        @Override
        public long silentUntilNanos() {
            return silentUntilNanos;
        }

        @Override
        public long kernelDropped() {
            return 1;
        }

        @Override
        public Map<String, Long> metrics() {
            return Map.of("drops", 1L);
        }

        @Override
        public void close() {
            waiting.clear();
        }
    }

    private static List<List<Long>> groups(MergedSource merged) {
        List<List<Long>> groups = new ArrayList<>();
        PacketGroup group = new PacketGroup();
        try (merged) {
            while (merged.advance(group) == PacketSource.Step.PACKET) groups.add(seconds(group));
        }
        return groups;
    }

    private static List<Long> seconds(PacketGroup group) {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) seconds.add(group.timeNanos(i) / 1_000_000_000L);
        return seconds;
    }

    private static List<String> read(MergedSource merged) {
        List<String> times = new ArrayList<>();
        try (merged) {
            while (merged.advance() == PacketSource.Step.PACKET) {
                CapturedPacket packet = merged.packet();
                times.add(packet.timeNanos() / 1_000_000_000L + " of " + packet.capturedLength());
            }
        }
        return times;
    }

    /** Packets at the given seconds, as many octets long as there are packets. */
    private static FileSource capture(long... seconds) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PcapWriter writer = new PcapWriter(bytes, PcapWriter.Format.PCAP_NANOS, 1)) {
            for (long second : seconds) writer.packet(second * 1_000_000_000L, new byte[seconds.length]);
        }
        return FileSource.of("test", new ByteArrayInputStream(bytes.toByteArray()));
    }
}
