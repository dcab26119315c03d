// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.CallState;
import earshot.events.EndedBy;
import earshot.events.Party;
import earshot.events.SipMessage;
import org.jspecify.annotations.Nullable;

/** How a call comes to its end: hung up, refused, cancelled, or given up because what it waited for did not come. */
final class CallEnding {
    /** A 2xx sent so often, and no ACK: it did not arrive (RFC 3261 13.3.1.4). */
    private static final int REPEATS_WITHOUT_ACK = 3;

    private CallEnding() {}

    /** A BYE, or its 2xx. */
    static void bye(CallMemory call, SipMessage message) {
        String from = message.getFromTag();
        boolean byCaller = from.equals(call.callerTag);
        String dialog = byCaller ? message.getToTag() : from;
        Party party = call.callerTag.isEmpty() ? null : byCaller ? Party.CALLER : Party.CALLEE;
        if (call.endedBy == EndedBy.BYE) {
            again(call, message, party, dialog);
            return;
        }
        if (call.endedBy != null) return;
        boolean known = call.dialogs.remove(dialog);
        if (!call.dialogs.isEmpty() && (known || call.dialogs.size() > 1)) return; // another fork still talks
        end(call, EndedBy.BYE, message.getTimeMicros(), message.getReasonHeader());
        if (message.getStatusCode() == 0) call.disconnect.bye(message);
        else call.disconnect.byeUnseen(message);
        call.endProbe = message.getProbe();
        call.endDialog = dialog;
        call.byeFrom = party;
        boolean handedOver = party != null && call.transfers.explainHangUp(byCaller);
        call.endCause = handedOver ? "transfer" : "hangUp";
    }

    /** One to a BYE, or that stands for it where it was not captured. */
    static void byeResponse(CallMemory call, SipMessage response) {
        boolean byCaller = response.getFromTag().equals(call.callerTag);
        String dialog = byCaller ? response.getToTag() : response.getFromTag();
        boolean isSuccess = response.getStatusCode() >= 200 && response.getStatusCode() < 300;
        if (isSuccess && call.endedBy == null && call.dialogs.contains(dialog)) {
            bye(call, response);
        } else {
            call.disconnect.response(response);
        }
    }

    /** A BYE after the first: on another hop, or of the other side at the same time. */
    private static void again(CallMemory call, SipMessage message, @Nullable Party party, String dialog) {
        if (!dialog.equals(call.endDialog)) return;
        if (party != call.byeFrom) {
            if (call.endCause.equals("hangUp")) call.endCause = "bothHungUp";
            return;
        }
        // Probes' clocks may differ: of several the one counts that saw the call begin.
        boolean nearer = message.getProbe().equals(call.attempt.probe) && !call.endProbe.equals(call.attempt.probe);
        if (!nearer && call.disconnect.isByeSeen()) return;
        call.disconnect.bye(message);
        call.endProbe = message.getProbe();
        call.endMicros = message.getTimeMicros();
    }

    /** The last INVITE failed for good. */
    static void conclude(CallMemory call) {
        Attempt attempt = call.attempt;
        boolean cancelled = attempt.cancelled && attempt.finalStatus == 487;
        String reason = cancelled && !attempt.cancelReason.isEmpty() ? attempt.cancelReason : attempt.finalReason;
        end(call, cancelled ? EndedBy.CANCEL : EndedBy.FAILURE, attempt.finalMicros, reason);
        call.endCause = refusal(call);
    }

    private static String refusal(CallMemory call) {
        if (call.midCall) return "refused";
        if (HeaderText.isAnsweredElsewhere(call.reason)) return "answeredElsewhere";
        CallState state = Outcome.of(call);
        if (state == CallState.NO_ANSWER) return "unanswered";
        return state == CallState.CANCELLED ? "cancelled" : "refused";
    }

    /** Ends the call although nothing ended it: what it waits for did not come. */
    static void giveUp(CallMemory call, EndedBy why) {
        Attempt attempt = call.attempt;
        boolean timeout = why == EndedBy.TIMEOUT;
        if (!call.answered && !call.midCall && attempt.finalStatus != 0 && timeout) {
            conclude(call);
            return;
        }
        boolean cancelled = !call.answered && attempt.cancelled;
        boolean expired = timeout && call.lastMicros() <= call.session.expiryMicros();
        long end = call.lastMicros();
        if (timeout && expired && !cancelled) {
            // With media its end is the end of the call: what came later was the other side's attempts to reach it.
            end = call.lastMediaMicros == Patience.NEVER ? call.session.expiryMicros() : call.lastMediaMicros;
        }
        end(call, cancelled ? EndedBy.CANCEL : why, end, cancelled ? attempt.cancelReason : call.reason);
        if (cancelled) {
            call.endCause = HeaderText.isAnsweredElsewhere(call.reason) ? "answeredElsewhere" : "cancelled";
        } else if (timeout) {
            call.endCause = silence(call, expired);
        }
    }

    private static String silence(CallMemory call, boolean expired) {
        boolean talks = call.answered || call.midCall || !call.inviteSeen;
        if (!talks) return call.attempt.rang ? "unanswered" : "noResponse";
        if (isAckMissing(call)) return "noAck";
        if (expired) return "sessionExpired";
        return call.streams.isEmpty() ? "silent" : "mediaStopped";
    }

    static boolean isAckMissing(CallMemory call) {
        return call.answered && !call.acknowledged && call.answerRepeats >= REPEATS_WITHOUT_ACK;
    }

    private static void end(CallMemory call, EndedBy why, long timeMicros, String reason) {
        call.endedBy = why;
        call.endMicros = timeMicros;
        call.reason = reason;
        call.endCause = "";
    }

    /** An answer wins the race with a CANCEL or a refusal, however late it is heard of. */
    static void yieldToAnswer(CallMemory call) {
        if (call.endedBy == EndedBy.FAILURE || call.endedBy == EndedBy.CANCEL) reopen(call);
    }

    /** It only seemed to be over. */
    static void reopen(CallMemory call) {
        call.endedBy = null;
        call.endMicros = Patience.NEVER;
        call.reason = "";
        call.endCause = "";
    }
}
