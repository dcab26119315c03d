// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import static earshot.testkit.Frames.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.ip.FragmentReassembler.Limits;
import earshot.protocols.ip.FragmentReassembler.Outcome;
import earshot.testkit.Frames;
import earshot.testkit.HostileBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FragmentReassemblerTest {
    private static final String A = "192.0.2.1";
    private static final String B = "192.0.2.2";
    private static final byte[] DATAGRAM = datagram(3000);

    private final IpPacket packet = new IpPacket();
    private FragmentReassembler reassembler = new FragmentReassembler();
    private long nowMicros = 1_000_000;

    private static byte[] datagram(int length) {
        byte[] payload = new byte[length];
        new Random(1).nextBytes(payload);
        return payload;
    }

    private static byte[] ipv4(byte[] datagram, int id, int from, int to) {
        return Frames.ipv4Fragment(A, B, UDP, id, from, to < datagram.length, Arrays.copyOfRange(datagram, from, to));
    }

    private static byte[] ipv6(byte[] datagram, int id, int from, int to) {
        byte[] piece = Arrays.copyOfRange(datagram, from, to);
        byte[] payload = Frames.ipv6Fragment(UDP, id, from, to < datagram.length, piece);
        return Frames.ipv6("2001:db8::1", "2001:db8::2", 44, payload);
    }

    private Outcome accept(byte[] fragment) {
        assertThat(packet.wrap(fragment, 0, fragment.length)).isEqualTo(IpPacket.Verdict.FRAGMENT);
        return reassembler.accept(packet, 0, nowMicros);
    }

    private byte[] whole() {
        return Arrays.copyOf(reassembler.bytes(), reassembler.length());
    }

    @Test
    void piecesInOrderMakeTheDatagram() {
        assertThat(accept(ipv4(DATAGRAM, 5, 0, 1480))).isEqualTo(Outcome.PENDING);
        assertThat(accept(ipv4(DATAGRAM, 5, 1480, 2960))).isEqualTo(Outcome.PENDING);
        assertThat(accept(ipv4(DATAGRAM, 5, 2960, 3000))).isEqualTo(Outcome.COMPLETE);

        assertThat(packet.wrap(whole(), 0, reassembler.length())).isEqualTo(IpPacket.Verdict.IP);
        assertThat(packet.dscp()).isEqualTo(46);
        assertThat(Arrays.copyOfRange(whole(), packet.payloadOffset(), reassembler.length()))
                .isEqualTo(DATAGRAM);
        assertThat(reassembler.waiting()).isZero();
        assertThat(reassembler.octetsWaiting()).isZero();
    }

    @Test
    void ipv6PiecesTooAndTheHeaderNamesTheTransport() {
        assertThat(accept(ipv6(DATAGRAM, 5, 1448, 3000))).isEqualTo(Outcome.PENDING);
        assertThat(accept(ipv6(DATAGRAM, 5, 0, 1448))).isEqualTo(Outcome.COMPLETE);

        assertThat(packet.wrap(whole(), 0, reassembler.length())).isEqualTo(IpPacket.Verdict.IP);
        assertThat(packet.protocol()).isEqualTo(UDP);
        assertThat(Arrays.copyOfRange(whole(), packet.payloadOffset(), reassembler.length()))
                .isEqualTo(DATAGRAM);
    }

    @Test
    void datagramsOfDifferentIdsAndScopesDoNotMix() {
        accept(ipv4(DATAGRAM, 5, 0, 1480));
        assertThat(accept(ipv4(DATAGRAM, 6, 1480, 3000))).isEqualTo(Outcome.PENDING);
        byte[] rest = ipv4(DATAGRAM, 5, 1480, 3000);
        packet.wrap(rest, 0, rest.length);
        assertThat(reassembler.accept(packet, 100, nowMicros)).isEqualTo(Outcome.PENDING);
        assertThat(reassembler.waiting()).isEqualTo(3);
    }

    @Test
    void octetsThatCameFirstStayInIpv4() {
        byte[] other = new byte[3000];
        accept(ipv4(DATAGRAM, 5, 0, 1480));
        accept(ipv4(other, 5, 0, 1480));
        assertThat(accept(ipv4(DATAGRAM, 5, 1480, 3000))).isEqualTo(Outcome.COMPLETE);

        assertThat(Arrays.copyOfRange(whole(), 20, 3020)).isEqualTo(DATAGRAM);
        assertThat(reassembler.overlapping()).isEqualTo(1);
    }

    @Test
    void aFragmentThatAMirrorPortCopiedTwiceIsNoOverlap() {
        accept(ipv6(DATAGRAM, 5, 0, 1448));
        accept(ipv6(DATAGRAM, 5, 0, 1448));

        assertThat(accept(ipv6(DATAGRAM, 5, 1448, 3000))).isEqualTo(Outcome.COMPLETE);
        assertThat(reassembler.overlapping()).isZero();
    }

    @Test
    void overlapInIpv6GivesTheDatagramUp() { // RFC 5722
        accept(ipv6(new byte[3000], 5, 0, 1448));

        assertThat(accept(ipv6(DATAGRAM, 5, 1440, 3000))).isEqualTo(Outcome.REFUSED);
        assertThat(reassembler.waiting()).isEqualTo(1); // remembered, so that what is still to come is refused too
    }

    @Test
    void whatCannotBeWholeIsRefused() {
        byte[] odd = Frames.ipv4Fragment(A, B, UDP, 5, 0, true, new byte[13]);
        byte[] past = Frames.ipv4Fragment(A, B, UDP, 5, 65_528, false, new byte[64]);
        byte[] cut = Arrays.copyOf(ipv4(DATAGRAM, 5, 0, 1480), 100);

        assertThat(accept(odd)).isEqualTo(Outcome.REFUSED);
        assertThat(accept(past)).isEqualTo(Outcome.REFUSED);
        assertThat(accept(cut)).isEqualTo(Outcome.REFUSED);
        assertThat(reassembler.waiting()).isZero();
    }

    @Test
    void fragmentsAreNotWaitedForLongerThanTheLimit() {
        accept(ipv4(DATAGRAM, 5, 0, 1480));
        nowMicros += Limits.DEFAULT.timeoutMicros() + 1;

        assertThat(accept(ipv4(DATAGRAM, 5, 1480, 3000))).isEqualTo(Outcome.PENDING);
        assertThat(reassembler.expired()).isEqualTo(1);
    }

    @Test
    void aFloodOfFirstFragmentsStaysWithinItsBounds() {
        Limits limits = new Limits(100, 200_000, 5_000_000);
        reassembler = new FragmentReassembler(limits);

        for (int id = 0; id < 10_000; id++) {
            accept(ipv4(DATAGRAM, id, 0, 1480));
            assertThat(reassembler.waiting()).isLessThanOrEqualTo(limits.datagrams());
            assertThat(reassembler.octetsWaiting()).isLessThanOrEqualTo(limits.octets());
        }
        assertThat(reassembler.evicted() + reassembler.waiting()).isEqualTo(10_000);
    }

    @Property(tries = 200)
    void anyCutInAnyOrderMakesTheSameDatagram(@ForAll @IntRange(min = 16, max = 4000) int length, @ForAll long seed) {
        byte[] datagram = datagram(length);
        List<byte[]> fragments = cut(datagram, new Random(seed));
        FragmentReassembler fresh = new FragmentReassembler();
        List<Outcome> outcomes = new ArrayList<>();
        for (byte[] fragment : fragments) {
            packet.wrap(fragment, 0, fragment.length);
            outcomes.add(fresh.accept(packet, 0, nowMicros));
        }

        assertThat(outcomes.get(outcomes.size() - 1)).isEqualTo(Outcome.COMPLETE);
        assertThat(outcomes).containsOnlyOnce(Outcome.COMPLETE);
        assertThat(Arrays.copyOfRange(fresh.bytes(), 20, fresh.length())).isEqualTo(datagram);
    }

    private static List<byte[]> cut(byte[] datagram, Random random) {
        List<byte[]> fragments = new ArrayList<>();
        int from = 0;
        while (from < datagram.length) {
            int most = fragments.isEmpty() ? datagram.length - 8 : datagram.length - from; // at least two
            int to = Math.min(datagram.length, from + 8 * (1 + random.nextInt(Math.max(1, most / 8))));
            fragments.add(ipv4(datagram, 9, from, to));
            from = to;
        }
        Collections.shuffle(fragments, random);
        return fragments;
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        HostileBytes.attack(ipv6(DATAGRAM, 5, 0, 64), 9, (bytes, offset, length) -> {
            FragmentReassembler fresh = new FragmentReassembler();
            if (packet.wrap(bytes, offset, length) != IpPacket.Verdict.FRAGMENT) return "none";
            return List.of(fresh.accept(packet, 0, 0), fresh.octetsWaiting());
        });
    }
}
