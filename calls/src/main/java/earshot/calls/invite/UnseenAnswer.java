// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.invite;

import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds that a call was answered although no response says so, as where a mirror port shows one direction: by an ACK that is of
 * no refusal, or by an ACK and a BYE of one dialog, since nobody hangs up a refusal. Forgets the INVITEs once a final response
 * comes, so that most calls keep nothing here.
 */
public class UnseenAnswer {
    /** From-tag and CSeq of the INVITE; empty and negative while none was seen. */
    public String callerTag = "";

    public long cseq = -1;
    /** It got a final response, or was found to be answered. */
    public boolean isDecided;
    /** See {@link SentInvites}. */
    public List<String> sent = new ArrayList<>();
    /** To-tag of the first ACK. */
    public String ackTag = "";

    public UnseenAnswer() {}

    /** Takes a message of the call; true when it tells that the call was answered, and nothing told so before. */
    public boolean message(SipMessage message) {
        int status = message.getStatusCode();
        boolean isOurs = message.getCseq() == cseq && message.getFromTag().equals(callerTag);
        switch (message.getMethod()) {
            case "INVITE" -> {
                if (status == 0 && message.getToTag().isEmpty()) invite(message);
                if (status >= 200 && isOurs) decide();
            }
            case "ACK" -> {
                if (!isOurs || isDecided || message.getToTag().isEmpty()) return false;
                if (ackTag.isEmpty()) ackTag = message.getToTag();
                return SentInvites.isAckOfAnswer(sent, message) && decide();
            }
            case "BYE" -> {
                boolean byCaller = message.getFromTag().equals(callerTag);
                String dialog = byCaller ? message.getToTag() : message.getFromTag();
                boolean isAcknowledged = !dialog.isEmpty() && dialog.equals(ackTag);
                return status == 0 && !isDecided && isAcknowledged && decide();
            }
            default -> {}
        }
        return false;
    }

    /** Whether an INVITE that sets the call up was seen. */
    public boolean isInviteSeen() {
        return cseq >= 0;
    }

    private void invite(SipMessage invite) {
        boolean isFirst = !isInviteSeen();
        if (isFirst) callerTag = invite.getFromTag();
        if (!invite.getFromTag().equals(callerTag)) return;
        if (isFirst || invite.getCseq() > cseq) {
            cseq = invite.getCseq();
            isDecided = false;
            sent.clear();
            ackTag = "";
        }
        if (invite.getCseq() == cseq && !isDecided) SentInvites.add(sent, invite);
    }

    private boolean decide() {
        isDecided = true;
        sent.clear();
        ackTag = "";
        return true;
    }

    /** Forgets the call. */
    public void clear() {
        callerTag = "";
        cseq = -1;
        isDecided = false;
        sent.clear();
        ackTag = "";
    }
}
