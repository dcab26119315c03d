// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.sdp.SdpParser;
import earshot.protocols.sdp.SdpRedactor;
import earshot.protocols.sdp.SessionDescription;
import earshot.testkit.SipText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A session description, read and redacted. */
public final class SdpTarget implements FuzzTarget {
    @Override
    public void run(byte[] input) {
        Amid.same(input, (bytes, offset, length) -> {
            String redacted = SdpRedactor.redact(bytes, offset, length);
            return List.of(checked(SdpParser.parse(bytes, offset, length)).toString(), redacted);
        });
    }

    static SessionDescription checked(SessionDescription sdp) {
        Amid.check(sdp.media().size() <= 32, "more media than may be");
        sdp.media().forEach(media -> {
            Amid.check(media.port() >= 0 && media.port() <= 65_535, "port " + media.port());
            Amid.check(media.rtcpPort() >= 0 && media.rtcpPort() <= 65_535, "RTCP port " + media.rtcpPort());
            Amid.check(media.codecs().size() <= 64, "more codecs than may be");
        });
        return sdp;
    }

    /** Text, lines, words and what is kept of them, asked twice. */
    @Override
    public int allocationPerOctet() {
        return 160;
    }

    @Override
    public List<byte[]> seeds() {
        String audio = SipText.of("X")
                .sdp("192.0.2.1", 4000, "ptime:20", "rtcp:4001 IN IP4 192.0.2.1", "sendonly", "rtcp-mux")
                .toString();
        String description = audio.substring(audio.indexOf("v=0"));
        return List.of(
                octets(description),
                octets(description + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc|2^20\r\na=ice-pwd:secret\r\n"
                        + "a=candidate:1 1 UDP 2130706431 192.0.2.1 4000 typ host\r\nk=base64:secret\r\n"
                        + "a=fingerprint:sha-256 00\r\na=key-mgmt:mikey secret\r\n"),
                octets("""
                        v=0
                        o=- 1 2 IN IP6 2001:db8::1
                        s=
                        c=IN IP6 2001:db8::1
                        m=audio 4000/2 RTP/SAVPF 111 9
                        a=rtpmap:111 opus/48000/2
                        a=fmtp:111 useinbandfec=1
                        m=video 0 RTP/AVP 97
                        """));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
