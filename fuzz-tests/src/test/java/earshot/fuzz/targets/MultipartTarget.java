// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.sip.SipMessageView;
import earshot.testkit.Octets;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The body of a message that says it is a multipart one. */
public final class MultipartTarget implements FuzzTarget {
    private static final byte[] HEAD = """
            INVITE sip:b@example.com SIP/2.0
            Via: SIP/2.0/UDP a;branch=z9hG4bK1
            From: <sip:a@b>;tag=1
            To: <sip:b@b>
            Call-ID: 1
            CSeq: 1 INVITE
            Content-Type: multipart/mixed;boundary=b

            """.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);

    @Override
    public void run(byte[] input) {
        byte[] packet = new Octets().raw(HEAD).raw(input).bytes();
        Amid.same(packet, (bytes, offset, length) -> {
            SipMessageView message = new SipMessageView();
            SipMessageView.Verdict verdict = message.wrap(bytes, offset, length);
            Amid.check(verdict == SipMessageView.Verdict.SIP, "not SIP: " + verdict);
            return SipDatagramTarget.everything(message, offset, length);
        });
    }

    @Override
    public int allocationPerOctet() {
        return 400;
    }

    @Override
    public List<byte[]> seeds() {
        String sdp = "Content-Type: application/sdp\r\n\r\nv=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/AVP 0\r\n";
        return List.of(
                octets("--b\r\n" + sdp + "\r\n--b\r\nContent-Type: text/plain\r\n\r\nsecret\r\n--b--\r\n"),
                octets("preamble\r\n--b\r\nContent-Type: multipart/related; boundary=\"c\"\r\n\r\n--c\r\n" + sdp
                        + "\r\n--c--\r\n--b\r\nContent-Type: application/isup\r\n\r\n\1\2\3\r\n--b--\r\n"),
                octets("--b\nContent-Type: application/pidf+xml\n\n<x/>\n--b\n" + sdp.replace("\r", "")));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
