// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.rtcp.Feedback.Kind;
import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import earshot.testkit.RtcpPackets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackTest {
    private final RtcpCompound rtcp = new RtcpCompound();
    private final Feedback feedback = new Feedback();

    private Feedback of(String packet) {
        byte[] bytes = new Octets().hex("ffff").hex(packet).hex("ffffffff").bytes();
        rtcp.wrap(bytes, 2, bytes.length - 6);
        assertThat(rtcp.next()).isTrue();
        assertThat(feedback.wrap(rtcp)).isTrue();
        return feedback;
    }

    @Test
    void packetsAreAskedForByNumberAndBitMap() { // RFC 4585 6.2.1: 100, 101 and 103; then 500
        of("81cd0004 0000cafe 0000beef 00640005 01f40000");

        assertThat(feedback.kind()).isEqualTo(Kind.NACK);
        assertThat(feedback.mediaSsrc()).isEqualTo(0xBEEF);
        assertThat(feedback.nackedPackets()).isEqualTo(4);
    }

    @Test
    void picturesAreAskedFor() { // RFC 4585 6.3.1, RFC 5104 4.3.1
        assertThat(of("81ce0002 0000cafe 0000beef").kind()).isEqualTo(Kind.PICTURE_LOSS);
        assertThat(feedback.mediaSsrc()).isEqualTo(0xBEEF);

        assertThat(of("84ce0004 0000cafe 00000000 0000beef 07000000").kind()).isEqualTo(Kind.FULL_INTRA);
        assertThat(feedback.mediaSsrc()).isEqualTo(0xBEEF);
    }

    @Test
    void theOldWayOfAsking() { // RFC 2032 5.2
        assertThat(of("80c00001 0000beef").kind()).isEqualTo(Kind.FULL_INTRA);
        assertThat(feedback.mediaSsrc()).isEqualTo(0xBEEF);
        assertThat(of("80c10002 0000beef 00640001").kind()).isEqualTo(Kind.NACK);
        assertThat(feedback.nackedPackets()).isEqualTo(2);
    }

    @Test
    void aHeaderAloneNamesNoStream() { // what stands behind the packet is not read
        byte[] bytes = new Octets()
                .hex("80c90001 0000cafe 80c10000 ffffffff") // an empty report, and RFC 2032 5.2.2 cut short
                .bytes();
        rtcp.wrap(bytes, 0, bytes.length - 4);
        assertThat(rtcp.next()).isTrue();
        assertThat(rtcp.next()).isTrue();

        assertThat(feedback.wrap(rtcp)).isTrue();
        assertThat(feedback.kind()).isEqualTo(Kind.OTHER);
        assertThat(feedback.mediaSsrc()).isZero();
    }

    @Test
    void bitRatesAreBounded() {
        of("83cd0004 0000cafe 00000000 0000beef 0e000028"); // RFC 5104 4.2.1: exponent 3, mantissa 65536, overhead 40
        assertThat(feedback.kind()).isEqualTo(Kind.BIT_RATE);
        assertThat(feedback.bitRateMaxBps()).isEqualTo(524_288);
        assertThat(feedback.mediaSsrc()).isEqualTo(0xBEEF);

        of("8fce0005 0000cafe 00000000 52454d42 010bfa00 0000beef"); // REMB: exponent 2, mantissa 260608
        assertThat(feedback.kind()).isEqualTo(Kind.BIT_RATE);
        assertThat(feedback.bitRateMaxBps()).isEqualTo(1_042_432);
        assertThat(feedback.mediaSsrc()).isEqualTo(0xBEEF);
    }

    @Test
    void aBitRateBeyondAllNumbersIsTheLargest() {
        assertThat(of("8fce0005 0000cafe 00000000 52454d42 01ffffff 0000beef").bitRateMaxBps())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void feedbackTooShortForWhatItSaysIsNothing() {
        assertThat(of("81cd0002 0000cafe 0000beef").kind()).isEqualTo(Kind.OTHER);
        assertThat(of("81ce0001 0000cafe").kind()).isEqualTo(Kind.OTHER);
        assertThat(feedback.mediaSsrc()).isZero();
    }

    @Test
    void whoSaysGoodbye() { // RFC 3550 6.6, with a reason
        byte[] bye = new Octets()
                .hex("82cb0005 0000cafe 0000beef 06 627965 627965 00 00000000")
                .bytes();
        rtcp.wrap(bye, 0, bye.length);
        rtcp.next();

        assertThat(rtcp.goodbyeCount()).isEqualTo(2);
        assertThat(rtcp.goodbyeSsrc(1)).isEqualTo(0xBEEF);
        assertThat(Goodbye.reason(rtcp)).isEqualTo("byebye");
        bye[0] = (byte) 0x9F; // claims 31
        assertThat(rtcp.goodbyeCount()).isEqualTo(5);
        assertThat(Goodbye.reason(rtcp)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "81cb0001 0000cafe, ''", // none
        "81cb0002 0000cafe 00000000, ''", // an empty one
        "81cb0003 0000cafe 04 7ac3bc67 000000, züg", // UTF-8, RFC 3550 6.6
        "81cb0003 0000cafe 06 61 0a 62 9f 63 00 00, a?b?c", // what is no text, padded with a zero
        "a1cb0002 0000cafe 00000004, ''" // padding of the packet, not a reason
    })
    void theReasonIsForPeopleToRead(String packet, String reason) {
        byte[] bytes = new Octets().hex(packet).bytes();
        rtcp.wrap(bytes, 0, bytes.length);
        rtcp.next();

        assertThat(Goodbye.reason(rtcp)).isEqualTo(reason);
    }

    /** A length of 255 in a packet that has four octets behind it: what sank a library once (CVE-2021-43804). */
    @Test
    void aReasonPastItsPacketIsNone() {
        byte[] bytes = new Octets().hex("81cb0002 0000cafe ff616263 81c90001").bytes();
        rtcp.wrap(bytes, 0, 12);
        rtcp.next();

        assertThat(Goodbye.reason(rtcp)).isNull();
    }

    @Test
    void anApplicationIsNamedAndNotRead() {
        byte[] bytes = new Octets().hex("83cc0003 0000cafe 506f4331 deadbeef").bytes(); // talk burst taken
        rtcp.wrap(bytes, 0, bytes.length);
        rtcp.next();
        assertThat(ApplicationPacket.name(rtcp)).isEqualTo("PoC1/3");

        bytes = new Octets().hex("80cc0002 0000cafe 00416200").bytes();
        rtcp.wrap(bytes, 0, bytes.length);
        rtcp.next();
        assertThat(ApplicationPacket.name(rtcp)).isEqualTo("?Ab?/0");

        bytes = new Octets().hex("80cc0001 0000cafe").bytes();
        rtcp.wrap(bytes, 0, bytes.length);
        rtcp.next();
        assertThat(ApplicationPacket.name(rtcp)).isEmpty();
    }

    /** The canonical name is somebody's; the program's is not. */
    @Test
    void ofASourceDescriptionOnlyTheProgramIsRead() {
        byte[] chunks = new Octets()
                .hex("0000cafe 01 06 61407a2e6465 00000000")
                .hex("0000beef 02 03 426f62 06 06 50686f6e6532 000000")
                .bytes();
        byte[] packet = RtcpPackets.packet(2, 202, chunks);
        rtcp.wrap(packet, 0, packet.length);
        rtcp.next();

        assertThat(SourceDescription.tool(rtcp)).isEqualTo("Phone2");
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        List<String> samples = List.of(
                "81cd0004 0000cafe 0000beef 00640005 01f40000",
                "8fce0005 0000cafe 00000000 52454d42 010bfa00 0000beef",
                "81cb0003 0000cafe 06 627965 627965 00",
                "83cc0003 0000cafe 506f4331 deadbeef",
                "81ca0004 0000cafe 01 02 6162 06 03 616263 000000");
        for (String sample : samples) {
            HostileBytes.attack(new Octets().hex(sample).bytes(), 3, (bytes, offset, length) -> {
                List<Object> answers = new ArrayList<>();
                rtcp.wrap(bytes, offset, length);
                while (rtcp.next()) {
                    answers.add(SourceDescription.tool(rtcp));
                    answers.add(String.valueOf(Goodbye.reason(rtcp)));
                    answers.add(ApplicationPacket.name(rtcp));
                    for (int i = 0; i < rtcp.goodbyeCount(); i++) answers.add(rtcp.goodbyeSsrc(i));
                    if (!feedback.wrap(rtcp)) continue;
                    answers.add(feedback.kind());
                    answers.add(feedback.mediaSsrc());
                    if (feedback.kind() == Kind.NACK) answers.add(feedback.nackedPackets());
                    if (feedback.kind() == Kind.BIT_RATE) answers.add(feedback.bitRateMaxBps());
                }
                return answers;
            });
        }
    }
}
