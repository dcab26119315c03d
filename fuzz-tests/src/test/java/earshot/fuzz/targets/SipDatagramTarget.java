// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.protocols.sdp.SessionDescription;
import earshot.protocols.sip.SipMessageView;
import earshot.protocols.sip.SipRedactor;
import earshot.testkit.Octets;
import earshot.testkit.SipText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A datagram read as SIP: the first octet says how much of it the capture cut off. */
public final class SipDatagramTarget implements FuzzTarget {
    @Override
    public void run(byte[] input) {
        if (input.length == 0) return;
        int cut = Math.max(0, (input[0] & 0xFF) - 200);
        Amid.same(Arrays.copyOfRange(input, 1, input.length), (bytes, offset, length) -> {
            SipMessageView message = new SipMessageView();
            SipMessageView.Verdict verdict = message.wrap(bytes, offset, length, length + cut);
            return verdict == SipMessageView.Verdict.SIP ? everything(message, offset, length) : verdict;
        });
    }

    /** What anyone asks of a message; shared with the other targets that read SIP. */
    static List<Object> everything(SipMessageView message, int offset, int length) {
        int bodyEnd = message.bodyOffset() + message.bodyLength();
        Amid.check(message.bodyOffset() >= offset && bodyEnd <= offset + length, "body outside its message");
        Amid.check(message.bodyLength() >= 0, "a body of less than nothing");
        Amid.check(message.statusCode() == 0 || (message.statusCode() >= 100 && message.statusCode() <= 699), "status");
        Amid.check(message.cseq() >= -1 && message.callId().length() <= 512, "a value past its cap");
        List<Object> answers = new ArrayList<>();
        answers.add(String.valueOf(message.requestUri()) + message.reasonPhrase());
        answers.add(message.method());
        answers.add(message.statusCode());
        answers.add(message.callId());
        answers.add(message.cseq());
        answers.add(message.from());
        answers.add(message.to());
        answers.add(message.contact());
        answers.add(message.viaBranch() + message.viaSentBy() + message.viaTransport());
        answers.add(message.userAgent());
        answers.add(message.expiresSeconds());
        answers.add(message.contentType());
        answers.add(message.headers("route"));
        answers.add(message.bodyOffset() - offset);
        SessionDescription sdp = message.sdp();
        if (sdp != null) answers.add(SdpTarget.checked(sdp).toString());
        String redacted = SipRedactor.redact(message);
        Amid.check(redacted.length() <= SipRedactor.LENGTH_MAX, "longer than may be kept");
        answers.add(redacted);
        answers.add(Set.copyOf(message.anomalies()));
        return answers;
    }

    /** Values, their lower-case twins, SDP and the redacted text, each as UTF-16 where UTF-8 was wrong, asked twice. */
    @Override
    public int allocationPerOctet() {
        return 120;
    }

    static List<String> messages() {
        return List.of(
                SipText.request("INVITE", "a@example.com", 1, "z9hG4bK1")
                        .header("Contact", "<sip:alice@192.0.2.1:5060;transport=udp>;expires=60")
                        .header("User-Agent", "phone 1.0")
                        .sdp("192.0.2.1", 4000, "ptime:20", "rtcp:4001", "sendrecv")
                        .toString(),
                SipText.response(180, "Ringing", "INVITE", "a@example.com", 1, "z9hG4bK1")
                        .toString(),
                SipText.response(200, "OK", "INVITE", "a@example.com", 1, "z9hG4bK1")
                        .sdp("192.0.2.2", 5000)
                        .toString(),
                SipText.request("REGISTER", "r", 2, "z9hG4bK2")
                        .header("Authorization", "Digest username=\"a\", realm=\"r\", nonce=\"n\", response=\"0\"")
                        .header("Expires", "3600")
                        .toString(),
                SipText.request("BYE", "a@example.com", 2, "z9hG4bK3").toString(),
                SipText.request("INFO", "a@example.com", 3, "z9hG4bK4")
                        .body("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n")
                        .toString(),
                """
                OPTIONS sip:b@example.com SIP/2.0
                v:SIP / 2.0 / UDP
                 192.0.2.1 ;branch=z9hG4bK9
                f:sip:a@b;tag=1
                t: <sip:b>
                i:x
                CSeq : 1
                \tOPTIONS
                l: 0

                """.replace("\n", "\r\n"));
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (String message : messages()) {
            seeds.add(new Octets()
                    .u8(0)
                    .raw(message.getBytes(StandardCharsets.UTF_8))
                    .bytes());
        }
        return seeds;
    }
}
