// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.ip.TcpDirection.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TcpDirectionTest {
    private static final int START = 0xFFFFFFF0; // sequence numbers wrap after 16 octets
    private final TcpDirection direction = new TcpDirection(START);

    private Outcome accept(int at, String text) {
        byte[] payload = ("##" + text + "##").getBytes(StandardCharsets.US_ASCII);
        return direction.accept(START + at, payload, 2, text.length());
    }

    private String waiting() {
        return new String(direction.bytes(), direction.offset(), direction.length(), StandardCharsets.US_ASCII);
    }

    @Test
    void segmentsInOrderFollowEachOther() {
        assertThat(accept(0, "0123456789")).isEqualTo(Outcome.GREW);
        assertThat(accept(10, "abcdefghij")).isEqualTo(Outcome.GREW);
        assertThat(waiting()).isEqualTo("0123456789abcdefghij");

        direction.consume(15);
        assertThat(waiting()).isEqualTo("fghij");
    }

    @Test
    void aLaterSegmentWaitsForTheOneBeforeIt() {
        assertThat(accept(10, "abc")).isEqualTo(Outcome.AHEAD);
        assertThat(direction.hasGap()).isTrue();
        assertThat(accept(0, "0123456789")).isEqualTo(Outcome.GREW);

        assertThat(waiting()).isEqualTo("0123456789abc");
        assertThat(direction.hasGap()).isFalse();
    }

    @Test
    void anEmptySegmentIsNothingNewWhereverItIs() {
        assertThat(accept(0, "")).isEqualTo(Outcome.NOTHING_NEW);
        assertThat(accept(10, "")).isEqualTo(Outcome.NOTHING_NEW);
        assertThat(direction.hasGap()).isFalse();
    }

    @Test
    void whatWasSentBeforeIsNotReadAgain() {
        accept(0, "0123456789");

        assertThat(accept(0, "0123456789")).isEqualTo(Outcome.NOTHING_NEW);
        assertThat(accept(8, "89ab")).isEqualTo(Outcome.GREW);
        assertThat(accept(11, "x")).isEqualTo(Outcome.NOTHING_NEW); // keep-alive: one octet back
        assertThat(waiting()).isEqualTo("0123456789ab");
    }

    @Test
    void aGapCanBeGivenUp() {
        accept(0, "lost");
        accept(10, "abc");

        direction.skipGap();

        assertThat(waiting()).isEqualTo("abc");
        assertThat(direction.hasGap()).isFalse();
    }

    @Test
    void aNumberFarAwayIsAnotherConnection() {
        accept(0, "0123");

        assertThat(accept(1 << 25, "abc")).isEqualTo(Outcome.FOREIGN);
        assertThat(accept(-(1 << 25), "abc")).isEqualTo(Outcome.FOREIGN);
        assertThat(waiting()).isEqualTo("0123");
    }

    @Property(tries = 300)
    void anyOrderWithRepetitionsGivesTheSameOctets(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] sent = new byte[500];
        random.nextBytes(sent);
        List<int[]> segments = new ArrayList<>();
        for (int from = 0; from < sent.length; ) {
            int to = Math.min(sent.length, from + 1 + random.nextInt(90));
            segments.add(new int[] {from, to});
            if (random.nextInt(3) == 0) segments.add(new int[] {Math.max(0, from - random.nextInt(50)), to});
            from = to;
        }
        Collections.shuffle(segments, random);
        TcpDirection fresh = new TcpDirection(START);
        for (int[] segment : segments) fresh.accept(START + segment[0], sent, segment[0], segment[1] - segment[0]);

        assertThat(fresh.length()).isEqualTo(sent.length);
        assertThat(Arrays.copyOfRange(fresh.bytes(), fresh.offset(), fresh.offset() + fresh.length()))
                .isEqualTo(sent);
        assertThat(fresh.hasGap()).isFalse();
    }
}
