// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Bytes;
import earshot.protocols.sdp.SdpParser;
import earshot.protocols.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This is a SIP message read in place (RFC 3261 §7), wrapped again for each message. What is odd about it is named in
 * {@link #anomalies()} and read as well as it can be: a monitor must not lose a call that both phones understood.
 *
 * <p>The values it returns are as on the wire, except that passwords in URIs of {@link NameAddress} are masked.
 * Anything that leaves the probe as raw text goes through {@link SipRedactor} first.
 */
public final class SipMessageView {
    /** What {@link #wrap} made of the bytes. */
    public enum Verdict {
        SIP,
        /** Nothing but line ends and zeros: a keep-alive (RFC 5626 §3.5.1). */
        KEEP_ALIVE,
        /** No SIP start line. */
        NOT_SIP,
        /** A SIP start line whose status is not 100 to 699. */
        BAD_STATUS
    }

    static final int VIAS_MAX = 64;

    private final HeaderTable headers = new HeaderTable();
    private final EnumSet<SipAnomaly> anomalies = EnumSet.noneOf(SipAnomaly.class);
    private final Caps caps = new Caps(anomalies);
    private byte[] bytes = Bytes.NONE;
    private int bodyOffset;
    private int bodyLength;
    private int octets;
    private String version = "";
    private String method = "";
    private @Nullable String requestUri;
    private int statusCode;
    private @Nullable String reasonPhrase;
    private String callId = "";
    private long cseq;
    private NameAddress from = NameAddress.NONE;
    private NameAddress to = NameAddress.NONE;
    private NameAddress contact = NameAddress.NONE;
    private Via via = Via.NONE;
    /** What that was read from. */
    private String viaText = "";

    /** Reads a message that was captured whole. */
    public Verdict wrap(byte[] bytes, int offset, int length) {
        return wrap(bytes, offset, length, length);
    }

    /**
     * Reads the first message of a datagram, or one framed out of a stream.
     *
     * @param captured octets there are to read
     * @param claimed octets there were on the wire
     */
    public Verdict wrap(byte[] bytes, int offset, int captured, int claimed) {
        int end = offset + captured;
        int at = SipStartLine.skipLineEnds(bytes, offset, end);
        if (!SipStartLine.isPresent(bytes, at, end - at))
            return isBlank(bytes, at, end) ? Verdict.KEEP_ALIVE : Verdict.NOT_SIP;
        this.bytes = bytes;
        octets = claimed;
        anomalies.clear();
        if (captured < claimed) anomalies.add(SipAnomaly.CAPTURE_TRUNCATED);
        int lineEnd = SipStartLine.lineEnd(bytes, at, end);
        boolean response = SipStartLine.isResponse(bytes, at, end);
        StartLine line = response
                ? StartLine.response(HeaderTable.text(bytes, at, lineEnd), anomalies)
                : StartLine.request(HeaderTable.text(bytes, at, lineEnd), anomalies);
        bodyOffset = headers.read(bytes, behindLine(lineEnd, end), end, anomalies);
        if (response && line.statusCode() == 0) return Verdict.BAD_STATUS;
        readHeaders(line);
        measureBody(end, captured < claimed);
        return Verdict.SIP;
    }

    private static boolean isBlank(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && (bytes[at] == 0 || bytes[at] == '\r' || bytes[at] == '\n')) at++;
        return at == end;
    }

    private int behindLine(int lineEnd, int end) {
        if (lineEnd + 1 < end && bytes[lineEnd] == '\r' && bytes[lineEnd + 1] == '\n') return lineEnd + 2;
        return Math.min(lineEnd + 1, end);
    }

    private void readHeaders(StartLine line) {
        version = line.version();
        callId = caps.callId(single("call-id"));
        CSeq sequence = CSeq.parse(single("cseq"), anomalies);
        cseq = sequence.number();
        method = sequence.method();
        if (line.requestUri() == null) {
            requestUri = null;
            statusCode = line.statusCode();
            reasonPhrase = caps.other(line.reasonPhrase());
        } else {
            if (!method.isEmpty() && !method.equals(line.method())) anomalies.add(SipAnomaly.METHOD_MISMATCH);
            method = line.method();
            requestUri = caps.uri(SipRedactor.header("", line.requestUri()));
            statusCode = 0;
            reasonPhrase = null;
        }
        from = NameAddress.parse(single("from"), anomalies).cut(caps);
        to = NameAddress.parse(single("to"), anomalies).cut(caps);
        contact = readContact();
        via = readVia();
    }

    /** The value of a header that there must be one of; the first counts. */
    private String single(String name) {
        int first = headers.find(name, 0);
        if (first < 0) {
            anomalies.add(SipAnomaly.MISSING_HEADER);
            return "";
        }
        if (headers.find(name, first + 1) >= 0) anomalies.add(SipAnomaly.REPEATED_HEADER);
        return headers.value(first);
    }

    private NameAddress readContact() {
        int index = headers.find("contact", 0);
        if (index < 0) return NameAddress.NONE;
        String value = headers.value(index);
        return NameAddress.parse(value.substring(0, Params.endOfPart(value, 0, ',')), anomalies)
                .cut(caps);
    }

    private Via readVia() {
        int index = headers.find("via", 0);
        if (index < 0) {
            anomalies.add(SipAnomaly.MISSING_HEADER);
            return Via.NONE;
        }
        String value = headers.value(index);
        viaText = value.substring(0, Params.endOfPart(value, 0, ','));
        return Via.parse(viaText, anomalies).cut(caps);
    }

    /** Every Via, topmost first, at most {@value #VIAS_MAX}: one for each hop on the way so far. */
    public List<Via> vias() {
        List<Via> vias = new ArrayList<>();
        EnumSet<SipAnomaly> ofOthers = EnumSet.noneOf(SipAnomaly.class);
        for (String value : headers("via")) {
            boolean isKnown = vias.isEmpty() && value.equals(viaText);
            vias.add(isKnown ? via : Via.parse(value, ofOthers).cut(caps));
        }
        return vias;
    }

    /** Content-Length counts when it fits; without one the body is the rest (RFC 3261 §18.3). */
    private void measureBody(int end, boolean cutByCapture) {
        int rest = end - bodyOffset;
        bodyLength = rest;
        long claimed = contentLength();
        if (claimed < 0) return;
        if (claimed > rest && !cutByCapture) anomalies.add(SipAnomaly.BODY_TOO_SHORT);
        if (claimed < rest) anomalies.add(SipAnomaly.TRAILING_OCTETS);
        bodyLength = (int) Math.min(claimed, rest);
    }

    /** -1 when there is none that can be used. Of several, the smallest. */
    private long contentLength() {
        long smallest = -1;
        for (int i = headers.find("content-length", 0); i >= 0; i = headers.find("content-length", i + 1)) {
            long value = number(headers.value(i));
            if (value < 0) anomalies.add(SipAnomaly.BAD_CONTENT_LENGTH);
            if (smallest >= 0 && value >= 0 && value != smallest) anomalies.add(SipAnomaly.CONFLICTING_CONTENT_LENGTH);
            if (value >= 0 && (smallest < 0 || value < smallest)) smallest = value;
        }
        return smallest;
    }

    /** Digits alone, held at 2^31 - 1; -1 for anything else. */
    static long number(String text) {
        if (text.isEmpty()) return -1;
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return -1;
            value = Math.min(value * 10 + c - '0', Integer.MAX_VALUE);
        }
        return value;
    }

    public boolean isRequest() {
        return requestUri != null;
    }

    /** Request method, or the CSeq method of a response; case preserved. */
    public String method() {
        return method;
    }

    /** Null in a response. Passwords and tokens in it are masked. */
    public @Nullable String requestUri() {
        return requestUri;
    }

    /** 100 to 699; 0 in a request. */
    public int statusCode() {
        return statusCode;
    }

    /** Null in a request. */
    public @Nullable String reasonPhrase() {
        return reasonPhrase;
    }

    /**
     * Empty when there is none. One past {@value Caps#CALL_ID_MAX} characters is cut and ends in a hash of the whole.
     */
    public String callId() {
        return callId;
    }

    /** -1 when absent or not a number. */
    public long cseq() {
        return cseq;
    }

    public NameAddress from() {
        return from;
    }

    public NameAddress to() {
        return to;
    }

    /** The first contact; its fields are empty when there is none. */
    public NameAddress contact() {
        return contact;
    }

    /** branch of the topmost Via, empty when there is none. */
    public String viaBranch() {
        return via.branch();
    }

    /** host[:port] of the topmost Via, lower case. */
    public String viaSentBy() {
        return via.sentBy();
    }

    /** UDP, TCP, TLS, WS, ... of the topmost Via, upper case. */
    public String viaTransport() {
        return via.transport();
    }

    /** User-Agent, else Server; empty when there is neither. */
    public String userAgent() {
        int index = headers.find("user-agent", 0);
        if (index < 0) index = headers.find("server", 0);
        return index < 0 ? "" : caps.agent(HardwareAddress.masked(headers.value(index)));
    }

    /** -1 when absent or not a number. */
    public int expiresSeconds() {
        return (int) number(header("expires"));
    }

    /** -1 when absent or not a number. */
    public int maxForwards() {
        return (int) number(header("max-forwards"));
    }

    /** How far a provider vouches for the caller (RFC 8588): A fully, B for its customer, C for nothing; else empty. */
    public String attestation() {
        return Passport.attestation(header("identity"));
    }

    /** Digits that the message dials (INFO, KPML); their number is all that is told of them. */
    public int dialledDigits() {
        return Digits.count(this);
    }

    /** First value of a header by its long name in lower case, empty when absent; a compact form is found too. */
    public String header(String name) {
        int index = headers.find(name, 0);
        return index < 0 ? "" : caps.other(SipRedactor.header(name, headers.value(index)));
    }

    /** All values of a header, joined by commas and cut at {@value Caps#URI_MAX} characters; empty when absent. */
    public String joined(String name) {
        int first = headers.find(name, 0);
        if (first < 0) return "";
        StringBuilder joined = new StringBuilder();
        for (int i = first; i >= 0 && joined.length() <= Caps.URI_MAX; i = headers.find(name, i + 1)) {
            if (!joined.isEmpty()) joined.append(", ");
            joined.append(SipRedactor.header(name, headers.value(i)));
        }
        return caps.uri(joined.toString());
    }

    /** Scheme and realm of a header of credentials or challenges, {@code Digest example.net}; empty when absent. */
    public String credentials(String name) {
        int index = headers.find(name, 0);
        return index < 0 ? "" : caps.other(SipRedactor.schemeAndRealm(headers.value(index)));
    }

    /**
     * Elements of a list header over all its lines, in order. Not for headers whose values hold commas (dates,
     * challenges).
     */
    public List<String> headers(String name) {
        List<String> elements = new ArrayList<>();
        for (int i = headers.find(name, 0); i >= 0 && elements.size() < VIAS_MAX; i = headers.find(name, i + 1)) {
            for (String element : Params.split(headers.value(i))) {
                if (elements.size() < VIAS_MAX) elements.add(caps.other(SipRedactor.header(name, element)));
            }
        }
        return elements;
    }

    /** Without parameters, lower case; empty when absent. */
    public String contentType() {
        return Multipart.mediaType(header("content-type"));
    }

    /** Size on the wire, of the whole datagram or of the message in its stream. */
    public int octets() {
        return octets;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Where the body starts in {@link #bytes()}. */
    public int bodyOffset() {
        return bodyOffset;
    }

    /** Octets of body that can be read. */
    public int bodyLength() {
        return bodyLength;
    }

    /** SIP/2.0, or what was there instead. */
    String version() {
        return version;
    }

    HeaderTable headerTable() {
        return headers;
    }

    /** The session description in the body, also inside a multipart; null when there is none. */
    public @Nullable SessionDescription sdp() {
        BodyPart sdp = sdpPart();
        return sdp == null ? null : SdpParser.parse(bytes, sdp.offset(), sdp.length());
    }

    /** Where the session description is; null when there is none. */
    @Nullable
    BodyPart sdpPart() {
        return bodyPart("application/sdp");
    }

    /** Where the body of a media type (lower case) is, also inside a multipart; null when there is none. */
    public @Nullable BodyPart bodyPart(String mediaType) {
        if (bodyLength == 0) return null;
        String encoding = header("content-encoding").toLowerCase(Locale.ROOT);
        if (!encoding.isEmpty() && !encoding.equals("identity")) {
            anomalies.add(SipAnomaly.ENCODED_BODY);
            return null;
        }
        String type = contentType();
        if (type.equals(mediaType)) return new BodyPart(bodyOffset, bodyLength);
        if (!type.startsWith("multipart/")) return null;
        int index = headers.find("content-type", 0);
        Multipart parts = Multipart.search(bytes, bodyOffset, bodyLength, headers.value(index), mediaType);
        return parts.isFound() ? new BodyPart(parts.offset(), parts.length()) : null;
    }

    /** Bounds of a body, or of one part of it, in {@link #bytes()}. */
    public record BodyPart(int offset, int length) {}

    /** What was odd about it. */
    public Set<SipAnomaly> anomalies() {
        return anomalies;
    }
}
