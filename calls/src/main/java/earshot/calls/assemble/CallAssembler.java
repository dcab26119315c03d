// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.Call;
import earshot.events.EndedBy;
import earshot.events.Endpoints;
import earshot.events.Party;
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
    private static final int TAGS_MAX = 64;

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
        if (call.endedBy == EndedBy.TIMEOUT) reopen(call); // it only seemed to be over
        boolean request = message.getStatusCode() == 0;
        switch (message.getMethod()) {
            case "INVITE" -> {
                if (request) invite(call, message);
                if (!request) inviteResponse(call, message);
            }
            case "CANCEL" -> {
                if (request) cancel(call, message);
            }
            case "BYE" -> {
                if (request) bye(call, message);
            }
            default -> {} // counted, and its SDP read below
        }
        boolean byCaller = message.getFromTag().equals(call.callerTag) == request;
        call.hold.message(message, byCaller, call.answered);
        if (kind == MessageCount.Kind.NEW && !call.count.isCapped()) {
            tellSoon(call, message.getTimeMicros());
        } else {
            tell(call, message.getTimeMicros());
        }
    }

    /** Event time has come to {@code timeMicros}: overdue rows go out, and a call that was silent for long ends. */
    void time(CallMemory call, long timeMicros, Consumer<Call> out) {
        if (call.endedBy == null && timeMicros >= silentMicros(call)) {
            giveUp(call, EndedBy.TIMEOUT);
            call.givenUpMicros = timeMicros;
            publish(call, out);
        } else if (call.dueMicros != Patience.NEVER && timeMicros >= call.dueMicros) {
            publish(call, out);
        }
    }

    /** The capture is over. */
    void end(CallMemory call, Consumer<Call> out) {
        boolean open = call.endedBy == null;
        if (open) giveUp(call, EndedBy.CAPTURE_END);
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

    private static long silentMicros(CallMemory call) {
        return call.lastMicros() + patience(call);
    }

    private static long patience(CallMemory call) {
        Attempt attempt = call.attempt;
        if (call.answered || call.midCall || !call.inviteSeen) {
            return call.streams.isEmpty() ? Patience.UNHEARD_CALL : Patience.SILENT_CALL;
        }
        if (attempt.finalStatus != 0 || attempt.cancelled) return Patience.FOLLOW_UP;
        return attempt.provisional ? Patience.RINGING : Patience.UNANSWERED_REQUEST;
    }

    private static void introduce(CallMemory call, SipMessage message) {
        if (call.callId.isEmpty()) {
            call.callId = message.getCallId();
            call.startMicros = message.getTimeMicros();
            describe(call, message);
        }
        if (call.probes.size() < PROBES_MAX && !call.probes.contains(message.getProbe())) {
            call.probes.add(message.getProbe());
        }
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

    private static void reopen(CallMemory call) {
        call.endedBy = null;
        call.endMicros = Patience.NEVER;
        call.reason = "";
    }

    private static void invite(CallMemory call, SipMessage message) {
        boolean within = !message.getToTag().isEmpty();
        if (within && (call.answered || !call.callerTag.isEmpty() || call.midCall)) return; // a re-INVITE
        if (within) {
            call.midCall = true;
            attempt(call, message);
            return;
        }
        if (!call.inviteSeen) {
            call.inviteSeen = true;
            call.midCall = false;
            call.startMicros = message.getTimeMicros();
            call.callerTag = message.getFromTag();
            describe(call, message);
        }
        boolean next = message.getFromTag().equals(call.callerTag) && message.getCseq() > call.attempt.cseq;
        if (!next || call.answered) return;
        if (call.endedBy != null) reopen(call);
        attempt(call, message);
    }

    private static void attempt(CallMemory call, SipMessage message) {
        call.attempt = new Attempt();
        call.attempt.cseq = message.getCseq();
        call.attempt.startMicros = message.getTimeMicros();
        if (message.getStatusCode() == 0) call.attempt.branch = message.getViaBranch();
    }

    private static void inviteResponse(CallMemory call, SipMessage message) {
        if (call.callerTag.isEmpty() && !call.midCall) { // its INVITE was not captured
            call.callerTag = message.getFromTag();
            attempt(call, message);
        }
        Attempt attempt = call.attempt;
        boolean ours = message.getFromTag().equals(call.callerTag) || call.midCall;
        if (!ours || message.getCseq() != attempt.cseq) return;
        attempt.provisional = true;
        int status = message.getStatusCode();
        fork(call, message);
        if (status < 200) {
            if (status == 180 || status == 183) ring(call, message);
        } else if (status < 300) {
            answer(call, message);
        } else if (!call.answered) {
            refuse(call, message);
        }
    }

    private static void ring(CallMemory call, SipMessage message) {
        call.attempt.rang = true;
        boolean toCaller = call.attempt.isToCaller(message.getViaBranch());
        if (call.ringMicros == Patience.NEVER || (toCaller && !call.ringToCaller)) {
            call.ringMicros = message.getTimeMicros();
            call.ringToCaller = toCaller;
        }
    }

    /** Counts branches: whoever rings, answers or is busy speaks for itself; other refusals may be a proxy's. */
    private static void fork(CallMemory call, SipMessage message) {
        int status = message.getStatusCode();
        boolean device = status < 300 || status == 480 || status == 486 || status == 600 || status == 603;
        List<String> tags = call.attempt.tags;
        if (status == 100 || !device || message.getToTag().isEmpty()) return;
        if (tags.size() < TAGS_MAX && !tags.contains(message.getToTag())) tags.add(message.getToTag());
        call.forks = Math.max(call.forks, tags.size());
    }

    private static void answer(CallMemory call, SipMessage message) {
        if (call.midCall) {
            call.finalStatus = message.getStatusCode();
            return;
        }
        if (!call.answered) {
            call.answered = true;
            call.finalStatus = message.getStatusCode();
            if (call.endedBy == EndedBy.FAILURE || call.endedBy == EndedBy.CANCEL) reopen(call); // it won the race
        }
        boolean toCaller = call.attempt.isToCaller(message.getViaBranch());
        if (call.answerMicros == Patience.NEVER || (toCaller && !call.answerToCaller)) {
            call.answerMicros = message.getTimeMicros();
            call.answerToCaller = toCaller;
        }
        boolean open = call.endedBy == null && call.dialogs.size() < TAGS_MAX;
        if (open && !call.dialogs.contains(message.getToTag())) call.dialogs.add(message.getToTag());
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
        if (toCaller && !attempt.isChallenged() && !call.midCall) conclude(call);
    }

    /** The last INVITE failed for good. */
    private static void conclude(CallMemory call) {
        Attempt attempt = call.attempt;
        boolean cancelled = attempt.cancelled && attempt.finalStatus == 487;
        call.endedBy = cancelled ? EndedBy.CANCEL : EndedBy.FAILURE;
        call.endMicros = attempt.finalMicros;
        call.reason = cancelled && !attempt.cancelReason.isEmpty() ? attempt.cancelReason : attempt.finalReason;
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

    private static void bye(CallMemory call, SipMessage message) {
        if (call.endedBy != null) return;
        String from = message.getFromTag();
        boolean byCaller = from.equals(call.callerTag);
        String dialog = byCaller ? message.getToTag() : from;
        boolean known = call.dialogs.remove(dialog);
        if (!call.dialogs.isEmpty() && (known || call.dialogs.size() > 1)) return; // another fork still talks
        call.endedBy = EndedBy.BYE;
        call.endMicros = message.getTimeMicros();
        call.reason = message.getReasonHeader();
        if (!call.callerTag.isEmpty()) call.byeFrom = byCaller ? Party.CALLER : Party.CALLEE;
    }

    /** Ends the call although nothing ended it: what it waits for did not come. */
    private static void giveUp(CallMemory call, EndedBy why) {
        Attempt attempt = call.attempt;
        boolean timeout = why == EndedBy.TIMEOUT;
        if (!call.answered && !call.midCall && attempt.finalStatus != 0 && timeout) {
            conclude(call);
            return;
        }
        boolean cancelled = !call.answered && attempt.cancelled;
        call.endedBy = cancelled ? EndedBy.CANCEL : why;
        if (cancelled) call.reason = attempt.cancelReason;
        call.endMicros = call.lastMicros();
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
