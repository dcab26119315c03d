// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.sdp.SessionDescription;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SIGNATURES, being filled in. */
public abstract class SipMessageView {
    /** What wrap made of the bytes. */
    public enum Verdict {
        /** A start line and headers; anomalies() says what was odd. */
        SIP,
        /** No SIP start line. */
        NOT_SIP
    }

    /** Reads one datagram (or one message framed out of a stream), captured and claimed lengths as of UDP. */
    public abstract Verdict wrap(byte[] bytes, int offset, int captured, int claimed);

    public abstract boolean isRequest();

    /** Request method, or the CSeq method of a response; case preserved. */
    public abstract String method();

    /** Null in a response. */
    public abstract @Nullable String requestUri();

    /** 100 to 699; 0 in a request. */
    public abstract int statusCode();

    /** Null in a request. */
    public abstract @Nullable String reasonPhrase();

    /** Empty when there is none. */
    public abstract String callId();

    /** -1 when absent or not a number. */
    public abstract long cseq();

    /** record NameAddress(String displayName, String uri, String user, String host, String tag). */
    public abstract NameAddress from();

    public abstract NameAddress to();

    /** First contact; empty fields when there is none. */
    public abstract NameAddress contact();

    public abstract String viaBranch();

    public abstract String viaSentBy();

    /** UDP, TCP, TLS, WS, ... of the topmost Via. */
    public abstract String viaTransport();

    /** User-Agent, else Server. */
    public abstract String userAgent();

    /** -1 when absent. */
    public abstract int expiresSeconds();

    /** First value of a header by its full lower-case name, empty when absent; compact forms are found too. */
    public abstract String header(String name);

    /** All values of a header, lists split at commas where the header is a list. */
    public abstract List<String> headers(String name);

    /** Without parameters, lower case; empty when absent. */
    public abstract String contentType();

    public abstract int bodyOffset();

    /** Octets of body that can be read. */
    public abstract int bodyLength();

    /** The session description in the body, also inside multipart; null when there is none. */
    public abstract @Nullable SessionDescription sdp();

    /** Names for anomalies[]. */
    public abstract Set<SipAnomaly> anomalies();
}
