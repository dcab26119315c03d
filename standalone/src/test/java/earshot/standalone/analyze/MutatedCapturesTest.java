// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.PacketTotals;
import earshot.probe.capture.CaptureFault;
import earshot.probe.capture.CapturedPacket;
import earshot.probe.capture.FileSource;
import earshot.probe.capture.PacketSource;
import earshot.probe.dissect.DecodeError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Captures of real programs, damaged: whatever the line or the capture did to the packets, the whole way from frame to
 * call goes on, and every packet is accounted for. The seed of each damage is in the test's name.
 */
class MutatedCapturesTest {
    /** Over UDP; with a VLAN tag; over IPv6; with extended reports; with everything that a call can do. */
    private static final List<String> CAPTURES =
            List.of("11-g711-clean", "29-vlan", "20-ipv6", "58-rtcp-xr-metrics", "18-hold", "17-forked");

    private static final int SEEDS = 2;
    /** One packet in so many is damaged: the rest keeps calls and streams alive for the damaged ones to meet. */
    private static final int DAMAGED_ONE_IN = 8;
    /** Ethernet, IPv4 and UDP headers; of other frames it is somewhere near. */
    private static final int HEADERS = 42;

    private static final int ERRORS_KEPT_MAX = 1_000;
    private static final long YEARS_130_SECONDS = 0xFFFF_FFFFL;

    /** What is done to a capture. */
    enum Damage {
        FLIPPED_BITS {
            @Override
            CapturedPacket damaged(CapturedPacket frame, Random random) {
                byte[] bytes = frame.copyOfBytes();
                for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return packet(frame, frame.timeNanos(), bytes, frame.originalLength());
            }
        },
        /** As a small snap length does it. */
        CUT_BY_THE_CAPTURE {
            @Override
            CapturedPacket damaged(CapturedPacket frame, Random random) {
                byte[] bytes = Arrays.copyOf(frame.bytes(), random.nextInt(frame.capturedLength()));
                return packet(frame, frame.timeNanos(), bytes, frame.originalLength());
            }
        },
        SENT_TOO_SHORT {
            @Override
            CapturedPacket damaged(CapturedPacket frame, Random random) {
                byte[] bytes = Arrays.copyOf(frame.bytes(), random.nextInt(frame.capturedLength()));
                return packet(frame, frame.timeNanos(), bytes, bytes.length);
            }
        },
        RANDOM_PAYLOAD {
            @Override
            CapturedPacket damaged(CapturedPacket frame, Random random) {
                byte[] bytes = frame.copyOfBytes();
                int from = Math.min(HEADERS + random.nextInt(40), bytes.length);
                for (int i = from; i < bytes.length; i++) bytes[i] = (byte) random.nextInt(256);
                return packet(frame, frame.timeNanos(), bytes, frame.originalLength());
            }
        },
        /** Anywhere between 1970 and 2106, which is what a capture file can say. */
        RANDOM_TIMES {
            @Override
            CapturedPacket damaged(CapturedPacket frame, Random random) {
                long seconds = (long) (random.nextDouble() * YEARS_130_SECONDS);
                return packet(frame, seconds * 1_000_000_000L, frame.copyOfBytes(), frame.originalLength());
            }
        },
        /** All frames of the capture in any order, with their times. */
        SHUFFLED {
            @Override
            CapturedPacket damaged(CapturedPacket frame, Random random) {
                return frame;
            }

            @Override
            List<CapturedPacket> damage(List<CapturedPacket> frames, Random random) {
                List<CapturedPacket> shuffled = new ArrayList<>(frames);
                Collections.shuffle(shuffled, random);
                return shuffled;
            }
        };

        abstract CapturedPacket damaged(CapturedPacket frame, Random random);

        List<CapturedPacket> damage(List<CapturedPacket> frames, Random random) {
            List<CapturedPacket> damaged = new ArrayList<>(frames.size());
            for (CapturedPacket frame : frames) {
                damaged.add(random.nextInt(DAMAGED_ONE_IN) == 0 ? damaged(frame, random) : frame);
            }
            return damaged;
        }
    }

    static Stream<Arguments> cases() {
        return CAPTURES.stream()
                .flatMap(capture -> Arrays.stream(Damage.values()).flatMap(damage -> Stream.iterate(1, seed -> seed + 1)
                        .limit(SEEDS)
                        .map(seed -> Arguments.of(capture, damage, seed))));
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("cases")
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void everyPacketIsAccountedForWhateverItsBytes(String capture, Damage damage, int seed) throws Exception {
        List<CapturedPacket> frames = damage.damage(frames(capture), new Random(seed));
        Analysis analysis = new Analysis(null, List.of(), false);

        analysis.read(new FramesInMemory(frames));

        PacketTotals totals = analysis.packets();
        assertThat(totals.read()).isEqualTo(frames.size());
        assertThat(totals.decoded() + totals.ignored() + totals.malformed() + totals.truncated())
                .isEqualTo(totals.read());
        assertThat(analysis.errors())
                .hasSizeLessThan(ERRORS_KEPT_MAX) // so none is left out, and a fault of ours would be among them
                .extracting(DecodeError::layer)
                .doesNotContain("probe");
        int rows = analysis.calls().size()
                + analysis.streams().size()
                + analysis.transactions().size();
        assertThat(rows).isLessThanOrEqualTo(frames.size());
        analysis.streams().forEach(stream -> {
            assertThat(stream.packets()).isBetween(1L, (long) frames.size());
            assertThat(stream.lost()).isBetween(0L, stream.expected());
            assertThat(stream.startTime()).isBeforeOrEqualTo(stream.endTime());
        });
    }

    private static CapturedPacket packet(CapturedPacket like, long timeNanos, byte[] bytes, int originalLength) {
        CapturedPacket packet = new CapturedPacket();
        packet.set(like.linkType(), timeNanos, bytes, originalLength);
        return packet;
    }

    private static List<CapturedPacket> frames(String capture) throws Exception {
        List<CapturedPacket> frames = new ArrayList<>();
        try (FileSource source = FileSource.open(Path.of("..", "sample-pcaps", capture + ".pcap"))) {
            while (source.advance() == PacketSource.Step.PACKET) {
                CapturedPacket frame = new CapturedPacket();
                frame.copy(source.packet());
                frames.add(frame);
            }
        }
        return frames;
    }

    /** Frames as a capture that was read. */
    private static final class FramesInMemory implements PacketSource {
        private final List<CapturedPacket> frames;
        private int next;

        FramesInMemory(List<CapturedPacket> frames) {
            this.frames = frames;
        }

        @Override
        public Step advance() {
            return next++ < frames.size() ? Step.PACKET : Step.END;
        }

        @Override
        public CapturedPacket packet() {
            return frames.get(next - 1);
        }

        @Override
        public List<CaptureFault> faults() {
            return List.of();
        }

        @Override
        public void close() {
            // memory needs no closing
        }
    }
}
