// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.SipText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of telephones as their makers shape them; the addresses are made up behind each maker's prefix. */
class HardwareAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SEP0004F2ABCDEF                                    | SEP***",
                "Cisco-CP8841/12.5.1 SEP00506012ABCD                | Cisco-CP8841/12.5.1 SEP***",
                "Cisco/SPA504G-7.6.2f-0004f2abcdef                  | Cisco/SPA504G-7.6.2f-***",
                "Linksys/PAP2T-3.1.15(LS)-000E08ABCDEF              | Linksys/PAP2T-3.1.15(LS)-***",
                "PolycomVVX-VVX_411-UA/5.9.0.9373_64167f112233      | PolycomVVX-VVX_411-UA/5.9.0.9373_***",
                "PolycomVVX-VVX_500-0004f2abcdef                    | PolycomVVX-VVX_500-***",
                "PolyEdge-Edge_E350-UA/8.1.1.0589_482567aabbcc      | PolyEdge-Edge_E350-UA/8.1.1.0589_***",
                "Yealink SIP-T46S 66.86.0.15 805ec0123456           | Yealink SIP-T46S 66.86.0.15 ***",
                "Yealink SIP-T54W 96.86.0.70 80:5e:c0:12:34:56      | Yealink SIP-T54W 96.86.0.70 ***",
                "Yealink W60B 77.85.0.20 (805EC0-123456)            | Yealink W60B 77.85.0.20 (***)",
                "snom370/8.7.5.35 00-04-13-2A-BC-DE                 | snom370/8.7.5.35 ***",
                "snomD785/10.1.64.14 MAC0004132ABCDE                | snomD785/10.1.64.14 MAC***",
                "Aastra 6731i/3.3.1.4365 MAC:00-08-5D-12-34-56      | Aastra 6731i/3.3.1.4365 MAC:***",
                "AUDC-IPPhone/2.2.16 (420HD-Rev0; 00908F3A2B1C)     | AUDC-IPPhone/2.2.16 (420HD-Rev0; ***)",
                "IOS gateway 0004.f2ab.cdef/15.7                    | IOS gateway ***/15.7",
                "a 0004f2abcdef and b 0004f2abcdee                  | a *** and b ***",
            })
    void modelAndVersionStayAndTheAddressGoes(String said, String kept) {
        assertThat(HardwareAddress.masked(said)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Cisco-CP7960G/8.0",
                "Cisco-SIPGateway/IOS-15.7.3.M4",
                "PolycomSoundPointIP-SPIP_650-UA/4.0.15.1009",
                "Yealink SIP-T46S 66.86.0.15",
                "snomD785/10.1.64.14",
                "Grandstream GXP2170 1.0.11.64",
                "Asterisk PBX 20.9.3~dfsg+~cs6.14.60671435-1",
                "FreeSWITCH-mod_sofia/1.10.12-release~64bit",
                "kamailio (5.7.4 (x86_64/linux))",
                "commit 5f2d9c3ab1e04877a6c2d1b09f8e7d6c5b4a3920",
                "deadbeef cafe feed 1234567890 12345678901",
                "1.2.3.4.5.6 10.11.12.13.14.15",
                "00:04:f2:ab:cd",
                "00:04-f2:ab-cd:ef",
                "0004f2abcde\u00e9",
            })
    void whatIsNoAddressStaysAsItIs(String said) {
        assertThat(HardwareAddress.masked(said)).isEqualTo(said);
    }

    @Test
    void itIsGoneFromTheFieldTheRawTextAndTheDeviceNameOfAContact() {
        byte[] bytes = SipText.request("REGISTER", "c1", 1, "z9hG4bK1")
                .header("User-Agent", "Cisco-CP8841/12.5.1 SEP0004F2ABCDEF")
                .header("Contact", "<sip:a@192.0.2.1>;+u.sip!devicename.ccm.cisco.com=\"SEP0004F2ABCDEF\";video")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        SipMessageView sip = new SipMessageView();

        assertThat(sip.wrap(bytes, 0, bytes.length)).isEqualTo(SipMessageView.Verdict.SIP);
        assertThat(sip.userAgent()).isEqualTo("Cisco-CP8841/12.5.1 SEP***");
        assertThat(SipRedactor.redact(sip))
                .contains("User-Agent: Cisco-CP8841/12.5.1 SEP***\r\n")
                .contains("devicename.ccm.cisco.com=***;video")
                .doesNotContain("ABCDEF");
    }
}
