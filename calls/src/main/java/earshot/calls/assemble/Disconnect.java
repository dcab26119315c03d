// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.SipMessage;
import org.jspecify.annotations.Nullable;

/**
 * The BYE that ended a call, and how it was answered (RFC 6076 4.4). A refusal that the sender can mend, such as a
 * challenge, is no end: what counts is the 2xx to the BYE that followed it.
 */
public class Disconnect {
    /** Branch of the BYE on the hop that it was seen on first. */
    public String branch = "";

    public long byeMicros = Patience.NEVER;
    /** Final status; 0 while there is none. */
    public int status;

    public long statusMicros = Patience.NEVER;
    /** The response is that of the hop that the BYE was seen on first, where its sender is. */
    public boolean statusToSender;

    public Disconnect() {}

    void bye(SipMessage message) {
        branch = message.getViaBranch();
        byeMicros = message.getTimeMicros();
        statusToSender = false;
    }

    /** A 2xx whose BYE was not captured tells that there was one, but not how long it took. */
    void byeUnseen(SipMessage response) {
        status = response.getStatusCode();
        statusMicros = response.getTimeMicros();
    }

    boolean isByeSeen() {
        return byeMicros != Patience.NEVER;
    }

    void response(SipMessage message) {
        if (!isByeSeen() || message.getStatusCode() < 200) return;
        boolean isSuccess = message.getStatusCode() < 300;
        boolean wasSuccess = status >= 200 && status < 300;
        boolean toSender = branch.equals(message.getViaBranch());
        boolean isNews = isSuccess != wasSuccess ? isSuccess : toSender && !statusToSender;
        if (status != 0 && !isNews) return;
        status = message.getStatusCode();
        statusMicros = message.getTimeMicros();
        statusToSender = toSender;
    }

    /** Null while nobody answered. */
    @Nullable
    Integer finalStatus() {
        return status == 0 ? null : Integer.valueOf(status);
    }

    /** BYE to its 2xx, ms; null without one. */
    @Nullable
    Double delayMs() {
        boolean isSuccess = isByeSeen() && status >= 200 && status < 300;
        return isSuccess && statusMicros >= byeMicros ? Double.valueOf((statusMicros - byeMicros) / 1_000.0) : null;
    }
}
