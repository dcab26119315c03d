// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.Frames;
import earshot.testkit.Octets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamImpairerTest {
    private static final int PACKETS = 2_000;
    private static final long SPACING_MICROS = 20_000;
    private final List<CaptureFile.Packet> sent = stream();

    @Test
    void randomLossDropsAboutWhatWasAskedAndNeverTheEdges() {
        StreamImpairer.Result result = impair("--loss", "0.05");

        assertThat(result.dropped()).hasSizeBetween(70, 130);
        assertThat(result.arrivals()).hasSize(PACKETS - result.dropped().size());
        assertThat(result.dropped()).doesNotContain(sent.get(0), sent.get(PACKETS - 1));
    }

    @Test
    void theSameSeedMakesTheSameChoices() {
        assertThat(impair("--loss", "0.05").dropped())
                .isEqualTo(impair("--loss", "0.05").dropped());
        assertThat(impair("--loss", "0.05", "--seed", "2").dropped())
                .isNotEqualTo(impair("--loss", "0.05").dropped());
    }

    @Test
    void oneImpairmentDoesNotDisturbTheChoicesOfAnother() {
        assertThat(impair("--loss", "0.05", "--jitter", "normal,20,10").dropped())
                .isEqualTo(impair("--loss", "0.05").dropped());
    }

    @Test
    void burstsAreRunsOfLoss() {
        List<CaptureFile.Packet> dropped = impair("--burst", "0.01,0.2").dropped();

        long runs = dropped.stream()
                .filter(packet -> !dropped.contains(sent.get(sent.indexOf(packet) - 1)))
                .count();

        assertThat((double) dropped.size() / runs).isBetween(3.0, 8.0); // 1 / 0.2 in the mean
    }

    @Test
    void jitterDelaysButKeepsTheOrder() {
        StreamImpairer.Result result = impair("--jitter", "exponential,10,30");

        assertThat(result.arrivals()).isSortedAccordingTo(byTime());
        assertThat(result.arrivals().stream().map(StreamImpairer.Arrival::sent)).isEqualTo(sent);
        assertThat(result.delaySumMs() / PACKETS).isBetween(36.0, 44.0);
    }

    @Test
    void everyOvertakenPacketComesAfterAHigherSequenceNumberOnce() {
        StreamImpairer.Result result = impair("--reorder", "0.05", "--reorder-depth", "2");

        int highest = -1;
        int late = 0;
        for (StreamImpairer.Arrival arrival : result.arrivals()) {
            int sequence = new Datagram(arrival.sent().frame()).sequence();
            if (sequence < highest) late++;
            highest = Math.max(highest, sequence);
        }

        assertThat(late).isBetween(60, 120);
        assertThat(result.arrivals().stream().filter(StreamImpairer.Arrival::wasHeld))
                .hasSize(late);
        assertThat(result.arrivals()).isSortedAccordingTo(byTime()).hasSize(PACKETS);
    }

    @Test
    void aCopyComesBeforeTheNextPacket() {
        StreamImpairer.Result result = impair("--duplicate", "0.05");

        long copies = result.arrivals().stream()
                .filter(StreamImpairer.Arrival::isCopy)
                .count();

        assertThat(copies).isBetween(70L, 130L);
        assertThat(result.arrivals()).isSortedAccordingTo(byTime()).hasSize(PACKETS + (int) copies);
        assertThat(new HashSet<>(result.arrivals().stream()
                        .map(StreamImpairer.Arrival::sent)
                        .toList()))
                .hasSize(PACKETS);
    }

    private StreamImpairer.Result impair(String... arguments) {
        return new StreamImpairer(ImpairSettings.parse(List.of(arguments)), 0).apply(sent);
    }

    private static Comparator<StreamImpairer.Arrival> byTime() {
        return Comparator.comparingLong(StreamImpairer.Arrival::timeMicros);
    }

    private static List<CaptureFile.Packet> stream() {
        List<CaptureFile.Packet> packets = new ArrayList<>();
        for (int i = 0; i < PACKETS; i++) {
            byte[] rtp = new Octets()
                    .u8(0x80)
                    .u8(0)
                    .u16(i)
                    .u32(i * 160L)
                    .u32(0x11223344)
                    .zeros(160)
                    .bytes();
            packets.add(new CaptureFile.Packet(
                    i * SPACING_MICROS, Frames.udpFrame("192.0.2.1", 4000, "192.0.2.2", 4002, rtp)));
        }
        return packets;
    }
}
