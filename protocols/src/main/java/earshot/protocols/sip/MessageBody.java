// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.sip.SipMessageView.BodyPart;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** This is where the body of a message is and what its headers say that it is (RFC 3261 §7.4). */
final class MessageBody {
    private static final String SDP = "application/sdp";

    private final HeaderTable headers;
    private final Set<SipAnomaly> anomalies;
    private int offset;
    private int length;
    private String type = "";

    /** Of the messages whose headers and anomalies are in these. */
    MessageBody(HeaderTable headers, Set<SipAnomaly> anomalies) {
        this.headers = headers;
        this.anomalies = anomalies;
    }

    /**
     * Measures the body of a message whose headers have been read. Content-Length counts when it fits; without one the
     * body is the rest (RFC 3261 §18.3).
     *
     * @param rest octets behind the headers
     */
    void measure(int offset, int rest, boolean isCutByCapture) {
        this.offset = offset;
        length = rest;
        int index = headers.find(HeaderName.CONTENT_TYPE);
        type = index < 0 ? "" : type(index);
        long claimed = contentLength();
        if (claimed < 0) return;
        if (claimed > rest && !isCutByCapture) anomalies.add(SipAnomaly.BODY_TOO_SHORT);
        if (claimed < rest) anomalies.add(SipAnomaly.TRAILING_OCTETS);
        length = (int) Math.min(claimed, rest);
    }

    private String type(int index) {
        int from = headers.valueFrom(index);
        boolean isSdp = headers.valueTo(index) - from == SDP.length()
                && headers.textOf(index).startsWith(SDP, from);
        return isSdp ? SDP : Multipart.mediaType(new Caps(anomalies).other(headers.value(index)));
    }

    /** -1 when there is none that can be used. Of several, the smallest. */
    private long contentLength() {
        long smallest = -1;
        int index = headers.find(HeaderName.CONTENT_LENGTH);
        for (int i = index; i >= 0; i = headers.findNext(HeaderName.CONTENT_LENGTH, i)) {
            long value = Params.number(headers.textOf(i), headers.valueFrom(i), headers.valueTo(i));
            if (value < 0) anomalies.add(SipAnomaly.BAD_CONTENT_LENGTH);
            if (smallest >= 0 && value >= 0 && value != smallest) anomalies.add(SipAnomaly.CONFLICTING_CONTENT_LENGTH);
            if (value >= 0 && (smallest < 0 || value < smallest)) smallest = value;
        }
        return smallest;
    }

    int offset() {
        return offset;
    }

    /** Octets that can be read. */
    int length() {
        return length;
    }

    /** Media type without parameters, lower case; empty when there is none. */
    String type() {
        return type;
    }

    /** Where the session description is; null when there is none. */
    @Nullable
    BodyPart sdp(byte[] bytes) {
        return part(bytes, SDP);
    }

    /** Where the body of a media type (lower case) is, also inside a multipart; null when there is none. */
    @Nullable
    BodyPart part(byte[] bytes, String mediaType) {
        if (length == 0) return null;
        int encoding = headers.find(HeaderName.CONTENT_ENCODING);
        if (encoding >= 0 && isEncoded(headers.value(encoding).toLowerCase(Locale.ROOT))) {
            anomalies.add(SipAnomaly.ENCODED_BODY);
            return null;
        }
        if (type.equals(mediaType)) return new BodyPart(offset, length);
        if (!type.startsWith("multipart/")) return null;
        String parameters = headers.value(headers.find(HeaderName.CONTENT_TYPE));
        Multipart parts = Multipart.search(bytes, offset, length, parameters, mediaType);
        return parts.isFound() ? new BodyPart(parts.offset(), parts.length()) : null;
    }

    private static boolean isEncoded(String encoding) {
        return !encoding.isEmpty() && !encoding.equals("identity");
    }
}
