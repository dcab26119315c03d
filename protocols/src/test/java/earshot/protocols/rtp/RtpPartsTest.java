// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What RTP carries and travels in: header extensions, redundancy, TURN. */
class RtpPartsTest {
    private static final int OFFSET = 5;
    private static final String TURN_HEAD = "2112a442 000000000000000000000000";
    private static final String PEER = "0012 0008 0001 a147 e112a643";

    private final RtpHeader rtp = new RtpHeader();
    private final RtpExtension extension = new RtpExtension();
    private final RedundantBlocks red = new RedundantBlocks();
    private final StunMessage stun = new StunMessage();

    private static byte[] amid(byte[] packet) {
        return new Octets().hex("ffffffffff").raw(packet).hex("ffffffff").bytes();
    }

    private List<String> elements(String packet) {
        byte[] bytes = new Octets().hex(packet).bytes();
        byte[] amid = amid(bytes);
        List<String> found = new ArrayList<>();
        if (rtp.wrap(amid, OFFSET, bytes.length) != RtpHeader.Verdict.RTP || !extension.wrap(amid, rtp)) return found;
        while (extension.next()) found.add(extension.id() + ":" + extension.length());
        if (extension.isMalformed()) found.add("malformed");
        return found;
    }

    @Test
    void elementsOfTheOneByteForm() { // RFC 8285 4.2: ID 1 of one octet, padding, ID 3 of three
        assertThat(elements("90600001 00000002 00000003 bede0002 10aa 00 32 bbccdd 00 ff"))
                .containsExactly("1:1", "3:3");
        assertThat(elements("91600001 00000002 00000003 00000004 bede0001 10aa f0 ff"))
                .as("a contributing source before, and ID 15 ends the list")
                .containsExactly("1:1");
    }

    @Test
    void elementsOfTheTwoByteForm() { // RFC 8285 4.3: ID 1 without data, ID 20 of two octets
        assertThat(elements("90600001 00000002 00000003 10000002 0100 1402aabb 0000"))
                .containsExactly("1:0", "20:2");
    }

    @Test
    void anElementPastTheExtensionIsMalformed() {
        assertThat(elements("90600001 00000002 00000003 bede0001 3faabbcc")).containsExactly("malformed");
        assertThat(elements("90600001 00000002 00000003 10000001 00000001")).containsExactly("malformed");
    }

    @Test
    void extensionsOfOthersAreLeftAlone() {
        assertThat(elements("90600001 00000002 00000003 abcd0001 3faabbcc")).isEmpty();
        assertThat(elements("80600001 00000002 00000003")).isEmpty();
    }

    /** RFC 2198 section 4: a primary block of DVI4 behind one of LPC that is 20 ms older. */
    @Test
    void redundantBlocksComeBeforeThePrimaryOne() {
        byte[] payload = new Octets().hex("87 0280 0e 05").zeros(14 + 84).bytes();

        assertThat(red.wrap(amid(payload), OFFSET, payload.length, payload.length))
                .isTrue();
        assertThat(red.depth()).isEqualTo(1);
        assertThat(red.offsetTicks(0)).isEqualTo(160);
        assertThat(red.primaryType()).isEqualTo(5);
        assertThat(red.primaryLength()).isEqualTo(84);
    }

    @Test
    void blocksLongerThanThePayloadAreRefused() {
        byte[] payload = new Octets().hex("87 0283ff 05").zeros(14).bytes();
        assertThat(red.wrap(amid(payload), OFFSET, payload.length, payload.length))
                .isFalse();
        byte[] endless = new Octets().hex("87028000".repeat(40)).bytes();
        assertThat(red.wrap(amid(endless), OFFSET, endless.length, endless.length))
                .isFalse();
    }

    @Property(tries = 500)
    void aPayloadThatIsReadFitsItself(@ForAll @Size(max = 120) byte[] payload, @ForAll @IntRange(max = 120) int more) {
        int claimed = payload.length + more;
        if (!red.wrap(amid(payload), OFFSET, payload.length, claimed)) return;
        assertThat(red.primaryLength()).isBetween(0, claimed - 1);
        assertThat(red.depth()).isBetween(0, RedundantBlocks.DEPTH_MAX);
    }

    /** RFC 8656 11.1: to the peer 192.0.2.1:32853 goes a datagram of 5 octets, padded to 8. */
    @Test
    void whatATurnIndicationCarries() {
        byte[] send = new Octets()
                .hex("0016 0018")
                .hex(TURN_HEAD)
                .hex(PEER)
                .hex("0013 0005 8000000102 000000")
                .bytes();

        assertThat(DatagramKind.of(amid(send), OFFSET, send.length)).isEqualTo(DatagramKind.TURN_INDICATION);
        assertThat(stun.wrap(amid(send), OFFSET, send.length, send.length)).isTrue();
        assertThat(stun.dataOffset()).isEqualTo(OFFSET + 36);
        assertThat(stun.dataLength()).isEqualTo(5);
    }

    @Test
    void anAttributePastTheMessageIsNotRead() {
        byte[] send = new Octets()
                .hex("0016 0008")
                .hex(TURN_HEAD)
                .hex("0013 ffff 80000001")
                .bytes();

        assertThat(stun.wrap(amid(send), OFFSET, send.length, send.length)).isFalse();
        assertThat(stun.dataLength()).isZero();
    }

    @Test
    void aBindingRequestCarriesNothing() {
        byte[] request = new Octets()
                .hex("0001 0008")
                .hex(TURN_HEAD)
                .hex("0013 0004 80000001")
                .bytes();

        assertThat(DatagramKind.of(amid(request), OFFSET, request.length)).isEqualTo(DatagramKind.STUN);
        assertThat(stun.wrap(amid(request), OFFSET, request.length, request.length))
                .isFalse();
    }

    /** RFC 3489 had a transaction id where the cookie is now; CHANGE-REQUEST fills the message. */
    @Test
    void stunFromBeforeTheCookie() {
        byte[] request = new Octets()
                .hex("0001 0008 11223344 556677889900aabbccddeeff 0003 0004 00000000")
                .bytes();

        assertThat(DatagramKind.of(amid(request), OFFSET, request.length)).isEqualTo(DatagramKind.STUN);
        request[23] = 5;
        assertThat(DatagramKind.of(amid(request), OFFSET, request.length)).isEqualTo(DatagramKind.OTHER);
    }

    @Test
    void hostileBytesDoNotBreakThem() {
        byte[] send = new Octets()
                .hex("0016 0014")
                .hex(TURN_HEAD)
                .hex(PEER)
                .hex("0013 0004 80000001")
                .bytes();
        HostileBytes.attack(
                send,
                1,
                (bytes, offset, length) -> stun.wrap(bytes, offset, length, length)
                        ? List.of(stun.dataOffset() - offset, stun.dataLength())
                        : "");
        byte[] redundant = new Octets().hex("87 0280 0e 05").zeros(30).bytes();
        HostileBytes.attack(
                redundant,
                2,
                (bytes, offset, length) ->
                        red.wrap(bytes, offset, length, length) ? List.of(red.depth(), red.primaryLength()) : "");
        byte[] extended = new Octets()
                .hex("90600001 00000002 00000003 bede0002 10aa 00 32 bbccdd 00")
                .bytes();
        HostileBytes.attack(extended, 3, (bytes, offset, length) -> {
            List<Object> found = new ArrayList<>();
            if (rtp.wrap(bytes, offset, length) != RtpHeader.Verdict.RTP || !extension.wrap(bytes, rtp)) return found;
            while (extension.next()) found.add(List.of(extension.id(), extension.dataOffset() - offset));
            return found;
        });
    }
}
