// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.PacketSource.Step;
import earshot.testkit.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CombinedSourceTest {
    /** An agent's packets come one by one, those of a capture 32 together. */
    @Test
    void asManyPacketsOfOneSourceAreTakenAsOfAnother() throws IOException {
        List<Integer> sizes = new ArrayList<>();
        PacketGroup group = new PacketGroup();
        try (PacketSource both = new CombinedSource(List.of(capture(100), new OneByOne(capture(50))))) {
            while (both.advance(group) == Step.PACKET) sizes.add(group.size());
        }

        List<Integer> turn = new ArrayList<>(List.of(32));
        IntStream.range(0, 32).forEach(each -> turn.add(1));
        assertThat(sizes.subList(0, 33)).isEqualTo(turn);
        assertThat(sizes.get(33)).isEqualTo(32);
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(150);
    }

    @Test
    void aSourceThatHasEndedLeavesTheTurnToTheOther() throws IOException {
        List<Long> seconds = new ArrayList<>();
        try (PacketSource both = new CombinedSource(List.of(capture(1), capture(3)))) {
            while (both.advance() == Step.PACKET) seconds.add(both.packet().timeNanos() / 1_000_000_000L);

            assertThat(seconds).containsExactly(0L, 0L, 1L, 2L);
            assertThat(both.advance()).isEqualTo(Step.END);
        }
    }

    /** Who was silent has saved up no turns. */
    @Test
    void afterASilenceTheTurnsAreSharedAsBefore() throws IOException {
        try (FileSource busy = capture(9);
                Silent late = new Silent(capture(9));
                PacketSource both = new CombinedSource(List.of(busy, late))) {
            for (int i = 0; i < 4; i++) assertThat(both.advance()).isEqualTo(Step.PACKET);
            late.speaks = true;
            List<Boolean> ofLate = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                both.advance();
                ofLate.add(both.packet() == late.packet());
            }

            assertThat(ofLate).containsOnly(true, false);
            assertThat(ofLate.stream().filter(each -> each)).hasSize(3);
        }
    }

    private static FileSource capture(int packets) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PcapWriter writer = new PcapWriter(bytes, PcapWriter.Format.PCAP_NANOS, 1)) {
            for (int i = 0; i < packets; i++) writer.packet(i * 1_000_000_000L, new byte[4]);
        }
        return FileSource.of("capture", new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static class OneByOne implements PacketSource {
        private final PacketSource packets;

        OneByOne(PacketSource packets) {
            this.packets = packets;
        }

        @Override
        public Step advance() {
            return packets.advance();
        }

        @Override
        public CapturedPacket packet() {
            return packets.packet();
        }

        @Override
        public List<CaptureFault> faults() {
            return packets.faults();
        }

        @Override
        public void close() {
            packets.close();
        }
    }

    private static final class Silent extends OneByOne {
        boolean speaks;

        Silent(PacketSource packets) {
            super(packets);
        }

        @Override
        public Step advance() {
            return speaks ? super.advance() : Step.IDLE;
        }
    }
}
