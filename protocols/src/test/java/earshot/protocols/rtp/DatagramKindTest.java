// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import earshot.testkit.RtpPackets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DatagramKindTest {
    private static DatagramKind of(byte[] bytes) {
        byte[] amid = new Octets().hex("ffffff").raw(bytes).hex("ffff").bytes();
        return DatagramKind.of(amid, 3, bytes.length);
    }

    @Test
    void rtpAndRtcpAreToldByTheSecondOctet() { // RFC 5761 §4
        assertThat(of(RtpPackets.packet(true, 0, 1, 2, 3, new byte[160]))).isEqualTo(DatagramKind.RTP);
        assertThat(of(new Octets().hex("80c80006").zeros(24).bytes())).isEqualTo(DatagramKind.RTCP);
        assertThat(of(new Octets().hex("81cf0006").zeros(24).bytes())).isEqualTo(DatagramKind.RTCP);
    }

    @Test
    void tooShortForItsHeaderIsOther() {
        assertThat(of(new Octets().hex("8000").zeros(9).bytes())).isEqualTo(DatagramKind.OTHER);
        assertThat(of(new byte[0])).isEqualTo(DatagramKind.OTHER);
    }

    @Test
    void stunHasItsCookieAndLength() {
        byte[] binding = new Octets().hex("0001 0000 2112a442").zeros(12).bytes();

        assertThat(of(binding)).isEqualTo(DatagramKind.STUN);
        binding[4] = 0;
        binding[1] = 3; // no method of the time before the cookie
        assertThat(of(binding)).isEqualTo(DatagramKind.OTHER);
    }

    @Test
    void dtlsZrtpAndTurnChannelDataAreKnown() {
        assertThat(of(new Octets().hex("16fefd").zeros(10).bytes())).isEqualTo(DatagramKind.DTLS);
        assertThat(of(new Octets().hex("10000001 5a525450 00000001").bytes())).isEqualTo(DatagramKind.ZRTP);
        assertThat(of(new Octets().hex("4001 000c").zeros(12).bytes())).isEqualTo(DatagramKind.TURN_CHANNEL);
        assertThat(of(new Octets().hex("4001 00ff").zeros(12).bytes())).isEqualTo(DatagramKind.OTHER);
    }

    @Test
    void quicIsOther() { // RFC 9443: a long header of version 1, and a short one
        assertThat(of(new Octets().hex("c3 00000001 08").zeros(40).bytes())).isEqualTo(DatagramKind.OTHER);
        assertThat(of(new Octets().hex("52").zeros(40).bytes())).isEqualTo(DatagramKind.OTHER);
    }

    @Test
    void textIsOther() {
        assertThat(of("SIP/2.0 200 OK".getBytes(StandardCharsets.US_ASCII))).isEqualTo(DatagramKind.OTHER);
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        HostileBytes.attack(new Octets().hex("0001 0000 2112a442").zeros(12).bytes(), 2, DatagramKind::of);
        HostileBytes.attack(new Octets().hex("4001 000c").zeros(12).bytes(), 3, DatagramKind::of);
    }
}
