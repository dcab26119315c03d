// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.invite.SentInvites;
import earshot.events.SipMessage;

/** How a call comes to be answered: by a 2xx, or by what follows one that was not captured. */
final class CallAnswer {
    private CallAnswer() {}

    /** A 2xx. */
    static void answer(CallMemory call, SipMessage message) {
        if (call.midCall) {
            call.finalStatus = message.getStatusCode();
            return;
        }
        if (!call.answered || call.isAnswerUnseen()) {
            call.answered = true;
            call.finalStatus = message.getStatusCode();
            CallEnding.yieldToAnswer(call);
        }
        int nearness = call.attempt.nearness(message);
        if (nearness > call.answerNearness) {
            call.answerNearness = nearness;
            call.answerMicros = message.getTimeMicros();
        }
        boolean known = call.answeredTags.contains(message.getToTag());
        if (known || call.answeredTags.size() == CallAssembler.TAGS_MAX) return;
        call.answeredTags.add(message.getToTag());
        if (call.endedBy == null) call.dialogs.add(message.getToTag());
    }

    static void acknowledge(CallMemory call, SipMessage ack) {
        Attempt attempt = call.attempt;
        boolean ours = ack.getFromTag().equals(call.callerTag) && ack.getCseq() == attempt.cseq;
        if (ours && lacksFinal(call) && !ack.getToTag().isEmpty()) {
            if (attempt.ackTag.isEmpty()) {
                attempt.ackTag = ack.getToTag();
                attempt.ackMicros = ack.getTimeMicros();
            }
            if (SentInvites.isAckOfAnswer(attempt.branches.sent, ack)) answeredUnseen(call);
        }
        call.acknowledged |= call.answeredTags.contains(ack.getToTag());
    }

    /** A BYE of the dialog that was acknowledged, whatever its ACK looks like: nobody hangs up a refusal. */
    static void hangUp(CallMemory call, SipMessage bye) {
        boolean byCaller = bye.getFromTag().equals(call.callerTag);
        String dialog = byCaller ? bye.getToTag() : bye.getFromTag();
        if (lacksFinal(call) && !dialog.isEmpty() && dialog.equals(call.attempt.ackTag)) answeredUnseen(call);
    }

    private static boolean lacksFinal(CallMemory call) {
        return call.inviteSeen && !call.answered && call.attempt.finalStatus == 0;
    }

    /** The answer was not captured; its ACK stands for it, until it comes should it only be late. */
    private static void answeredUnseen(CallMemory call) {
        call.answered = true;
        CallEnding.yieldToAnswer(call);
        call.acknowledged = true;
        call.answerMicros = call.attempt.ackMicros;
        call.answeredTags.add(call.attempt.ackTag);
        if (call.endedBy == null) call.dialogs.add(call.attempt.ackTag);
    }
}
