// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.ip.FragmentReassembler.Limits;
import earshot.protocols.ip.FragmentReassembler.Outcome;
import earshot.testkit.Frames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However the same octets were cut, mixed up and sent again, the same comes out. */
class ReassemblyPropertyTest {
    private static final String V4_SOURCE = "192.0.2.1";
    private static final String V6_SOURCE = "2001:db8::1";

    private static byte[] octets(int length, Random random) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    /** Ends of pieces: multiples of the unit, and the length itself. */
    private static List<int[]> pieces(int length, int unit, Random random) {
        List<int[]> pieces = new ArrayList<>();
        for (int from = 0; from < length; ) {
            int to = Math.min(length, from + unit * (1 + random.nextInt(20)));
            pieces.add(new int[] {from, to});
            from = to;
        }
        return pieces;
    }

    /** Some of them twice, and all in any order. */
    private static void mix(List<int[]> pieces, Random random) {
        pieces.addAll(pieces.stream().filter(piece -> random.nextInt(3) == 0).toList());
        Collections.shuffle(pieces, random);
    }

    private static IpPacket fragment(boolean isIpv6, int id, byte[] data, int[] piece) {
        byte[] part = Arrays.copyOfRange(data, piece[0], piece[1]);
        boolean more = piece[1] < data.length;
        byte[] packet = isIpv6
                ? Frames.ipv6(V6_SOURCE, "2001:db8::2", 44, Frames.ipv6Fragment(17, id, piece[0], more, part))
                : Frames.ipv4Fragment(V4_SOURCE, "192.0.2.2", 17, id, piece[0], more, part);
        IpPacket ip = new IpPacket();
        ip.wrap(packet, 0, packet.length);
        return ip;
    }

    @Property(tries = 300)
    void fragmentsInAnyOrderGiveTheirDatagram(
            @ForAll boolean isIpv6, @ForAll @IntRange(min = 9, max = 9_000) int length, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] data = octets(length, random);
        List<int[]> pieces = pieces(length, 8, random);
        if (pieces.size() == 1) return; // no fragment
        mix(pieces, random);
        FragmentReassembler reassembler = new FragmentReassembler();

        Outcome outcome = Outcome.PENDING;
        for (int at = 0; outcome == Outcome.PENDING; at++) {
            outcome = reassembler.accept(fragment(isIpv6, 7, data, pieces.get(at)), 0, at);
        }

        assertThat(outcome).isEqualTo(Outcome.COMPLETE);
        IpPacket whole = new IpPacket();
        assertThat(whole.wrap(reassembler.bytes(), 0, reassembler.length())).isEqualTo(IpPacket.Verdict.IP);
        assertThat(Arrays.copyOfRange(reassembler.bytes(), whole.payloadOffset(), reassembler.length()))
                .isEqualTo(data);
        assertThat(reassembler.overlapping()).isZero();
        assertThat(reassembler.waiting()).isZero();
        assertThat(reassembler.octetsWaiting()).isZero();
    }

    /** RFC 5722: an overlap gives the datagram up for good; in IPv4 what came first stays, and is flagged. */
    @Property(tries = 100)
    void anOverlapThatDiffersIsTheFirstOrNothing(@ForAll boolean isIpv6, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] data = octets(800, random);
        byte[] other = data.clone();
        int changed = random.nextInt(400);
        other[changed] ^= 1;
        FragmentReassembler reassembler = new FragmentReassembler();

        reassembler.accept(fragment(isIpv6, 7, data, new int[] {0, 400}), 0, 0);
        Outcome overlap = reassembler.accept(fragment(isIpv6, 7, other, new int[] {changed / 8 * 8, 408}), 0, 1);
        Outcome last = reassembler.accept(fragment(isIpv6, 7, data, new int[] {400, 800}), 0, 2);

        assertThat(reassembler.overlapping()).isEqualTo(1);
        assertThat(overlap).isEqualTo(isIpv6 ? Outcome.REFUSED : Outcome.PENDING);
        assertThat(last).isEqualTo(isIpv6 ? Outcome.REFUSED : Outcome.COMPLETE);
        if (!isIpv6) {
            assertThat(Arrays.copyOfRange(reassembler.bytes(), 20, 820)).isEqualTo(data);
        }
    }

    /** Whoever sends beginnings without ends fills its own room, not that of others. */
    @Property(tries = 50)
    void oneSourceCannotTakeAllRoom(@ForAll @IntRange(min = 1, max = 200) int datagrams) {
        FragmentReassembler reassembler = new FragmentReassembler(new Limits(100, 1 << 20, 1_000, 10));
        byte[] data = new byte[100];

        for (int id = 0; id < datagrams; id++) {
            reassembler.accept(fragment(false, id, data, new int[] {0, 80}), 0, 0);
        }

        assertThat(reassembler.waiting()).isEqualTo(Math.min(datagrams, 10));
        assertThat(reassembler.accept(fragment(true, 1, data, new int[] {0, 80}), 0, 0))
                .isEqualTo(Outcome.PENDING);
        assertThat(reassembler.accept(fragment(false, 1_000, data, new int[] {0, 80}), 0, 2_000))
                .as("after the others ran out of time")
                .isEqualTo(Outcome.PENDING);
        assertThat(reassembler.waiting()).isEqualTo(1);
    }

    @Property(tries = 300)
    void segmentsInAnyOrderGiveTheirStream(
            @ForAll @IntRange(min = 1, max = 5_000) int length, @ForAll int sequence, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] data = octets(length, random);
        List<int[]> pieces = pieces(length, 1 + random.nextInt(100), random);
        pieces.addAll(pieces(length, 1 + random.nextInt(100), random)); // sent again, cut elsewhere
        mix(pieces, random);
        TcpDirection direction = new TcpDirection(sequence);

        for (int[] piece : pieces) {
            direction.accept(sequence + piece[0], data, piece[0], piece[1] - piece[0]);
            direction.accept(sequence + piece[1], data, 0, 0); // an acknowledgement has no octets
        }

        int offset = direction.offset();
        assertThat(Arrays.copyOfRange(direction.bytes(), offset, offset + direction.length()))
                .isEqualTo(data);
        assertThat(direction.hasGap()).isFalse();
    }
}
