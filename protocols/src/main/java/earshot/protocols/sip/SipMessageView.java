// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Bytes;
import earshot.protocols.sdp.SdpParser;
import earshot.protocols.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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
    private final MessageBody body = new MessageBody(headers, anomalies);
    private byte[] bytes = Bytes.NONE;
    /** All of it from the start line on, character for octet; empty where octets and characters are not as many. */
    private String text = "";

    private int textStart;
    private boolean isHarmless;
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
    /** There is no other, and nothing of it is to be hidden or cut. */
    private boolean isOneVia;

    /** Reads a message captured whole. */
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
        boolean isResponse = SipStartLine.isResponse(bytes, at, end);
        if (!isResponse && !SipStartLine.isRequest(bytes, at, end))
            return isBlank(bytes, at, end) ? Verdict.KEEP_ALIVE : Verdict.NOT_SIP;
        this.bytes = bytes;
        octets = claimed;
        anomalies.clear();
        if (captured < claimed) anomalies.add(SipAnomaly.CAPTURE_TRUNCATED);
        String whole = HeaderTable.text(bytes, at, end);
        text = whole.length() == end - at ? whole : "";
        textStart = at;
        int lineEnd = SipStartLine.lineEnd(bytes, at, end);
        StartLine line = startLine(isResponse, text.isEmpty() ? HeaderTable.text(bytes, at, lineEnd) : text, lineEnd);
        int bodyOffset = headers.read(bytes, SipStartLine.nextLine(bytes, lineEnd, end), end, anomalies);
        if (!text.isEmpty()) headers.within(text, at);
        if (isResponse && line.statusCode() == 0) return Verdict.BAD_STATUS;
        isHarmless = SipRedactor.isHarmless(headers);
        readHeaders(line);
        body.measure(bodyOffset, end - bodyOffset, captured < claimed);
        return Verdict.SIP;
    }

    private static boolean isBlank(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && (bytes[at] == 0 || bytes[at] == '\r' || bytes[at] == '\n')) at++;
        return at == end;
    }

    private StartLine startLine(boolean isResponse, String text, int lineEnd) {
        int end = Math.min(lineEnd - textStart, text.length());
        return isResponse ? StartLine.response(text, 0, end, anomalies) : StartLine.request(text, 0, end, anomalies);
    }

    private void readHeaders(StartLine line) {
        version = line.version();
        int callIdAt = single(HeaderName.CALL_ID);
        callId = callIdAt < 0 ? "" : caps.callId(headers.value(callIdAt));
        CSeq sequence = readCSeq();
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
        from = readAddress(single(HeaderName.FROM));
        to = readAddress(single(HeaderName.TO));
        contact = readContact();
        via = readVia();
    }

    /** Index of a header that there must be one of; the first counts. */
    private int single(HeaderName name) {
        int first = headers.find(name);
        if (first < 0) anomalies.add(SipAnomaly.MISSING_HEADER);
        else if (headers.findNext(name, first) >= 0) anomalies.add(SipAnomaly.REPEATED_HEADER);
        return first;
    }

    private CSeq readCSeq() {
        int index = single(HeaderName.CSEQ);
        if (index < 0) return CSeq.parse("", 0, 0, anomalies);
        return CSeq.parse(headers.textOf(index), headers.valueFrom(index), headers.valueTo(index), anomalies);
    }

    private NameAddress readAddress(int index) {
        if (index < 0) return NameAddress.NONE;
        return readAddress(index, headers.valueTo(index));
    }

    private NameAddress readAddress(int index, int to) {
        return NameAddress.parse(headers.textOf(index), headers.valueFrom(index), to, isHarmless, anomalies)
                .cut(caps);
    }

    private NameAddress readContact() {
        int index = headers.find(HeaderName.CONTACT);
        return index < 0 ? NameAddress.NONE : readAddress(index, headers.endOfFirst(index));
    }

    private Via readVia() {
        int index = headers.find(HeaderName.VIA);
        if (index < 0) {
            anomalies.add(SipAnomaly.MISSING_HEADER);
            isOneVia = false;
            return Via.NONE;
        }
        int from = headers.valueFrom(index);
        int end = headers.endOfFirst(index);
        isOneVia = end > from && end == headers.valueTo(index) && headers.findNext(HeaderName.VIA, index) < 0;
        isOneVia &= isHarmless && end - from <= Caps.OTHER_MAX;
        return Via.parse(headers.textOf(index), from, end, anomalies).cut(caps);
    }

    /** Every Via, topmost first, at most {@value #VIAS_MAX}: one for each hop on the way so far. */
    public List<Via> vias() {
        return isOneVia ? List.of(via) : readVias();
    }

    private List<Via> readVias() {
        List<Via> vias = new ArrayList<>();
        EnumSet<SipAnomaly> ofOthers = EnumSet.noneOf(SipAnomaly.class);
        for (String value : headers("via"))
            vias.add(Via.parse(value, 0, value.length(), ofOthers).cut(caps));
        return vias;
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
        int index = headers.find(HeaderName.USER_AGENT);
        if (index < 0) index = headers.find(HeaderName.SERVER);
        return index < 0 ? "" : caps.agent(HardwareAddress.masked(headers.value(index)));
    }

    /** -1 when absent or not a number. */
    public int expiresSeconds() {
        return numberOf(HeaderName.EXPIRES);
    }

    /** -1 when absent or not a number. */
    public int maxForwards() {
        return numberOf(HeaderName.MAX_FORWARDS);
    }

    private int numberOf(HeaderName name) {
        int index = headers.find(name);
        if (index < 0) return -1;
        int from = headers.valueFrom(index);
        int to = headers.valueTo(index);
        if (to - from > Caps.OTHER_MAX) anomalies.add(SipAnomaly.VALUE_CUT);
        return (int) Params.number(headers.textOf(index), from, to);
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

    /**
     * Elements of a list header over all its lines, in order. Not for headers whose values hold commas (dates,
     * challenges).
     */
    public List<String> headers(String name) {
        int first = headers.find(name, 0);
        if (first < 0) return List.of();
        List<String> elements = new ArrayList<>();
        for (int i = first; i >= 0 && elements.size() < VIAS_MAX; i = headers.find(name, i + 1)) {
            for (String element : Params.split(headers.value(i))) {
                if (elements.size() < VIAS_MAX) elements.add(caps.other(SipRedactor.header(name, element)));
            }
        }
        return elements;
    }

    /** Without parameters, lower case; empty when absent. */
    public String contentType() {
        return body.type();
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
        return body.offset();
    }

    /** Octets of body that can be read. */
    public int bodyLength() {
        return body.length();
    }

    /** SIP/2.0, or what was there instead. */
    String version() {
        return version;
    }

    HeaderTable headerTable() {
        return headers;
    }

    Caps caps() {
        return caps;
    }

    /** All of it from the start line on, character for octet; empty where octets and characters are not as many. */
    String text() {
        return text;
    }

    /** Whether no header has anything to hide. */
    boolean isHarmless() {
        return isHarmless;
    }

    /** Where in that text an octet is. */
    int textAt(int offset) {
        return offset - textStart;
    }

    /** The session description in the body, also inside a multipart; null when there is none. */
    public @Nullable SessionDescription sdp() {
        BodyPart sdp = sdpPart();
        if (sdp == null) return null;
        if (text.isEmpty()) return SdpParser.parse(bytes, sdp.offset(), sdp.length());
        return SdpParser.parse(text, textAt(sdp.offset()), textAt(sdp.offset() + sdp.length()));
    }

    /** Where the session description is; null when there is none. */
    @Nullable
    BodyPart sdpPart() {
        return body.sdp(bytes);
    }

    /** Where the body of a media type (lower case) is, also inside a multipart; null when there is none. */
    public @Nullable BodyPart bodyPart(String mediaType) {
        return body.part(bytes, mediaType);
    }

    /** Bounds of a body, or of one part of it, in {@link #bytes()}. */
    public record BodyPart(int offset, int length) {}

    /** What was odd about it. */
    public Set<SipAnomaly> anomalies() {
        return anomalies;
    }
}
