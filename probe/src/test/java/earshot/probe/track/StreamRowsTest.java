// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.quality.PacketRun;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StreamRowsTest {
    private static final long START = 0x8008_FFFE_FFFF_FF00L; // PCMA, sequence number 65534, timestamp 2^32 - 256
    private static final int HEAD = 0x45B8_00C8; // DSCP 46, 200 octets
    private static final int TICKS = 160;
    private static final long KEY = 0x1234_5678_9ABC_DEF0L;

    private final StreamRows rows = new StreamRows(2);

    StreamRowsTest() {
        rows.begin(1, KEY);
        rows.expect(1, START, HEAD, TICKS, false, 1_000);
    }

    /** Both the sequence number and the timestamp wrap. */
    @Test
    void takesWhatComesNextAndNotesWhen() {
        assertThat(take(0x8008_FFFF_FFFF_FFA0L, HEAD, 21_000)).isEqualTo(StreamRows.Taken.YES);
        assertThat(take(0x8008_0000_0000_0040L, HEAD, 20_500)).isEqualTo(StreamRows.Taken.YES);
        assertThat(take(0x8008_0001_0000_00E0L, HEAD, 61_000)).isEqualTo(StreamRows.Taken.YES);

        PacketRun run = rows.taken(1);
        assertThat(run.packets()).isEqualTo(3);
        assertThat(Arrays.asList(run.arrivalNanos(0), run.arrivalNanos(1), run.arrivalNanos(2)))
                .containsExactly(21_000L, 20_500L, 61_000L);
        assertThat(rows.lastPacket(1)).isEqualTo(7);
    }

    @Test
    void leavesWhatIsNotAsExpected() {
        long next = 0x8008_FFFF_FFFF_FFA0L;

        assertThat(take(START, HEAD, 2_000)).as("the same again").isEqualTo(StreamRows.Taken.NO);
        assertThat(take(next + (1L << 32), HEAD, 2_000))
                .as("a packet is missing")
                .isEqualTo(StreamRows.Taken.NO);
        assertThat(take(next + 160, HEAD, 2_000))
                .as("another step of the timestamp")
                .isEqualTo(StreamRows.Taken.NO);
        assertThat(take(next | 0x0080_0000_0000_0000L, HEAD, 2_000))
                .as("a marker")
                .isEqualTo(StreamRows.Taken.NO);
        assertThat(take(next ^ 0x0008_0000_0000_0000L, HEAD, 2_000))
                .as("another type")
                .isEqualTo(StreamRows.Taken.NO);
        assertThat(take(next, HEAD + 1, 2_000)).as("another length").isEqualTo(StreamRows.Taken.NO);
        assertThat(take(next, HEAD ^ 0x0004_0000, 2_000)).as("another DSCP").isEqualTo(StreamRows.Taken.NO);
        assertThat(take(next, HEAD, 1_000 + (1L << 31))).as("seconds later").isEqualTo(StreamRows.Taken.NO);
        assertThat(rows.noted(1)).isZero();
        assertThat(take(next, HEAD | 0x0003_0000, 2_000)).as("ECN only").isEqualTo(StreamRows.Taken.YES);
    }

    /** The slot was found by another packet's key, or was given to another stream since. */
    @Test
    void leavesWhatIsOfAnotherStream() {
        long next = 0x8008_FFFF_FFFF_FFA0L;

        assertThat(rows.take(1, KEY + 1, next, HEAD, 2_000, 7)).isEqualTo(StreamRows.Taken.NO);
        assertThat(rows.take(0, KEY, next, HEAD, 2_000, 7)).isEqualTo(StreamRows.Taken.NO);
        assertThat(rows.noted(1)).isZero();
    }

    @Test
    void lengthsMayDifferWhereTheyTellNothing() {
        rows.expect(1, START, HEAD, TICKS, true, 1_000);

        assertThat(take(0x8008_FFFF_FFFF_FFA0L, HEAD + 10, 2_000)).isEqualTo(StreamRows.Taken.YES);
        assertThat(take(0x8008_0000_0000_0040L, HEAD - 30, 3_000)).isEqualTo(StreamRows.Taken.YES);
        assertThat(rows.taken(1).octets()).isEqualTo(160 + 10 + 160 - 30);
        rows.rebase(1, 3_000);
        take(0x8008_0001_0000_00E0L, HEAD, 4_000);
        assertThat(rows.taken(1).octets()).isEqualTo(160);
    }

    /** A packet of more than a second, such as a sender of single pictures makes. */
    @Test
    void expectsNothingAfterTicksThatHaveNoRoom() {
        rows.expect(1, START, HEAD, 0x1_0000, false, 1_000);

        assertThat(take(0x8008_FFFF_0000_FF00L, HEAD, 2_000)).isEqualTo(StreamRows.Taken.NO);
    }

    @Test
    void takesNothingUntilNewsAreLookedAt() {
        long next = 0x8008_FFFF_FFFF_FFA0L;
        take(next, HEAD, 2_000);
        rows.news(1);

        assertThat(take(0x8008_0000_0000_0040L, HEAD, 3_000)).isEqualTo(StreamRows.Taken.NO);
        assertThat(rows.taken(1).packets()).as("what came before stays").isEqualTo(1);
        assertThat(rows.takeNews(1)).isTrue();
        assertThat(rows.takeNews(1)).isFalse();
    }

    @Test
    void isFullBeforeANoteWouldBeLost() {
        long start = START;
        for (int i = 1; i <= 3 * StreamRows.NOTES_MAX; i++) {
            start = (0x8008L << 48) | ((0xFFFEL + i & 0xFFFF) << 32) | (0xFFFF_FF00L + 160L * i & 0xFFFF_FFFFL);
            boolean isLast = i % StreamRows.NOTES_MAX == 0;
            assertThat(take(start, HEAD, 20_000L * i)).isEqualTo(isLast ? StreamRows.Taken.FULL : StreamRows.Taken.YES);
            if (!isLast) continue;
            long next = (start & ~0x0000_FFFF_FFFF_FFFFL) | ((0xFFFEL + i + 1 & 0xFFFF) << 32);
            next |= 0xFFFF_FF00L + 160L * (i + 1) & 0xFFFF_FFFFL;
            assertThat(take(next, HEAD, 20_000L * i)).as("no room").isEqualTo(StreamRows.Taken.NO);
            assertThat(rows.taken(1).packets()).isEqualTo(StreamRows.NOTES_MAX);
            assertThat(rows.taken(1).arrivalNanos(StreamRows.NOTES_MAX - 1)).isEqualTo(20_000L * i);
            rows.rebase(1, 20_000L * i);
        }
    }

    @Test
    void aClosedRowTakesNothing() {
        rows.close(1);

        assertThat(take(0x8008_FFFF_FFFF_FFA0L, HEAD, 2_000)).isEqualTo(StreamRows.Taken.NO);
    }

    private StreamRows.Taken take(long start, int head, long timeNanos) {
        return rows.take(1, KEY, start, head, timeNanos, 7);
    }
}
