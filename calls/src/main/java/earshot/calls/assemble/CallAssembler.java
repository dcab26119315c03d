// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.Call;
import earshot.events.EndedBy;
import earshot.events.Endpoints;
import earshot.events.Sdp;
import earshot.events.SipMessage;
import java.util.List;
import java.util.function.Consumer;

/**
 * One call (one Call-ID) from its INVITE to its end: a machine over transactions (RFC 3261 12 to 17), fed with each
 * message on each hop.
 *
 * <p>INVITE, perhaps challenged and tried again, then ringing on one or several branches, then an answer or a final
 * refusal; BYE ends it. Without BYE it ends {@link Patience#SILENT_CALL} after its last message and packet.
 */
final class CallAssembler {
    private static final int PROBES_MAX = 16;
    static final int TAGS_MAX = 64;
    private static final int CHALLENGES_MAX = 16;

    private final long rememberMicros;

    /** Remembers ended calls for so long. */
    CallAssembler(long rememberMicros) {
        this.rememberMicros = rememberMicros;
    }

    /** A message of the call. */
    void message(CallMemory call, SipMessage message) {
        MessageCount.Kind kind = call.count.add(message);
        call.lastMessageMicros = Math.max(call.lastMessageMicros, message.getTimeMicros());
        introduce(call, message);
        call.clocks.message(message, MessageCount.print(message));
        if (call.endedBy == EndedBy.TIMEOUT) CallEnding.reopen(call); // it only seemed to be over
        boolean request = message.getStatusCode() == 0;
        switch (message.getMethod()) {
            case "INVITE" -> {
                if (request) invite(call, message);
                if (!request) inviteResponse(call, message, kind);
            }
            case "CANCEL" -> {
                if (request) cancel(call, message);
            }
            case "ACK" -> CallAnswer.acknowledge(call, message);
            case "BYE" -> {
                if (request) CallAnswer.hangUp(call, message);
                if (request) CallEnding.bye(call, message);
                if (!request) CallEnding.byeResponse(call, message);
            }
            default -> {} // counted, and read below
        }
        course(call, message);
        if (kind == MessageCount.Kind.NEW && !call.count.isCapped()) {
            tellSoon(call, message.getTimeMicros());
        } else {
            tell(call, message.getTimeMicros());
        }
    }

    /** What happens within the call. */
    private static void course(CallMemory call, SipMessage message) {
        boolean byCaller = message.getFromTag().equals(call.callerTag) == (message.getStatusCode() == 0);
        addOnce(byCaller ? call.probesOfCaller : call.probesOfCallee, message.getProbe());
        Sdp sdp = message.getSdp();
        if (sdp != null && Hold.audio(sdp) != null) {
            if (byCaller && call.sdpCallerMicros == Patience.NEVER) call.sdpCallerMicros = message.getTimeMicros();
            if (!byCaller && call.sdpCalleeMicros == Patience.NEVER) call.sdpCalleeMicros = message.getTimeMicros();
        }
        call.hold.message(message, byCaller, call.answered);
        call.transfers.message(message, byCaller);
        call.session.message(message, byCaller);
        call.moves.message(message, byCaller);
        boolean changes =
                message.getMethod().equals("INVITE") || message.getMethod().equals("UPDATE");
        boolean setUp = message.getMethod().equals("INVITE") && message.getCseq() == call.attempt.cseq;
        int status = message.getStatusCode();
        if (!call.answered || !changes || setUp || status < 400 || status == 401 || status == 407) return;
        call.glare |= status == 491;
        call.refusedChange |= status != 491;
    }

    /** Event time has come to {@code timeMicros}: overdue rows go out, and a call that was silent for long ends. */
    void time(CallMemory call, long timeMicros, Consumer<Call> out) {
        if (call.endedBy == null && timeMicros >= silentMicros(call)) {
            CallEnding.giveUp(call, EndedBy.TIMEOUT);
            call.givenUpMicros = timeMicros;
            publish(call, out);
        } else if (call.dueMicros != Patience.NEVER && timeMicros >= call.dueMicros) {
            publish(call, out);
        }
    }

    /** The capture is over. */
    void end(CallMemory call, Consumer<Call> out) {
        boolean open = call.endedBy == null;
        if (open) CallEnding.giveUp(call, EndedBy.CAPTURE_END);
        if (open || call.dueMicros != Patience.NEVER) publish(call, out);
    }

    /** When {@link #time} has something to do next. */
    long deadline(CallMemory call) {
        long next = call.endedBy == null ? silentMicros(call) : forgottenMicros(call);
        if (call.dueMicros != Patience.NEVER) next = Math.min(next, call.dueMicros);
        return next;
    }

    /** Whether nothing more is to be expected of it. */
    boolean isForgotten(CallMemory call, long timeMicros) {
        return call.endedBy != null && timeMicros >= forgottenMicros(call) && call.dueMicros == Patience.NEVER;
    }

    private long forgottenMicros(CallMemory call) {
        if (rememberMicros == Long.MAX_VALUE) return Long.MAX_VALUE;
        return Math.max(call.lastMicros(), call.givenUpMicros) + rememberMicros;
    }

    /** When a call that nothing more is heard of is over. */
    private static long silentMicros(CallMemory call) {
        boolean talks = call.answered || call.midCall || !call.inviteSeen;
        if (!talks) return call.lastMicros() + ringPatience(call.attempt);
        boolean heard = !call.streams.isEmpty() && !call.hold.isHeld();
        long silent = call.lastMicros() + (heard ? Patience.SILENT_CALL : Patience.UNHEARD_CALL);
        long expiry = call.session.expiryMicros();
        if (expiry == Patience.NEVER || call.lastMicros() > expiry) return silent;
        // A session that nobody refreshed is over; one that may still be refreshed is not, unless its media stopped.
        long expired = expiry + Patience.FOLLOW_UP;
        return heard ? Math.min(silent, expired) : expired;
    }

    private static long ringPatience(Attempt attempt) {
        if (attempt.finalStatus != 0 || attempt.cancelled) return Patience.FOLLOW_UP;
        return attempt.provisional ? Patience.RINGING : Patience.UNANSWERED_REQUEST;
    }

    private static void introduce(CallMemory call, SipMessage message) {
        if (call.callId.isEmpty()) {
            call.callId = message.getCallId();
            call.startMicros = message.getTimeMicros();
            describe(call, message);
        }
        addOnce(call.probes, message.getProbe());
    }

    private static void addOnce(List<String> probes, String probe) {
        if (probes.size() < PROBES_MAX && !probes.contains(probe)) probes.add(probe);
    }

    private static void describe(CallMemory call, SipMessage message) {
        String source = Endpoints.of(message.getSourceAddress(), message.getSourcePort());
        String destination = Endpoints.of(message.getDestinationAddress(), message.getDestinationPort());
        boolean request = message.getStatusCode() == 0;
        call.caller = request ? source : destination;
        call.callee = request ? destination : source;
        call.from = message.getFromUri();
        call.to = message.getToUri();
        call.fromUser = message.getFromUser();
        call.toUser = message.getToUser();
        if (request) call.userAgent = message.getUserAgent();
    }

    private static void invite(CallMemory call, SipMessage message) {
        boolean within = !message.getToTag().isEmpty();
        if (within && (call.answered || !call.callerTag.isEmpty() || call.midCall)) return; // a re-INVITE
        if (within) {
            call.midCall = true;
            attempt(call, message);
            return;
        }
        call.hops.add(message);
        boolean isFirst = !call.inviteSeen;
        if (isFirst) begin(call, message);
        boolean ours = message.getFromTag().equals(call.callerTag);
        if (ours && message.getCseq() > call.attempt.cseq && !call.answered) {
            if (call.endedBy != null) CallEnding.reopen(call);
            attempt(call, message);
        } else if (ours && message.getCseq() == call.attempt.cseq) {
            if (isFirst) call.attempt.startMicros = message.getTimeMicros();
            nearer(call, message, isFirst);
        } else if (ours) {
            earlier(call, message);
        }
        if (ours && message.getCseq() == call.attempt.cseq) call.attempt.branches.sent(message);
    }

    private static void begin(CallMemory call, SipMessage message) {
        call.inviteSeen = true;
        call.midCall = false;
        call.startMicros = message.getTimeMicros();
        call.callerTag = message.getFromTag();
        call.replacesCallId = HeaderText.upTo(message.getHeaders().getOrDefault("replaces", ""), ';')
                .strip();
        call.referredBy = HeaderText.uri(message.getHeaders().getOrDefault("referred-by", ""));
        String caller = call.caller;
        String callee = call.callee;
        describe(call, message);
        if (message.getViaCount() <= call.attempt.viaCount || call.attempt.viaCount == 0) return;
        call.caller = caller; // responses showed a hop nearer to the caller
        call.callee = callee;
    }

    private static void attempt(CallMemory call, SipMessage message) {
        call.attempt = new Attempt();
        call.attempt.cseq = message.getCseq();
        call.attempt.startMicros = message.getTimeMicros();
        place(call.attempt, message);
    }

    private static void place(Attempt attempt, SipMessage message) {
        attempt.branch = message.getViaBranch();
        attempt.viaCount = message.getViaCount();
        attempt.probe = message.getProbe();
        if (message.getStatusCode() == 0) attempt.startMicros = message.getTimeMicros();
    }

    /** An attempt before the one in force, which a probe whose clock is behind showed first: the call began with it. */
    private static void earlier(CallMemory call, SipMessage message) {
        boolean nearer = message.getViaCount() < call.attempt.viaCount;
        boolean sooner = message.getViaCount() == call.attempt.viaCount
                && message.getProbe().equals(call.attempt.probe)
                && message.getTimeMicros() < call.startMicros;
        if (call.answered || message.getViaCount() == 0 || !(nearer || sooner)) return;
        call.startMicros = message.getTimeMicros();
        describe(call, message);
    }

    /**
     * Clocks of probes may differ: nearest to the caller is not the first INVITE but the one with the fewest Vias, and where it was
     * not captured, its responses with as many (RFC 3261 8.2.6.2).
     */
    private static void nearer(CallMemory call, SipMessage message, boolean isFirstInvite) {
        Attempt attempt = call.attempt;
        boolean fewer = message.getViaCount() > 0 && message.getViaCount() < attempt.viaCount;
        boolean isOfResponses = isFirstInvite && message.getViaCount() <= attempt.viaCount;
        if (!fewer && !isOfResponses && !attempt.branch.isEmpty()) return;
        boolean first = call.startMicros == attempt.startMicros;
        place(attempt, message);
        attempt.finalToCaller = false;
        attempt.indicationNearness = Math.min(attempt.indicationNearness, 0);
        call.ringNearness = Math.min(call.ringNearness, 0);
        call.answerNearness = Math.min(call.answerNearness, 0);
        if (!first) return;
        if (message.getStatusCode() == 0) call.startMicros = message.getTimeMicros();
        describe(call, message);
    }

    private static void inviteResponse(CallMemory call, SipMessage message, MessageCount.Kind kind) {
        if (call.callerTag.isEmpty() && !call.midCall) { // its INVITE was not captured
            call.callerTag = message.getFromTag();
            attempt(call, message);
        }
        boolean ours = message.getFromTag().equals(call.callerTag) || call.midCall;
        boolean isNext = !call.inviteSeen && !call.midCall && message.getCseq() > call.attempt.cseq;
        if (ours && isNext && !call.answered) { // nor was the next one, as after a challenge
            if (call.endedBy != null) CallEnding.reopen(call);
            attempt(call, message);
        }
        Attempt attempt = call.attempt;
        int status = message.getStatusCode();
        if (ours && (status == 401 || status == 407)) challenged(call, message.getCseq());
        if (!ours || message.getCseq() != attempt.cseq) return;
        nearer(call, message, false);
        attempt.provisional = true;
        fork(call, message);
        if (status > 100) attempt.indicate(message);
        if (status < 200) {
            if (status == 180 || status == 183) ring(call, message);
        } else if (status < 300) {
            if (kind == MessageCount.Kind.RETRANSMISSION) call.answerRepeats++;
            CallAnswer.answer(call, message);
        } else if (!call.answered) {
            refuse(call, message);
        }
    }

    private static void challenged(CallMemory call, long cseq) {
        boolean known = call.challengedCseqs.contains(cseq) || call.challengedCseqs.size() == CHALLENGES_MAX;
        if (!known && !call.answered) call.challengedCseqs.add(cseq);
    }

    private static void ring(CallMemory call, SipMessage message) {
        call.attempt.rang = true;
        int nearness = call.attempt.nearness(message);
        if (nearness <= call.ringNearness) return;
        call.ringNearness = nearness;
        call.ringMicros = message.getTimeMicros();
    }

    /** Counts branches: whoever rings, answers or is busy speaks for itself; other refusals may be a proxy's. */
    private static void fork(CallMemory call, SipMessage message) {
        int status = message.getStatusCode();
        boolean device = status < 300 || status == 480 || status == 486 || status == 600 || status == 603;
        List<String> tags = call.attempt.tags;
        if (status == 100 || message.getToTag().isEmpty()) return;
        call.attempt.branches.response(message, device, call.attempt.startMicros);
        if (!device) return;
        if (tags.size() < TAGS_MAX && !tags.contains(message.getToTag())) tags.add(message.getToTag());
        call.forks = Math.max(call.forks, tags.size());
    }

    private static void refuse(CallMemory call, SipMessage message) {
        Attempt attempt = call.attempt;
        boolean toCaller = attempt.isToCaller(message.getViaBranch());
        if (attempt.finalToCaller) return; // retransmitted, or from a branch that nobody waits for
        attempt.finalStatus = message.getStatusCode();
        attempt.finalMicros = message.getTimeMicros();
        attempt.finalReason = message.getReasonHeader();
        attempt.finalToCaller = toCaller;
        call.finalStatus = message.getStatusCode();
        if (call.finalStatus < 400) call.redirectedTo = message.getContactUri();
        if (toCaller && !attempt.isChallenged() && !call.midCall) CallEnding.conclude(call);
    }

    private static void cancel(CallMemory call, SipMessage message) {
        Attempt attempt = call.attempt;
        boolean ours = attempt.cseq < 0 || attempt.cseq == message.getCseq();
        if (!ours || attempt.cancelled || attempt.finalStatus != 0 || call.answered) return;
        // A proxy cancels the other branches of a fork by itself: only the caller's CANCEL ends the call.
        if (!attempt.isToCaller(message.getViaBranch())) return;
        attempt.cancelled = true;
        attempt.cancelReason = message.getReasonHeader();
    }

    /** Notes a change that a person waits for: its row goes out with those of the next moment. */
    static void tellSoon(CallMemory call, long timeMicros) {
        due(call, timeMicros + Patience.CALL_UPDATE);
    }

    /** Notes a change that may wait for its row. */
    static void tell(CallMemory call, long timeMicros) {
        due(call, timeMicros + Patience.MEDIA_UPDATE);
    }

    private static void due(CallMemory call, long timeMicros) {
        boolean sooner = call.dueMicros == Patience.NEVER || timeMicros < call.dueMicros;
        if (sooner) call.dueMicros = timeMicros;
    }

    private static void publish(CallMemory call, Consumer<Call> out) {
        call.version++;
        call.dueMicros = Patience.NEVER;
        out.accept(CallRow.of(call));
    }
}
