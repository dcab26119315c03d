// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.PacketSource.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplaySourceTest {
    private static final long NOW_NANOS = 1_800_000_000_000_000_000L;

    @TempDir
    private Path folder;

    private long clockNanos = NOW_NANOS;

    /** Two captures of one timeline: calls that overlapped when recorded overlap when replayed. */
    @Test
    void capturesAreMergedByTheirOwnTimesAndMovedToNowAsOne() throws Exception {
        Path first = capture("first.pcap", 100, 300);
        Path second = capture("second.pcap", 200);

        try (ReplaySource replay = new ReplaySource(List.of(first, second), 1, () -> clockNanos)) {
            assertThat(replay.lengthNanos()).isEqualTo(200_000_000L);
            assertThat(replay.advance()).isEqualTo(Step.PACKET);
            assertThat(replay.packet().timeNanos()).isEqualTo(NOW_NANOS);
            assertThat(replay.advance()).isEqualTo(Step.IDLE);

            clockNanos += 100_000_000L;
            assertThat(replay.advance()).isEqualTo(Step.PACKET);
            assertThat(replay.packet().timeNanos()).isEqualTo(NOW_NANOS + 100_000_000L);
        }
    }

    @Test
    void anUnpacedReplayEndsNowAndIsNeverInTheFuture() throws Exception {
        Path file = capture("one.pcap", 0, 20, 40_000);

        assertThat(times(new ReplaySource(List.of(file), ReplaySource.UNPACED, () -> clockNanos)))
                .containsExactly(NOW_NANOS - 40_000_000_000L, NOW_NANOS - 39_980_000_000L, NOW_NANOS);
    }

    @Test
    void aSilenceBetweenCapturesOfDifferentDaysIsCutToTwoSeconds() throws Exception {
        Path monday = capture("monday.pcap", 0, 20);
        Path tuesday = capture("tuesday.pcap", 86_400_000, 86_400_020);

        assertThat(times(new ReplaySource(List.of(tuesday, monday), ReplaySource.UNPACED, () -> clockNanos)))
                .containsExactly(
                        NOW_NANOS - 2_040_000_000L, NOW_NANOS - 2_020_000_000L, NOW_NANOS - 20_000_000L, NOW_NANOS);
    }

    private static List<Long> times(ReplaySource replay) {
        List<Long> times = new ArrayList<>();
        try (replay) {
            while (replay.advance() == Step.PACKET) times.add(replay.packet().timeNanos());
        }
        return times;
    }

    /** A little-endian pcap of four-byte frames at the given milliseconds after an arbitrary start. */
    private Path capture(String name, long... timesMs) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(24 + timesMs.length * 20).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xA1B2C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(1);
        for (long ms : timesMs) {
            long micros = 1_700_000_000_000_000L + ms * 1_000;
            file.putInt((int) (micros / 1_000_000))
                    .putInt((int) (micros % 1_000_000))
                    .putInt(4)
                    .putInt(4)
                    .putInt(0);
        }
        return Files.write(folder.resolve(name), file.array());
    }
}
