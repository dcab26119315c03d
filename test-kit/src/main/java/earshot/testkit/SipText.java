// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import java.nio.charset.StandardCharsets;

/**
 * This is a SIP message being written, line by line: {@code SipText.of("OPTIONS sip:a@b SIP/2.0").header("Call-ID",
 * "1").bytes()}. Content-Length is added at the end, and nothing else.
 */
public final class SipText {
    private final StringBuilder head = new StringBuilder(512);
    private String body = "";

    private SipText(String startLine) {
        head.append(startLine).append("\r\n");
    }

    public static SipText of(String startLine) {
        return new SipText(startLine);
    }

    /** A request with the headers that there must be; To has no tag. */
    public static SipText request(String method, String callId, int cseq, String branch) {
        return of(method + " sip:bob@example.com SIP/2.0")
                .header("Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=" + branch)
                .header("From", "\"Alice\" <sip:alice@example.com>;tag=a1")
                .header("To", "<sip:bob@example.com>")
                .header("Call-ID", callId)
                .header("CSeq", cseq + " " + method);
    }

    /** A response with the headers that there must be. */
    public static SipText response(int status, String reason, String method, String callId, int cseq, String branch) {
        return of("SIP/2.0 " + status + " " + reason)
                .header("Via", "SIP/2.0/UDP 192.0.2.1:5060;branch=" + branch)
                .header("From", "\"Alice\" <sip:alice@example.com>;tag=a1")
                .header("To", "<sip:bob@example.com>" + (status > 100 ? ";tag=b1" : ""))
                .header("Call-ID", callId)
                .header("CSeq", cseq + " " + method);
    }

    public SipText header(String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** An audio description with one m= line. */
    public SipText sdp(String address, int port, String... attributes) {
        StringBuilder text = new StringBuilder("v=0\r\no=- 1 1 IN IP4 " + address + "\r\ns=-\r\nc=IN IP4 " + address);
        text.append("\r\nt=0 0\r\nm=audio ").append(port).append(" RTP/AVP 0 8 101\r\n");
        text.append("a=rtpmap:101 telephone-event/8000\r\n");
        for (String attribute : attributes) text.append("a=").append(attribute).append("\r\n");
        return body("application/sdp", text.toString());
    }

    public SipText body(String type, String text) {
        body = text;
        return header("Content-Type", type);
    }

    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return head + "Content-Length: " + length + "\r\n\r\n" + body;
    }
}
