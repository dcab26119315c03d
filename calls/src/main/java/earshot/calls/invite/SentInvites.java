// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.invite;

import earshot.events.Endpoints;
import earshot.events.SipMessage;
import java.util.List;

/** The INVITEs of one attempt to set a call up, each as its sender, a space, and the branch that the sender gave to it. */
public final class SentInvites {
    private static final int SENT_MAX = 64;

    private SentInvites() {}

    /** Notes an INVITE; true when it is a new one. */
    public static boolean add(List<String> sent, SipMessage invite) {
        String one = sender(invite) + invite.getViaBranch();
        return sent.size() < SENT_MAX && !sent.contains(one) && sent.add(one);
    }

    /** How many of them the sender of a message sent. */
    public static int count(List<String> sent, SipMessage message) {
        String sender = sender(message);
        int count = 0;
        for (String one : sent) {
            if (one.startsWith(sender)) count++;
        }
        return count;
    }

    /**
     * Whether an ACK tells of a 2xx: it is a transaction of its own then (RFC 3261 13.2.2.4), where that of a refusal has the branch
     * of the INVITE (17.1.1.3). Only a sender can tell whose INVITE was seen.
     */
    public static boolean isAckOfAnswer(List<String> sent, SipMessage ack) {
        String sender = sender(ack);
        boolean isKnown = false;
        for (String one : sent) {
            boolean isFromThere = one.startsWith(sender);
            if (isFromThere && (one.length() == sender.length() || one.endsWith(' ' + ack.getViaBranch())))
                return false;
            isKnown |= isFromThere;
        }
        return isKnown && sent.size() < SENT_MAX && !ack.getViaBranch().isEmpty();
    }

    private static String sender(SipMessage message) {
        return Endpoints.of(message.getSourceAddress(), message.getSourcePort()) + ' ';
    }
}
