// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads one message of a text whose every character is an octet, at an offset, between octets of something else. */
final class TortureMessage {
    private static final int OFFSET = 5;

    private TortureMessage() {}

    /** The text's line ends become CR LF. */
    static SipMessageView read(String text) {
        SipMessageView sip = new SipMessageView();
        assertThat(verdict(sip, text.replace("\n", "\r\n"))).isEqualTo(SipMessageView.Verdict.SIP);
        return sip;
    }

    static SipMessageView.Verdict verdict(SipMessageView sip, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = new byte[octets.length + 2 * OFFSET];
        Arrays.fill(bytes, (byte) 'x');
        System.arraycopy(octets, 0, bytes, OFFSET, octets.length);
        return sip.wrap(bytes, OFFSET, octets.length);
    }

    /** A whole message; of the usual headers those follow that it does not have, and then its body, from an empty line on. */
    static SipMessageView request(String startLine, String... lines) {
        String method = startLine.substring(0, startLine.indexOf(' '));
        int body = List.of(lines).indexOf("");
        List<String> headers = List.of(lines).subList(0, body < 0 ? lines.length : body);
        StringBuilder text = new StringBuilder(startLine).append('\n');
        for (String header : headers) text.append(header).append('\n');
        complete(text, "Via", "SIP/2.0/UDP pc.example.net:5060;branch=z9hG4bKtort");
        if (text.indexOf("\nF:") < 0) complete(text, "From", "<sip:caller@example.net>;tag=f1");
        complete(text, "To", "<sip:callee@example.org>");
        complete(text, "Call-ID", "torture@192.0.2.1");
        complete(text, "CSeq", "7 " + method);
        complete(text, "Max-Forwards", "70");
        for (int i = headers.size(); i < lines.length; i++)
            text.append(lines[i]).append('\n');
        if (body < 0) text.append('\n');
        SipMessageView sip = read(text.toString());
        assertThat(sip.callId()).startsWith("torture");
        return sip;
    }

    private static void complete(StringBuilder text, String name, String value) {
        if (text.indexOf("\n" + name + ":") < 0)
            text.append(name).append(": ").append(value).append('\n');
    }
}
