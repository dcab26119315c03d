// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.peer;

import earshot.calls.request.OpenRequests;
import earshot.calls.request.RequestMemory;
import earshot.calls.time.Patience;
import earshot.events.Keys;
import earshot.events.PeerAvailability;
import earshot.events.PeerState;
import earshot.events.PeerTransition;
import earshot.events.SipMessage;
import earshot.events.SipTransport;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows whether one address answers the OPTIONS of another, and what between them was too large for UDP. Keyed by the
 * two addresses, the asking one first.
 *
 * <p>Any answer shows that a peer is up, a refusal of the question too; only 408 and 503 say, as silence does, that it
 * cannot be used. Silence is known when a ping's time is over, or sooner, when two were not answered and another is sent.
 * A ping decides when it was sent after the one that decided before: an answer that comes while an older
 * ping is still waited for is the newer truth.
 */
public final class PeerTracker {
    /** Larger requests ought not to go by UDP when the path's MTU is not known (RFC 3261 18.1.1), octets. */
    static final int UDP_OCTETS_MAX = 1_300;

    static final int TRANSITIONS_MAX = 16;

    /** So many pings in a row without an answer mean that a peer is down, if the next was sent already. */
    static final int MISSED_PINGS = 2;

    /** A ping so old may count as missed: T1 doubled twice, by when it was sent three times (RFC 3261 17.1.2.2). */
    private static final long PATIENCE_MICROS = 2_000_000;

    private static final int STATUS_TIMEOUT = 408;
    private static final int STATUS_FLOW_FAILED = 430;
    private static final int STATUS_UNAVAILABLE = 503;
    private static final int STATUS_TOO_LARGE = 513;

    /** Whether a message tells of its peer. */
    public static boolean isNews(SipMessage message) {
        return message.getMethod().equals("OPTIONS")
                || isTooLarge(message)
                || message.getStatusCode() == STATUS_TOO_LARGE
                || message.getStatusCode() == STATUS_FLOW_FAILED;
    }

    private static boolean isTooLarge(SipMessage message) {
        return message.getFragments() > 1 || isAboveRule(message);
    }

    private static boolean isAboveRule(SipMessage message) {
        return message.getStatusCode() == 0
                && message.getTransport() == SipTransport.UDP
                && message.getOctets() > UDP_OCTETS_MAX;
    }

    public void message(PeerMemory memory, SipMessage message, Consumer<PeerAvailability> out) {
        describe(memory, message);
        OpenRequests.News news = memory.open.take(message);
        RequestMemory request = memory.open.find(message);
        if (request == null) return;
        if (isTooLarge(message)) size(memory, request, message);
        if (news == OpenRequests.News.REQUEST && isPing(request)) {
            memory.pings++;
            if (missed(memory, request)) tell(memory, message.getTimeMicros(), out);
        }
        if (news == OpenRequests.News.SETTLED) settle(memory, request, message.getTimeMicros(), out);
    }

    public void timer(PeerMemory memory, long timeMicros, Consumer<PeerAvailability> out) {
        memory.open.time(timeMicros, request -> settle(memory, request, timeMicros, out));
        if (memory.tellMicros != Patience.NEVER && timeMicros >= memory.tellMicros) tell(memory, timeMicros, out);
        if (timeMicros >= memory.lastMicros + Patience.SILENT_ENDPOINT) memory.firstMicros = Patience.NEVER;
    }

    /** The capture is over: what was held back is told. */
    public void end(PeerMemory memory, Consumer<PeerAvailability> out) {
        memory.open.end(request -> settle(memory, request, request.statusMicros, out));
        if (memory.tellMicros != Patience.NEVER) tell(memory, memory.lastMicros, out);
        memory.firstMicros = Patience.NEVER;
    }

    public long deadline(PeerMemory memory) {
        long next = Math.min(memory.open.deadline(), memory.lastMicros + Patience.SILENT_ENDPOINT);
        return memory.tellMicros == Patience.NEVER ? next : Math.min(next, memory.tellMicros);
    }

    private static void describe(PeerMemory memory, SipMessage message) {
        boolean isRequest = message.getStatusCode() == 0;
        memory.source = isRequest ? message.getSourceAddress() : message.getDestinationAddress();
        memory.destination = isRequest ? message.getDestinationAddress() : message.getSourceAddress();
        memory.port = isRequest ? message.getDestinationPort() : message.getSourcePort();
        memory.transport = message.getTransport().name();
        memory.probe = message.getProbe();
        if (memory.firstMicros == Patience.NEVER) memory.firstMicros = message.getTimeMicros();
        memory.lastMicros = Math.max(memory.lastMicros, message.getTimeMicros());
    }

    private static boolean isPing(RequestMemory request) {
        return request.method.equals("OPTIONS");
    }

    private static void size(PeerMemory memory, RequestMemory request, SipMessage message) {
        boolean isRequest = message.getStatusCode() == 0;
        if (isRequest ? request.sizeTold : request.answerSizeTold) return; // sent again
        request.sizeTold |= isRequest;
        request.answerSizeTold |= !isRequest;
        if (isAboveRule(message)) memory.oversized++;
        if (message.getFragments() > 1) {
            memory.fragmented++;
            memory.fragmentsMax = Math.max(memory.fragmentsMax, message.getFragments());
        }
        memory.octetsMax = Math.max(memory.octetsMax, message.getOctets());
        noteSize(memory, message.getTimeMicros(), request);
    }

    private static void noteSize(PeerMemory memory, long timeMicros, RequestMemory request) {
        memory.lastOversizedMicros = timeMicros;
        memory.lastOversizedMethod = request.method;
        memory.lastOversizedCallId = request.callId;
        if (memory.tellMicros == Patience.NEVER) memory.tellMicros = timeMicros + Patience.SIZE_UPDATE;
    }

    private static void settle(
            PeerMemory memory, RequestMemory request, long timeMicros, Consumer<PeerAvailability> out) {
        if (request.status == STATUS_TOO_LARGE) memory.tooLarge++;
        if (request.status == STATUS_FLOW_FAILED) memory.flowFailed++;
        if (request.status == STATUS_TOO_LARGE || request.status == STATUS_FLOW_FAILED) {
            noteSize(memory, request.statusMicros, request);
        }
        if (!isPing(request) || !request.requestSeen) return;
        memory.lastStatus = request.status;
        if (request.status == 0) {
            memory.timeouts++;
            decide(memory, PeerState.DOWN, request, request.startMicros);
        } else {
            answered(memory, request);
        }
        tell(memory, timeMicros, out);
    }

    /** Who asks again without an answer to the last questions has given them up: no need to wait for their time. */
    private static boolean missed(PeerMemory memory, RequestMemory ping) {
        RequestMemory first = null;
        RequestMemory last = null;
        int missed = 0;
        for (RequestMemory one : memory.open.requests) {
            boolean isMissed = isPing(one)
                    && one.status == 0
                    && one.startMicros >= memory.evidenceMicros
                    && one.startMicros <= ping.startMicros - PATIENCE_MICROS;
            if (!isMissed) continue;
            missed++;
            if (first == null || one.startMicros < first.startMicros) first = one;
            if (last == null || one.startMicros > last.startMicros) last = one;
        }
        if (first == null || last == null || missed < MISSED_PINGS || memory.state == PeerState.DOWN) return false;
        decide(memory, PeerState.DOWN, last, first.startMicros);
        return true;
    }

    private static void answered(PeerMemory memory, RequestMemory request) {
        double ms = request.responseMs();
        memory.responses++;
        memory.responseMs = ms;
        memory.responseMinMs = Math.min(memory.responseMinMs, ms);
        memory.responseMaxMs = Math.max(memory.responseMaxMs, ms);
        memory.responseSumMs += ms;
        if (request.status == STATUS_TIMEOUT || request.status == STATUS_UNAVAILABLE) {
            memory.refused++;
            decide(memory, PeerState.DOWN, request, request.startMicros);
        } else {
            memory.answered++;
            decide(memory, PeerState.UP, request, request.statusMicros);
        }
    }

    private static void decide(PeerMemory memory, PeerState state, RequestMemory ping, long sinceMicros) {
        if (ping.startMicros < memory.evidenceMicros) return;
        memory.evidenceMicros = ping.startMicros;
        if (memory.state == state) return;
        if (memory.state != PeerState.UNKNOWN) {
            memory.transitions++;
            if (memory.recentTransitions.size() == TRANSITIONS_MAX) memory.recentTransitions.remove(0);
            memory.recentTransitions.add(new PeerTransition(sinceMicros, state == PeerState.UP));
        }
        memory.state = state;
        memory.sinceMicros = sinceMicros;
    }

    private static void tell(PeerMemory memory, long timeMicros, Consumer<PeerAvailability> out) {
        memory.tellMicros = Patience.NEVER;
        memory.version = Math.max(memory.version + 1, timeMicros);
        boolean hasResponse = memory.responses > 0;
        out.accept(PeerAvailability.newBuilder()
                .setPeerKey(Keys.peerKey(memory.source, memory.destination))
                .setVersion(memory.version)
                .setSource(memory.source)
                .setDestination(memory.destination)
                .setPort(memory.port)
                .setTransport(memory.transport)
                .setProbe(memory.probe)
                .setState(memory.state)
                .setSinceMicros(known(memory.sinceMicros))
                .setFirstMicros(memory.firstMicros)
                .setLastMicros(memory.lastMicros)
                .setPings(memory.pings)
                .setAnswered(memory.answered)
                .setRefused(memory.refused)
                .setTimeouts(memory.timeouts)
                .setLastStatus(memory.lastStatus == 0 ? null : Integer.valueOf(memory.lastStatus))
                .setResponseMs(hasResponse ? memory.responseMs : null)
                .setResponseMinMs(hasResponse ? memory.responseMinMs : null)
                .setResponseMeanMs(hasResponse ? memory.responseSumMs / memory.responses : null)
                .setResponseMaxMs(hasResponse ? memory.responseMaxMs : null)
                .setTransitions(memory.transitions)
                .setRecentTransitions(List.copyOf(memory.recentTransitions))
                .setOversized(memory.oversized)
                .setFragmented(memory.fragmented)
                .setOctetsMax(memory.octetsMax)
                .setFragmentsMax(memory.fragmentsMax)
                .setTooLarge(memory.tooLarge)
                .setFlowFailed(memory.flowFailed)
                .setLastOversizedMicros(known(memory.lastOversizedMicros))
                .setLastOversizedMethod(memory.lastOversizedMethod)
                .setLastOversizedCallId(memory.lastOversizedCallId)
                .build());
    }

    private static @Nullable Long known(long micros) {
        return micros == Patience.NEVER ? null : Long.valueOf(micros);
    }
}
