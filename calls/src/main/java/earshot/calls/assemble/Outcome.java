// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.CallState;
import earshot.events.EndedBy;
import earshot.events.Party;

/**
 * How a call went, by the last INVITE of its chain: a challenge or redirection that was followed up does not count.
 *
 * <p>An answer wins over everything, a CANCEL that came too late included. Failures of requests within the call change
 * nothing.
 */
final class Outcome {
    private Outcome() {}

    static CallState of(CallMemory call) {
        if (call.midCall) return CallState.INCOMPLETE;
        if (call.answered) return CallState.ANSWERED;
        Attempt attempt = call.attempt;
        if (attempt.finalStatus == 0) return withoutFinal(call);
        // The caller has not got it yet, or may try again: not over.
        boolean pending = attempt.isChallenged() || !attempt.finalToCaller;
        if (pending && (call.endedBy == null || call.endedBy == EndedBy.CAPTURE_END)) return CallState.INCOMPLETE;
        return withFinal(attempt);
    }

    private static CallState withoutFinal(CallMemory call) {
        if (call.attempt.cancelled) {
            return isCause(call.attempt.cancelReason, 19) ? CallState.NO_ANSWER : CallState.CANCELLED;
        }
        if (!call.inviteSeen || call.endedBy == null) return CallState.INCOMPLETE;
        return switch (call.endedBy) {
            case TIMEOUT -> call.attempt.rang ? CallState.NO_ANSWER : CallState.FAILED;
            // A caller may leave while it rings, a callee hangs up only what it has answered (RFC 3261 15). Where
            // nobody's
            // response was seen, the answer was not either.
            case BYE ->
                call.byeFrom == Party.CALLER && call.attempt.provisional ? CallState.CANCELLED : CallState.INCOMPLETE;
            case CANCEL -> CallState.CANCELLED;
            case FAILURE -> CallState.FAILED;
            case CAPTURE_END -> CallState.INCOMPLETE;
        };
    }

    private static CallState withFinal(Attempt attempt) {
        int status = attempt.finalStatus;
        if (status == 486 || status == 600) return CallState.BUSY;
        if (status == 480) return isCause(attempt.finalReason, 17) ? CallState.BUSY : CallState.NO_ANSWER;
        if (status == 408 && attempt.rang) return CallState.NO_ANSWER;
        if (attempt.cancelled && isCause(attempt.cancelReason, 19)) return CallState.NO_ANSWER;
        if (status == 487 && !attempt.cancelled) {
            boolean unanswered = isCause(attempt.finalReason, 18) || isCause(attempt.finalReason, 19);
            return unanswered ? CallState.NO_ANSWER : CallState.CANCELLED;
        }
        if (status == 487 || attempt.cancelled) return CallState.CANCELLED;
        return status < 400 ? CallState.REDIRECTED : CallState.FAILED;
    }

    /** Whether a Reason header gives a Q.850 cause (RFC 3326): 17 busy, 18 no response, 19 no answer. */
    static boolean isCause(String reason, int cause) {
        return HeaderText.q850(reason) == cause;
    }
}
