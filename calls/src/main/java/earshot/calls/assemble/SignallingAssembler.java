// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Timers;
import earshot.events.Call;
import earshot.events.SipMessage;
import earshot.events.Transaction;

/**
 * Everything of one Call-ID: its call when it has one, else its transactions. Keyed by Call-ID.
 */
public final class SignallingAssembler {
    /** Where the rows go. */
    public interface Output {
        void call(Call call);

        void transaction(Transaction transaction);
    }

    public void message(SignallingMemory memory, SipMessage message, Timers timers, Output out) {}

    public void stream(SignallingMemory memory, BoundStream bound, Timers timers, Output out) {}

    public void timer(SignallingMemory memory, long timeMicros, Timers timers, Output out) {}

    /**
     * The capture is over: what is still open ends with CAPTURE_END. To be called instead of {@link #timer} for timers
     * that lie behind the last event of the capture.
     */
    public void end(SignallingMemory memory, Output out) {}
}
