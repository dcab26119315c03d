// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.request;

import earshot.calls.time.Patience;
import earshot.events.Endpoints;
import earshot.events.SipContact;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * One request outside calls and its final answer, the same on every hop: told by Call-ID, CSeq, method and From-tag. What
 * it says of its sender is taken from the hop nearest to that sender, the one with the fewest Vias.
 */
public class RequestMemory {
    /** The same packet twice within this is mirrored twice: the first retransmission comes after T1, 500 ms. */
    private static final long MIRRORED_MICROS = 20_000;

    public String callId = "";
    public String method = "";
    public long cseq;
    public String fromTag = "";

    public boolean requestSeen;
    /** The hop nearest to the sender. */
    public int viaCount;

    public String branch = "";
    public String sourceAddress = "";
    public int sourcePort;
    public String destinationAddress = "";
    public int destinationPort;
    public String transport = "";
    public String viaSentBy = "";
    /** What the next hop says it saw the request come from; empty when it does not say. */
    public String seenFrom = "";

    public String probe = "";
    public String fromUri = "";
    public String fromUser = "";
    public String toUri = "";
    public String toUser = "";
    public String toTag = "";
    public boolean inDialog;
    public String userAgent = "";
    public String event = "";
    public String ifMatch = "";
    public String path = "";
    public int bodyOctets;
    public int expiresSeconds = -1;
    public List<SipContact> contacts = new ArrayList<>();
    public boolean hasCredentials;
    public String credentialsUser = "";

    public long startMicros;
    public long lastMicros;
    public long requestMicros = Patience.NEVER;
    public int retransmissions;

    /** Final status; 0 while there is none. */
    public int status;

    public String reasonPhrase = "";
    public long statusMicros = Patience.NEVER;
    public int answerExpiresSeconds = -1;
    public List<SipContact> answerContacts = new ArrayList<>();
    public String entityTag = "";
    public boolean staleNonce;
    /** What follows from it was told. */
    public boolean settled;
    /** That it, or its answer, was too large for UDP was told. */
    public boolean sizeTold;

    public boolean answerSizeTold;

    public RequestMemory() {}

    static RequestMemory of(SipMessage message) {
        RequestMemory request = new RequestMemory();
        request.callId = message.getCallId();
        request.method = message.getMethod();
        request.cseq = message.getCseq();
        request.fromTag = message.getFromTag();
        request.startMicros = message.getTimeMicros();
        request.viaCount = message.getViaCount();
        request.fromUri = message.getFromUri();
        request.fromUser = message.getFromUser();
        request.toUri = message.getToUri();
        request.toUser = message.getToUser();
        request.probe = message.getProbe();
        return request;
    }

    boolean isOf(SipMessage message) {
        return cseq == message.getCseq()
                && callId.equals(message.getCallId())
                && method.equals(message.getMethod())
                && fromTag.equals(message.getFromTag());
    }

    void request(SipMessage message) {
        if (path.isEmpty()) path = message.getHeaders().getOrDefault("path", "");
        if (requestSeen && isSeenBefore(message)) {
            if (message.getTimeMicros() - requestMicros >= MIRRORED_MICROS) retransmissions++;
            requestMicros = Math.max(requestMicros, message.getTimeMicros());
            return;
        }
        if (requestSeen && message.getViaCount() >= viaCount) return;
        requestSeen = true;
        requestMicros = message.getTimeMicros();
        viaCount = message.getViaCount();
        branch = message.getViaBranch();
        hop(message, true);
        viaSentBy = message.getViaSentBy();
        userAgent = message.getUserAgent();
        toTag = message.getToTag();
        inDialog = !toTag.isEmpty();
        event = message.getHeaders().getOrDefault("event", "");
        ifMatch = message.getHeaders().getOrDefault("sip-if-match", "");
        bodyOctets = message.getBodyOctets();
        expiresSeconds = message.getExpiresSeconds();
        contacts = new ArrayList<>(message.getContacts());
        hasCredentials = isWithCredentials(message);
        credentialsUser = message.getCredentialsUser();
    }

    private boolean isSeenBefore(SipMessage message) {
        return branch.equals(message.getViaBranch())
                && sourcePort == message.getSourcePort()
                && sourceAddress.equals(message.getSourceAddress());
    }

    /** Takes a final response; whether it came on the hop nearest to the sender. */
    boolean response(SipMessage message) {
        boolean isNearest = !requestSeen || message.getViaCount() <= viaCount;
        if (settled || (status != 0 && !isNearest)) return false;
        if (!requestSeen) hop(message, false);
        if (path.isEmpty()) path = message.getHeaders().getOrDefault("path", "");
        List<String> seen = message.getViaSeenFrom();
        seenFrom = seen.isEmpty() ? "" : seen.get(0);
        status = message.getStatusCode();
        reasonPhrase = message.getReasonPhrase() == null ? "" : message.getReasonPhrase();
        statusMicros = message.getTimeMicros();
        answerExpiresSeconds = message.getExpiresSeconds();
        answerContacts = new ArrayList<>(message.getContacts());
        entityTag = message.getHeaders().getOrDefault("sip-etag", "");
        staleNonce = message.getStaleNonce();
        return isNearest;
    }

    private void hop(SipMessage message, boolean isRequest) {
        sourceAddress = isRequest ? message.getSourceAddress() : message.getDestinationAddress();
        sourcePort = isRequest ? message.getSourcePort() : message.getDestinationPort();
        destinationAddress = isRequest ? message.getDestinationAddress() : message.getSourceAddress();
        destinationPort = isRequest ? message.getDestinationPort() : message.getSourcePort();
        transport = message.getTransport().name();
        probe = message.getProbe();
    }

    /** Whether a request carries credentials. */
    public static boolean isWithCredentials(SipMessage message) {
        return message.getHeaders().containsKey("authorization")
                || message.getHeaders().containsKey("proxy-authorization");
    }

    /** ip:port of its sender. */
    public String source() {
        return Endpoints.of(sourceAddress, sourcePort);
    }

    /** ip:port of where it went. */
    public String destination() {
        return Endpoints.of(destinationAddress, destinationPort);
    }

    /** When it was decided: by an answer, or for want of one. */
    public long decidedMicros(long nowMicros) {
        return statusMicros == Patience.NEVER ? nowMicros : statusMicros;
    }

    /** Request to final answer, ms; negative when one of them was not seen. */
    public double responseMs() {
        boolean isKnown = requestSeen && statusMicros != Patience.NEVER;
        return isKnown ? Math.max(0, statusMicros - startMicros) / 1_000.0 : -1;
    }

    /** {@code 403 Forbidden}, or that nobody answered. */
    public String failure() {
        if (status == 0) return "no answer";
        return reasonPhrase.isEmpty() ? Integer.toString(status) : status + " " + reasonPhrase;
    }

    long deadlineMicros() {
        return (settled ? lastMicros : startMicros) + Patience.UNANSWERED_REQUEST;
    }
}
