// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static earshot.testkit.SctpPackets.BEGIN;
import static earshot.testkit.SctpPackets.END;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.sip.SctpMessages.Outcome;
import earshot.testkit.HostileBytes;
import earshot.testkit.SctpPackets;
import earshot.testkit.SipText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIP over SCTP (RFC 4168), chunk by chunk (RFC 9260 §3.3.1). */
class SctpMessagesTest {
    private static final int OFFSET = 3; // never 0: a forgotten offset must fail
    private static final int SACK = 3;
    private static final int WHOLE = BEGIN | END;
    private static final String INVITE =
            SipText.request("INVITE", "c1", 1, "z9hG4bK1").toString();
    private static final String BYE =
            SipText.request("BYE", "c1", 2, "z9hG4bK2").toString();

    private final SctpMessages sctp = new SctpMessages();
    private final List<String> messages = new ArrayList<>();
    private int claimedMost;

    private static SctpPackets packet() {
        return SctpPackets.from(5_060, 5_062, 0xCAFE_F00DL);
    }

    private Outcome accept(SctpPackets packet) {
        byte[] bytes = packet.bytes();
        return accept(bytes, bytes.length);
    }

    private Outcome accept(byte[] packet, int captured) {
        byte[] around = new byte[OFFSET + packet.length + 5];
        Arrays.fill(around, (byte) 0xFF);
        System.arraycopy(packet, 0, around, OFFSET, captured);
        return sctp.accept(around, OFFSET, captured, packet.length, (bytes, at, length, claimed) -> {
            messages.add(new String(bytes, at, length, UTF_8));
            claimedMost = Math.max(claimedMost, claimed);
        });
    }

    private static byte[] part(int from, int to) {
        return INVITE.substring(from, to).getBytes(UTF_8);
    }

    @Test
    void chunksOfOnePacketAreMessagesAndOtherChunksAreSteppedOver() {
        SctpPackets packet = packet().chunk(SACK, 0, new byte[13])
                .data(WHOLE, 7, INVITE.getBytes(UTF_8))
                .data(WHOLE, 8, BYE.getBytes(UTF_8));

        assertThat(accept(packet)).isEqualTo(Outcome.SIP);
        assertThat(messages).containsExactly(INVITE, BYE);
        assertThat(sctp.sourcePort()).isEqualTo(5_060);
        assertThat(sctp.destinationPort()).isEqualTo(5_062);
    }

    /** The number wraps like any 32 bits. */
    @Test
    void fragmentsInOrderAreOneMessage() {
        assertThat(accept(packet().data(BEGIN, 0xFFFF_FFFFL, part(0, 101)))).isEqualTo(Outcome.SIP);
        assertThat(accept(packet().data(0, 0, part(101, 150)))).isEqualTo(Outcome.SIP);
        assertThat(messages).isEmpty();

        assertThat(accept(packet().data(END, 1, part(150, INVITE.length())))).isEqualTo(Outcome.SIP);
        assertThat(messages).containsExactly(INVITE);
    }

    @Test
    void aFragmentWithoutItsNeighbourIsNoMessage() {
        accept(packet().data(BEGIN, 1, part(0, 100)));

        assertThat(accept(packet().data(END, 3, part(150, 170)))).isEqualTo(Outcome.OTHER);
        assertThat(accept(SctpPackets.from(5_060, 5_062, 1).data(END, 2, part(100, 170))))
                .as("of another association")
                .isEqualTo(Outcome.OTHER);
        assertThat(messages).isEmpty();
    }

    @Test
    void aChunkSentAgainCountsOnce() {
        accept(packet().data(WHOLE, 7, INVITE.getBytes(UTF_8)));

        assertThat(accept(packet().data(WHOLE, 7, INVITE.getBytes(UTF_8)))).isEqualTo(Outcome.SIP);
        assertThat(messages).hasSize(1);
    }

    @Test
    void whatIsNoSipIsNotKept() {
        assertThat(accept(packet().data(WHOLE, 1, new byte[] {1, 0, 2, 1})))
                .as("M3UA")
                .isEqualTo(Outcome.OTHER);
        assertThat(accept(packet())).as("no chunk at all").isEqualTo(Outcome.OTHER);
    }

    @Test
    void aMessageCutByTheCaptureSaysHowLongItWas() {
        byte[] packet = packet().data(WHOLE, 1, INVITE.getBytes(UTF_8)).bytes();

        assertThat(accept(packet, 12 + 16 + 100)).isEqualTo(Outcome.SIP);
        assertThat(messages).containsExactly(INVITE.substring(0, 100));
        assertThat(claimedMost).isEqualTo(INVITE.length());
        assertThat(accept(packet, 12 + 16)).isEqualTo(Outcome.OTHER);
        assertThat(accept(packet, 11)).isEqualTo(Outcome.TRUNCATED);
    }

    @Test
    void chunksThatContradictTheirPacketAreMalformedAndEndIt() {
        byte[] tooLong = packet().data(WHOLE, 1, INVITE.getBytes(UTF_8)).bytes();
        tooLong[14] = 0x7F;
        assertThat(accept(tooLong, tooLong.length)).isEqualTo(Outcome.MALFORMED);
        byte[] endless = packet().chunk(SACK, 0, new byte[4]).bytes();
        endless[15] = 0;
        assertThat(accept(endless, endless.length)).isEqualTo(Outcome.MALFORMED);
        assertThat(accept(packet().data(WHOLE, 1, new byte[0]))).isEqualTo(Outcome.MALFORMED);
        assertThat(accept(new byte[11], 11)).isEqualTo(Outcome.MALFORMED);
        assertThat(messages).isEmpty();
    }

    @Test
    void messagesThatNeverEndAreBounded() {
        byte[] kilo = new byte[1_024];
        Arrays.fill(kilo, (byte) 'x');
        accept(packet().data(BEGIN, 0, INVITE.getBytes(UTF_8)));
        int tsn = 1;
        while (tsn <= 63) assertThat(accept(packet().data(0, tsn++, kilo))).isEqualTo(Outcome.SIP);
        accept(packet().data(0, tsn++, kilo)); // past the most: given up
        assertThat(accept(packet().data(END, tsn, kilo))).isEqualTo(Outcome.OTHER);

        for (int first = 0; first <= SctpMessages.UNFINISHED_MAX; first++) {
            accept(packet().data(BEGIN, 1_000 + 10 * first, part(0, 100)));
        }
        assertThat(accept(packet().data(END, 1_001, part(100, 170))))
                .as("the oldest made room")
                .isEqualTo(Outcome.OTHER);
        assertThat(accept(packet().data(END, 1_011, part(100, 170)))).isEqualTo(Outcome.SIP);
    }

    @Test
    void hostileBytesAreReadTheSameWherever() {
        byte[] sample = packet().chunk(SACK, 0, new byte[5])
                .data(BEGIN, 7, part(0, 60))
                .data(END, 8, part(60, 120))
                .bytes();
        HostileBytes.attack(sample, 42, (bytes, offset, length) -> {
            List<String> found = new ArrayList<>();
            Outcome outcome = new SctpMessages()
                    .accept(
                            bytes,
                            offset,
                            length,
                            length,
                            (at, from, captured, claimed) ->
                                    found.add(claimed + new String(at, from, captured, UTF_8)));
            return outcome + found.toString();
        });
    }
}
