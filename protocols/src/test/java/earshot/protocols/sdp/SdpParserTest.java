// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.protocols.sdp.SessionDescription.Codec;
import earshot.protocols.sdp.SessionDescription.Direction;
import earshot.protocols.sdp.SessionDescription.MediaDescription;
import earshot.testkit.HostileBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SdpParserTest {
    private static SessionDescription parse(String... lines) {
        byte[] text = ("??" + String.join("\r\n", lines) + "\r\n!!").getBytes(StandardCharsets.UTF_8);
        return SdpParser.parse(text, 2, text.length - 4);
    }

    private static MediaDescription only(SessionDescription description) {
        assertThat(description.media()).hasSize(1);
        return description.media().get(0);
    }

    private static SessionDescription within(String text) {
        return SdpParser.parse("a=" + text + "=a", 2, 2 + text.length());
    }

    @Test
    void anOrdinaryOffer() {
        SessionDescription description = parse(
                "v=0",
                "o=alice 2890844526 2890844527 IN IP4 192.0.2.1",
                "s=-",
                "c=IN IP4 192.0.2.7",
                "t=0 0",
                "m=audio 49170 RTP/AVP 8 97 101",
                "a=rtpmap:97 iLBC/8000",
                "a=fmtp:97 mode=20",
                "a=rtpmap:101 telephone-event/8000",
                "a=fmtp:101 0-15",
                "a=ptime:20",
                "a=sendonly");

        assertThat(description.originAddress()).isEqualTo("192.0.2.1");
        assertThat(description.originSessionId()).isEqualTo("2890844526");
        assertThat(description.originVersion()).isEqualTo("2890844527");
        MediaDescription audio = only(description);
        assertThat(audio.kind()).isEqualTo("audio");
        assertThat(audio.address()).isEqualTo("192.0.2.7");
        assertThat(audio.port()).isEqualTo(49170);
        assertThat(audio.rtcpAddress()).isEqualTo("192.0.2.7");
        assertThat(audio.rtcpPort()).isEqualTo(49171);
        assertThat(audio.protocol()).isEqualTo("RTP/AVP");
        assertThat(audio.direction()).isEqualTo(Direction.SENDONLY);
        assertThat(audio.encrypted()).isFalse();
        assertThat(audio.ptimeMs()).isEqualTo(20);
        assertThat(audio.codecs())
                .containsExactly(
                        new Codec(8, "PCMA", 8000, 1, ""),
                        new Codec(97, "iLBC", 8000, 1, "mode=20"),
                        new Codec(101, "telephone-event", 8000, 1, "0-15"));
        assertThat(description.anomalies()).isEmpty();
    }

    @Test
    void whatTheMediaLevelSaysWinsOverTheSession() {
        SessionDescription description = parse(
                "c=IN IP4 192.0.2.1",
                "a=inactive",
                "m=audio 4000 RTP/AVP 0",
                "m=video 4002 RTP/AVP 31",
                "c=IN IP6 2001:0DB8::0001",
                "a=sendrecv");

        assertThat(description.media())
                .extracting(MediaDescription::address)
                .containsExactly("192.0.2.1", "2001:db8::1");
        assertThat(description.media())
                .extracting(MediaDescription::direction)
                .containsExactly(Direction.INACTIVE, Direction.SENDRECV);
    }

    @Test
    void rtcpMayHaveItsOwnPortAndAddress() { // RFC 3605
        MediaDescription audio =
                only(parse("c=IN IP4 192.0.2.1", "m=audio 4000 RTP/AVP 0", "a=rtcp:53020 IN IP4 192.0.2.9"));

        assertThat(audio.rtcpPort()).isEqualTo(53020);
        assertThat(audio.rtcpAddress()).isEqualTo("192.0.2.9");
    }

    @Test
    void multiplexedRtcpUsesTheSamePort() { // RFC 5761
        MediaDescription audio = only(parse("c=IN IP4 192.0.2.1", "m=audio 4000 RTP/AVP 0", "a=rtcp-mux"));

        assertThat(audio.rtcpMux()).isTrue();
        assertThat(audio.rtcpPort()).isEqualTo(4000);
    }

    @Test
    void aRejectedLineHasNoPorts() {
        MediaDescription video = only(parse("c=IN IP4 192.0.2.1", "m=video 0 RTP/AVP 31"));

        assertThat(video.port()).isZero();
        assertThat(video.rtcpPort()).isZero();
    }

    @Test
    void keysAndFingerprintsMeanEncryption() {
        assertThat(only(parse("m=audio 4000 RTP/SAVP 0")).encrypted()).isTrue();
        assertThat(only(parse("m=audio 4000 UDP/TLS/RTP/SAVPF 0")).encrypted()).isTrue();
        assertThat(only(parse("a=fingerprint:sha-256 AA", "m=audio 4000 RTP/AVP 0"))
                        .encrypted())
                .isTrue();
        assertThat(only(parse("m=audio 4000 RTP/AVP 0", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x"))
                        .encrypted())
                .isTrue();
    }

    @Test
    void candidatesOfRtpOverUdpAreEndpoints() { // RFC 8839 §5.1
        MediaDescription audio = only(parse(
                "m=audio 9 UDP/TLS/RTP/SAVPF 111",
                "a=rtpmap:111 opus/48000/2",
                "a=candidate:1 1 UDP 2130706431 192.0.2.1 50000 typ host",
                "a=candidate:1 2 UDP 2130706430 192.0.2.1 50001 typ host",
                "a=candidate:2 1 udp 1694498815 2001:db8::5 50002 typ srflx raddr 10.0.0.1 rport 5",
                "a=candidate:3 1 TCP 1 192.0.2.1 9 typ host tcptype active",
                "a=candidate:4 1 UDP 1 0c2a.local 50003 typ host"));

        assertThat(audio.candidates()).containsExactly("192.0.2.1:50000", "[2001:db8::5]:50002");
        assertThat(audio.codecs()).containsExactly(new Codec(111, "opus", 48_000, 2, ""));
    }

    /** As a browser offers: two lines on one transport, keys by DTLS, SSRCs announced (RFC 9143, RFC 8122, RFC 5576). */
    @Test
    void aBrowsersOffer() {
        SessionDescription offer = within("""
                v=0
                o=- 46117317 2 IN IP4 127.0.0.1
                a=group:BUNDLE 0 video
                a=setup:actpass
                a=fingerprint:SHA-256 19:E2:1C:3B
                m=audio 9 UDP/TLS/RTP/SAVPF 111
                c=IN IP4 0.0.0.0
                a=mid:0
                a=maxptime:60
                a=ssrc:314159 cname:x
                a=ssrc:314159 msid:y
                a=ssrc:4294967295 cname:x
                a=candidate:1 1 udp 2130706431 2001:DB8::1 50000 typ host
                a=candidate:2 1 UDP 1694498815 192.0.2.3 50001 typ srflx raddr 10.0.0.1 rport 50000
                a=candidate:3 1 udp 1 198.51.100.9 50002 typ relay raddr 192.0.2.3 rport 50001
                a=candidate:4 1 udp 1 198.51.100.8 50003 typ prflx
                a=remote-candidates:1 203.0.113.5 4000
                m=video 9 UDP/TLS/RTP/SAVPF 96
                a=mid:video
                a=setup:passive
                a=fingerprint:sha-1 AA
                """);

        assertThat(offer.bundle()).containsExactly("0", "video");
        MediaDescription audio = offer.media().get(0);
        assertThat(audio.mid()).isEqualTo("0");
        assertThat(audio.maxPtimeMs()).isEqualTo(60);
        assertThat(audio.ssrcs()).containsExactly(314_159L, 0xFFFF_FFFFL);
        assertThat(audio.keying()).isEqualTo(new SessionDescription.Keying(List.of(), "sha-256", "actpass"));
        assertThat(audio.candidates())
                .containsExactly("[2001:db8::1]:50000", "192.0.2.3:50001", "198.51.100.9:50002", "198.51.100.8:50003");
        MediaDescription video = offer.media().get(1);
        assertThat(video.keying()).isEqualTo(new SessionDescription.Keying(List.of(), "sha-1", "passive"));
        assertThat(video.ssrcs()).isEmpty();
        assertThat(offer.anomalies()).isEmpty();
    }

    @Test
    void ofCryptoLinesTheSuitesAreKept() { // RFC 4568 §9.1
        MediaDescription audio = within("""
                        m=audio 4000 RTP/SAVP 0
                        a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0|2^20|1:4
                        a=crypto:2 AEAD_AES_256_GCM inline:c2VjcmV0
                        """).media().get(0);

        assertThat(audio.keying().cryptoSuites()).containsExactly("AES_CM_128_HMAC_SHA1_80", "AEAD_AES_256_GCM");
        assertThat(audio.toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void anSsrcThatIsNoneIsNamed() {
        SessionDescription description = within("m=audio 4000 RTP/AVP 0\na=ssrc:4294967296 x\na=ssrc:y\n");

        assertThat(description.media().get(0).ssrcs()).isEmpty();
        assertThat(description.anomalies()).containsExactly("sdp-attribute");
    }

    @Test
    void anRtpmapRebindsAStaticType() {
        MediaDescription audio = only(parse("m=audio 4000 RTP/AVP 18", "a=rtpmap:18 G729A/8000"));

        assertThat(audio.codecs().get(0).name()).isEqualTo("G729A");
    }

    @Test
    void faxIsNotRtp() {
        MediaDescription image = only(parse("c=IN IP4 192.0.2.1", "m=image 4000 udptl t38"));

        assertThat(image.isRtp()).isFalse();
        assertThat(image.codecs()).isEmpty();
        assertThat(image.port()).isEqualTo(4000);
    }

    @Test
    void bareLineFeedsAndStrayBlanksAreRead() {
        SessionDescription description = within("v=0\nc=IN IP4 192.0.2.1 \n m=audio 4000 RTP/AVP 0\n");

        assertThat(only(description).address()).isEqualTo("192.0.2.1");
    }

    @Test
    void oddLinesAreNamedAndTheRestIsRead() {
        SessionDescription description =
                parse("v=0", "o=x", "c=IN", "nonsense", "m=audio http RTP/AVP 0", "a=ptime:x", "a=rtcp:", "m=video");

        assertThat(description.media()).hasSize(2);
        assertThat(description.media().get(0).port()).isZero();
        assertThat(description.anomalies())
                .containsExactly("sdp-origin", "sdp-connection", "sdp-line", "sdp-media", "sdp-attribute");
    }

    @Test
    void moreMediaLinesThanAnyoneNeedsAreNotKept() {
        String[] lines = new String[100];
        Arrays.fill(lines, "m=audio 4000 RTP/AVP 0");

        SessionDescription description = parse(lines);

        assertThat(description.media()).hasSize(SdpParser.MEDIA_MAX);
        assertThat(description.anomalies()).containsExactly("sdp-too-many-media");
    }

    @Test
    void hostileBytesDoNotBreakIt() {
        byte[] sample = String.join(
                        "\r\n",
                        "v=0",
                        "o=- 1 1 IN IP4 192.0.2.1",
                        "c=IN IP6 2001:db8::1%x",
                        "m=audio 4000/2 RTP/AVP 0 97",
                        "a=rtpmap:97 opus/48000/2",
                        "a=rtcp:1 IN IP4 1.2.3.4",
                        "a=candidate:1 1 UDP 1 1.2.3.4 5 typ host")
                .getBytes(StandardCharsets.UTF_8);

        HostileBytes.attack(sample, 10, SdpParser::parse);
    }
}
