// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.invite.Dialogs;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import earshot.events.SipMessage;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Collects what one call says that could tie it to another, and tells it: {@link Patience#LEG_SETTLE} after it is new,
 * so that the hops of a call are known together, and once more when the call ends. Keyed by Call-ID.
 */
public final class LegTracker {
    private final ClueReader reader;

    public LegTracker(LinkSettings settings) {
        this.reader = new ClueReader(settings);
    }

    public void message(LegMemory memory, SipMessage message, Timers timers) {
        if (!concerns(message)) return;
        boolean isOfTransfer =
                message.getMethod().equals("REFER") || message.getMethod().equals("NOTIFY");
        if (memory.isEmpty() && isOfTransfer) return; // stands for itself
        long time = message.getTimeMicros();
        boolean isNews = memory.isEmpty();
        if (isNews) {
            memory.callId = message.getCallId();
            memory.startMicros = time;
            memory.lastMicros = time;
        }
        long before = refreshes(memory);
        memory.lastMicros = Math.max(memory.lastMicros, time);
        boolean isRefresh = refreshes(memory) != before;
        isNews |= course(memory, message);
        isNews |= reader.read(memory, message);
        isNews |= isOfTransfer && endsTransfer(message) && memory.closeTransfers(time);
        if ((isNews || isRefresh) && memory.dueMicros == Patience.NEVER) {
            memory.dueMicros = time + Patience.LEG_SETTLE;
        }
        wait(memory, timers);
    }

    public void timer(LegMemory memory, long timeMicros, Timers timers, Consumer<LegEvidence> out) {
        memory.timerMicros = Patience.NEVER;
        if (memory.isEmpty()) return;
        if (memory.dueMicros != Patience.NEVER && timeMicros >= memory.dueMicros) {
            memory.dueMicros = Patience.NEVER;
            tell(memory, timeMicros, out);
        }
        if (timeMicros >= forgottenMicros(memory)) {
            memory.clear();
            return;
        }
        wait(memory, timers);
    }

    /** Whether a message could be of a call: as {@link earshot.calls.assemble.SignallingAssembler} takes it, REFER and what tells of it. */
    public static boolean concerns(SipMessage message) {
        return switch (message.getMethod()) {
            case "NOTIFY" -> message.getHeaders().getOrDefault("event", "").startsWith("refer");
            case "INVITE", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE", "INFO", "REFER" ->
                !message.getCallId().isEmpty();
            default -> false;
        };
    }

    /** The REFER is refused, or the subscription that came with it is over (RFC 3515). */
    private static boolean endsTransfer(SipMessage message) {
        if (message.getMethod().equals("REFER")) return message.getStatusCode() >= 300;
        String state = message.getHeaders().getOrDefault("subscription-state", "");
        return message.getStatusCode() == 0 && state.startsWith("terminated");
    }

    private static boolean course(LegMemory memory, SipMessage message) {
        int status = message.getStatusCode();
        boolean isInvite = message.getMethod().equals("INVITE");
        boolean isBye = Dialogs.isHangUp(message);
        boolean isAnswer = memory.unseenAnswer.message(message) || (isInvite && status >= 200 && status < 300);
        if (isAnswer && !memory.answered) {
            memory.answered = true;
            memory.endMicros = Patience.NEVER;
            if (!isBye) return true;
        }
        boolean isTriedAgain = isInvite && status == 0 && !memory.answered;
        if (isTriedAgain && memory.isEnded()) {
            memory.endMicros = Patience.NEVER;
            return true;
        }
        boolean isRefused = isInvite && status >= 300 && status != 401 && status != 407 && !memory.answered;
        if ((isRefused || isBye) && !memory.isEnded()) {
            memory.endMicros = message.getTimeMicros();
            return true;
        }
        return false;
    }

    private static void tell(LegMemory memory, long timeMicros, Consumer<LegEvidence> out) {
        EventOrder order = EventOrder.ofTimer(timeMicros);
        for (Clue clue : memory.clues) {
            if (clue.kind.isOfTheStart() && timeMicros >= clue.fromMicros + Patience.LEG_START) continue;
            int hash = hash(memory);
            if (hash == clue.told) continue;
            clue.told = hash;
            out.accept(LegEvidence.of(memory, clue, order));
        }
    }

    private static int hash(LegMemory memory) {
        int hash =
                Objects.hash(memory.endMicros, memory.answered, memory.sources, memory.destinations, refreshes(memory));
        return hash == 0 ? 1 : hash;
    }

    /** How often the call should have been told again by now. */
    private static long refreshes(LegMemory memory) {
        return (memory.lastMicros - memory.startMicros) / Patience.LEG_REFRESH;
    }

    private static long forgottenMicros(LegMemory memory) {
        if (!memory.isEnded()) return memory.lastMicros + (memory.answered ? Patience.LEG_OPEN : Patience.RINGING);
        return Math.max(memory.endMicros, memory.lastMicros) + Patience.LEG_ENDED;
    }

    private static void wait(LegMemory memory, Timers timers) {
        long next = forgottenMicros(memory);
        if (memory.dueMicros != Patience.NEVER) next = Math.min(next, memory.dueMicros);
        if (memory.timerMicros != Patience.NEVER && memory.timerMicros <= next) return;
        memory.timerMicros = next;
        timers.at(next);
    }
}
