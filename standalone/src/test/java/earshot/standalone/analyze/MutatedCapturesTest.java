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
import earshot.standalone.Manifest;
import earshot.storage.CallRow;
import earshot.storage.StreamRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Captures of real programs, damaged: whatever the line or the capture did to the packets, the whole way from frame to
 * call goes on, and every packet is accounted for. The seed of each damage is in the test's name.
 */
class MutatedCapturesTest {
    private static final Map<String, List<CapturedPacket>> CAPTURES = new TreeMap<>();

    private static final int SEEDS = 2;
    /** Signalling without media: every packet counts, and a run costs nothing. */
    private static final int SHORT_CAPTURE = 100;

    private static final int SEEDS_OF_SHORT_CAPTURES = 20;
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
        /** As {@code editcap -E 0.02} does it, headers included. */
        RANDOM_OCTETS {
            @Override
            CapturedPacket damaged(CapturedPacket frame, Random random) {
                byte[] bytes = frame.copyOfBytes();
                for (int i = 0; i < bytes.length; i++) {
                    if (random.nextInt(50) == 0) bytes[i] = (byte) random.nextInt(256);
                }
                return packet(frame, frame.timeNanos(), bytes, frame.originalLength());
            }
        },
        /** Sent again, up to a hundred packets later. */
        REPEATED {
            @Override
            CapturedPacket damaged(CapturedPacket frame, Random random) {
                return frame;
            }

            @Override
            List<CapturedPacket> damage(List<CapturedPacket> frames, Random random) {
                List<CapturedPacket> repeated = new ArrayList<>(frames);
                for (CapturedPacket frame : frames) {
                    if (random.nextInt(DAMAGED_ONE_IN) != 0) continue;
                    int at = Math.min(repeated.size() - 1, repeated.indexOf(frame) + random.nextInt(100));
                    long timeNanos = repeated.get(at).timeNanos();
                    repeated.add(at + 1, packet(frame, timeNanos, frame.copyOfBytes(), frame.originalLength()));
                }
                return repeated;
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

    @BeforeAll
    static void read() throws Exception {
        for (Manifest manifest : Manifest.all()) {
            String name = manifest.capture().getFileName().toString();
            CAPTURES.put(name.substring(0, name.lastIndexOf('.')), frames(manifest.capture()));
        }
    }

    static Stream<Arguments> cases() {
        return CAPTURES.entrySet().stream().flatMap(capture -> {
            int seeds = capture.getValue().size() < SHORT_CAPTURE ? SEEDS_OF_SHORT_CAPTURES : SEEDS;
            return Arrays.stream(Damage.values()).flatMap(damage -> IntStream.rangeClosed(1, seeds)
                    .mapToObj(seed -> Arguments.of(capture.getKey(), damage, seed)));
        });
    }

    @ParameterizedTest(name = "{0}, {1}, seed {2}")
    @MethodSource("cases")
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void everyPacketIsAccountedForWhateverItsBytes(String capture, Damage damage, int seed) throws Exception {
        List<CapturedPacket> frames = damage.damage(capture(capture), new Random(seed));
        Analysis analysis = analysis(frames);

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

    /** Damage that leaves the times of packets alone: a clock that jumps is the matter of all calls. */
    static Stream<Arguments> neighbours() {
        List<Damage> damages = List.of(
                Damage.FLIPPED_BITS,
                Damage.CUT_BY_THE_CAPTURE,
                Damage.SENT_TOO_SHORT,
                Damage.RANDOM_PAYLOAD,
                Damage.RANDOM_OCTETS,
                Damage.REPEATED);
        return Stream.of("18-hold", "17-forked", "20-ipv6")
                .flatMap(whole -> damages.stream().flatMap(damage -> IntStream.rangeClosed(1, SEEDS)
                        .mapToObj(seed -> Arguments.of(whole, damage, seed))));
    }

    /** Two captures as one: of one one packet in eight is damaged, and what is said of the other does not change. */
    @ParameterizedTest(name = "{0} beside {1}, seed {2}")
    @MethodSource("neighbours")
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void aCallIsNotTouchedByWhatIsWrongWithAnother(String whole, Damage damage, int seed) {
        List<CapturedPacket> others = atTheTimeOf(capture(whole), capture("22-g722"));

        Analysis before = analysis(merged(capture(whole), others));
        Analysis after = analysis(merged(capture(whole), damage.damage(others, new Random(seed))));

        Set<String> callIds =
                analysis(capture(whole)).calls().stream().map(CallRow::callId).collect(Collectors.toSet());
        assertThat(callIds).isNotEmpty();
        assertThat(calls(after, callIds)).isEqualTo(calls(before, callIds)).hasSameSizeAs(callIds);
        assertThat(streams(after, callIds)).isEqualTo(streams(before, callIds)).isNotEmpty();
        assertThat(after.streams()).as("the damage is seen").isNotEqualTo(before.streams());
    }

    private static List<CallRow> calls(Analysis analysis, Set<String> callIds) {
        return analysis.calls().stream()
                .filter(row -> callIds.contains(row.callId()))
                .toList();
    }

    private static List<StreamRow> streams(Analysis analysis, Set<String> callIds) {
        return analysis.streams().stream()
                .filter(row -> !Collections.disjoint(row.callIds(), callIds))
                .toList();
    }

    /** The packets moved in time, as if both had begun at once. */
    private static List<CapturedPacket> atTheTimeOf(List<CapturedPacket> first, List<CapturedPacket> second) {
        long shiftNanos = first.get(0).timeNanos() - second.get(0).timeNanos();
        return second.stream()
                .map(frame ->
                        packet(frame, frame.timeNanos() + shiftNanos, frame.copyOfBytes(), frame.originalLength()))
                .toList();
    }

    private static List<CapturedPacket> merged(List<CapturedPacket> first, List<CapturedPacket> second) {
        return Stream.concat(first.stream(), second.stream())
                .sorted(Comparator.comparingLong(CapturedPacket::timeNanos))
                .toList();
    }

    private static Analysis analysis(List<CapturedPacket> frames) {
        Analysis analysis = new Analysis(null, List.of(), false);
        analysis.read(new FramesInMemory(frames));
        return analysis;
    }

    private static List<CapturedPacket> capture(String name) {
        return Objects.requireNonNull(CAPTURES.get(name), name);
    }

    private static CapturedPacket packet(CapturedPacket like, long timeNanos, byte[] bytes, int originalLength) {
        CapturedPacket packet = new CapturedPacket();
        packet.set(like.linkType(), timeNanos, bytes, originalLength);
        return packet;
    }

    private static List<CapturedPacket> frames(Path capture) throws Exception {
        List<CapturedPacket> frames = new ArrayList<>();
        try (FileSource source = FileSource.open(capture)) {
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
