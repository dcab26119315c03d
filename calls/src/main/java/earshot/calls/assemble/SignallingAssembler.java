// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import earshot.events.Call;
import earshot.events.SipMessage;
import earshot.events.Transaction;

/**
 * Everything of one Call-ID: its call when it has one, and its transactions outside of it. Keyed by Call-ID.
 *
 * <p>INVITE and what only occurs within or after one make a call, even when the INVITE itself was not captured; any
 * other request counts as a message of the call when there is one, and is a transaction of its own when there is none.
 */
public final class SignallingAssembler {
    /** Where the rows go. */
    public interface Output {
        void call(Call call);

        void transaction(Transaction transaction);
    }

    private final CallAssembler calls;
    private final TransactionAssembler transactions = new TransactionAssembler();

    /** Ended calls are remembered for {@link Patience#ENDED_CALL}. */
    public SignallingAssembler() {
        this(Patience.ENDED_CALL);
    }

    /** Ended calls are remembered for so long; Long.MAX_VALUE leaves it to the caller to forget them. */
    public SignallingAssembler(long rememberMicros) {
        this.calls = new CallAssembler(rememberMicros);
    }

    public void message(SignallingMemory memory, SipMessage message, Timers timers, Output out) {
        if (message.getCallId().isEmpty()) return; // belongs to nothing
        if (!memory.recent.add(EventOrder.of(message))) return;
        CallMemory call = memory.call;
        if (call == null && makesCall(message.getMethod())) {
            call = new CallMemory();
            memory.call = call;
        }
        if (call == null) {
            transactions.message(memory.transactions, message, out::transaction);
        } else {
            calls.message(call, message);
        }
        wait(memory, timers);
    }

    /** News of a stream; for a call that is forgotten, or was never one, it is only the stream's. */
    public void stream(SignallingMemory memory, BoundStream bound, Timers timers) {
        CallMemory call = memory.call;
        if (call == null) return;
        CallMedia.stream(call, bound);
        wait(memory, timers);
    }

    public void timer(SignallingMemory memory, long timeMicros, Timers timers, Output out) {
        memory.timerMicros = Patience.NEVER;
        CallMemory call = memory.call;
        if (call != null) {
            calls.time(call, timeMicros, out::call);
            if (calls.isForgotten(call, timeMicros)) memory.call = null;
        }
        transactions.time(memory.transactions, timeMicros);
        wait(memory, timers);
    }

    /**
     * The capture is over: what is still open ends with CAPTURE_END. To be called instead of {@link #timer} for timers
     * that lie behind the last event of the capture.
     */
    public void end(SignallingMemory memory, Output out) {
        CallMemory call = memory.call;
        if (call != null) calls.end(call, out::call);
        memory.call = null;
        memory.transactions.clear();
    }

    private static boolean makesCall(String method) {
        return switch (method) {
            case "INVITE", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE", "INFO" -> true;
            default -> false;
        };
    }

    private void wait(SignallingMemory memory, Timers timers) {
        long next = Long.MAX_VALUE;
        if (memory.call != null) next = calls.deadline(memory.call);
        for (TransactionMemory transaction : memory.transactions) {
            next = Math.min(next, transaction.lastMicros + Patience.UNANSWERED_REQUEST);
        }
        if (next == Long.MAX_VALUE) return;
        if (memory.timerMicros != Patience.NEVER && memory.timerMicros <= next) return;
        memory.timerMicros = next;
        timers.at(next);
    }
}
