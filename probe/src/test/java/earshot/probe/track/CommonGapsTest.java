// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.CaptureSuspicion;
import earshot.events.MediaReport;
import earshot.probe.Tap;
import earshot.testkit.RtpPackets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations of 10 s past one tap, 20 ms packets both ways: which losses are the probe's own. */
class CommonGapsTest {
    private static final int PACKETS = 500;
    private static final int OUTAGE_FIRST = 300;
    private static final int OUTAGE_PACKETS = 10; // 200 ms

    private final Tap tap = new Tap();

    /** Which packets do not reach the tap: of a call (0, 1, 2, ...), a direction (0 or 1) and a number. */
    private interface Loss {
        boolean loses(int call, int direction, int packet);
    }

    private static boolean isOutage(int packet) {
        return packet >= OUTAGE_FIRST && packet < OUTAGE_FIRST + OUTAGE_PACKETS;
    }

    /** Hosts 192.0.2.n talk to 198.51.100.n. */
    private void calls(int calls, Loss loss) {
        calls(calls, "192.0.2.%d", loss);
    }

    private void calls(int calls, String nearHost, Loss loss) {
        RtpPackets[][] senders = new RtpPackets[calls][2];
        for (int call = 0; call < calls; call++) {
            for (int direction = 0; direction < 2; direction++) {
                senders[call][direction] = new RtpPackets(0, 10 * call + direction, 1, 0, 160, 160);
            }
        }
        for (int packet = 0; packet < PACKETS; packet++) {
            for (int call = 0; call < calls; call++) {
                String near = nearHost.formatted(call + 1);
                String far = "198.51.100." + (call + 1);
                double ms = 20 * packet + 3.7 * call % 20;
                for (int direction = 0; direction < 2; direction++) {
                    RtpPackets sender = senders[call][direction];
                    if (loss.loses(call, direction, packet)) {
                        sender.skip();
                    } else if (direction == 0) {
                        tap.udp(ms, near, 4_000 + 2 * call, far, 5_000, sender.next());
                    } else {
                        tap.udp(ms + 0.1, far, 5_000, near, 4_000 + 2 * call, sender.next());
                    }
                }
            }
        }
        tap.pipeline.finish();
    }

    private List<MediaReport> suspect() {
        return tap.events.media.stream().filter(MediaReport::getCaptureSuspect).toList();
    }

    @Test
    void whatEveryConversationLosesAtOnceTheProbeLost() {
        calls(4, (call, direction, packet) -> isOutage(packet));

        assertThat(tap.lost()).isEqualTo(8 * OUTAGE_PACKETS);
        assertThat(suspect()).hasSize(8).allSatisfy(report -> {
            assertThat(report.getSuspicions()).containsExactly(CaptureSuspicion.COMMON_GAP);
            assertThat(report.getExpected() - report.getUnique()).isEqualTo(OUTAGE_PACKETS);
        });
    }

    @Test
    void whatOneConversationLosesTheNetworkLost() {
        calls(4, (call, direction, packet) -> call == 2 && isOutage(packet));

        assertThat(tap.lost()).isEqualTo(2 * OUTAGE_PACKETS);
        assertThat(suspect()).isEmpty();
    }

    /** A line that all calls share is down in one direction: as many streams run on as have a gap. */
    @Test
    void anOutageInOneDirectionIsTheNetworks() {
        calls(4, (call, direction, packet) -> direction == 0 && isOutage(packet));

        assertThat(tap.lost()).isEqualTo(4 * OUTAGE_PACKETS);
        assertThat(suspect()).isEmpty();
    }

    /** One host sends and receives all of it, and may be what stopped. */
    @Test
    void gapsOfOneHostAreNotThoseOfTheProbe() {
        calls(4, "192.0.2.1", (call, direction, packet) -> isOutage(packet));

        assertThat(tap.lost()).isEqualTo(8 * OUTAGE_PACKETS);
        assertThat(suspect()).isEmpty();
    }

    /** Losses of their own coincide now and then; that is chance, and no more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void independentLossIsNotSuspectWhenItCoincides(int seed) {
        Random random = new Random(seed);
        double ratio = seed / 100.0;

        calls(3, (call, direction, packet) -> random.nextDouble() < ratio);

        assertThat(suspect()).as("seed " + seed).isEmpty();
    }

    /** Packet 301 of every stream comes before packet 300: holes at one instant, and all are filled. */
    @Test
    void overtakenPacketsAreNoLossAndSuspectNothing() {
        for (int packet = 0; packet < PACKETS; packet++) {
            int sequence = packet == 300 ? 301 : packet == 301 ? 300 : packet;
            for (int call = 1; call <= 4; call++) {
                byte[] rtp = RtpPackets.packet(false, 0, sequence, 160L * sequence, call, new byte[160]);
                tap.udp(20 * packet + call, "192.0.2." + call, 4_000, "198.51.100." + call, 5_000, rtp);
            }
        }
        tap.pipeline.finish();

        assertThat(tap.events.media.stream()
                        .mapToLong(MediaReport::getOutOfOrder)
                        .sum())
                .isEqualTo(4);
        assertThat(suspect()).isEmpty();
    }
}
