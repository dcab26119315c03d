// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.invite;

import earshot.events.SipMessage;

/** What single messages tell of the dialogs that an INVITE makes. */
public final class Dialogs {
    private Dialogs() {}

    /** Whether a message is an INVITE that sets up: those within a dialog have a To-tag (RFC 3261 12.2). */
    public static boolean isInitialInvite(SipMessage message) {
        return message.getMethod().equals("INVITE")
                && message.getStatusCode() == 0
                && message.getToTag().isEmpty();
    }

    /** Whether a message tells that somebody hung up: a BYE, or its 2xx, should the BYE itself not have been captured. */
    public static boolean isHangUp(SipMessage message) {
        int status = message.getStatusCode();
        return message.getMethod().equals("BYE") && (status == 0 || (status >= 200 && status < 300));
    }
}
