// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.subscribe;

import earshot.calls.request.OpenRequests;
import earshot.calls.request.RequestMemory;
import earshot.calls.request.Verdict;
import earshot.calls.time.Patience;
import earshot.events.Keys;
import earshot.events.SipMessage;
import earshot.events.Subscription;
import earshot.events.SubscriptionKind;
import earshot.events.SubscriptionState;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the event state that is published for one address of record (RFC 3903): published, refreshed or changed under
 * its entity tag, removed, expired. Quality reports (RFC 6035) are messages without a state to keep, and none here.
 */
public final class PublicationTracker {
    private static final String QUALITY_REPORT = "vq-rtcpxr";

    /** {@code aor} in one spelling. */
    public void message(EventStatesMemory memory, String aor, SipMessage message, Consumer<Subscription> out) {
        if (memory.open.take(message) != OpenRequests.News.SETTLED) return;
        RequestMemory request = memory.open.find(message);
        if (request != null) settle(memory, aor, request, message.getTimeMicros(), out);
    }

    public void timer(EventStatesMemory memory, String aor, long timeMicros, Consumer<Subscription> out) {
        memory.open.time(timeMicros, request -> settle(memory, aor, request, timeMicros, out));
        memory.time(timeMicros, out);
    }

    /** The capture is over; publications stay as they are. */
    public void end(EventStatesMemory memory, String aor, Consumer<Subscription> out) {
        memory.open.end(request -> settle(memory, aor, request, request.statusMicros, out));
        memory.states.clear();
    }

    public long deadline(EventStatesMemory memory) {
        return memory.deadline();
    }

    private static void settle(
            EventStatesMemory memory, String aor, RequestMemory request, long timeMicros, Consumer<Subscription> out) {
        boolean isReport = request.event.toLowerCase(Locale.ROOT).startsWith(QUALITY_REPORT);
        if (!request.requestSeen || isReport) return;
        Verdict verdict = Verdict.of(request, memory.challenges);
        if (request.status == 401 || request.status == 407) memory.challenges.add(request.callId, request.statusMicros);
        if (verdict == Verdict.ASKED_AGAIN) return;
        EventStateMemory state = request.ifMatch.isEmpty() ? null : find(memory, request);
        if (state == null && request.ifMatch.isEmpty()) state = inVain(memory, request.event);
        if (state == null) state = add(memory, aor, request);
        state.describe(request);
        state.changedMicros = request.decidedMicros(timeMicros);
        state.expiresAskedSeconds = request.expiresSeconds;
        if (verdict == Verdict.ACCEPTED) {
            accept(state, request);
        } else {
            state.fail(request);
            boolean isOver = request.status == 412 || state.activeMicros == Patience.NEVER; // no such entity tag
            if (isOver && state.isAlive()) state.end(SubscriptionState.FAILED, "", state.changedMicros);
        }
        out.accept(state.told(timeMicros));
    }

    private static void accept(EventStateMemory state, RequestMemory request) {
        state.responseMs = request.responseMs();
        if (request.expiresSeconds == 0) {
            state.end(SubscriptionState.TERMINATED, "removed", request.statusMicros);
            return;
        }
        if (state.activeMicros == Patience.NEVER) {
            state.activeMicros = request.statusMicros;
        } else if (request.bodyOctets == 0) {
            state.refreshes++;
            state.refreshedMicros = request.statusMicros;
        }
        if (request.bodyOctets > 0) {
            state.notifications++;
            state.lastNotificationMicros = request.statusMicros;
        }
        state.state = SubscriptionState.ACTIVE;
        state.endedMicros = Patience.NEVER;
        state.entityTag = request.entityTag;
        int granted = request.answerExpiresSeconds >= 0 ? request.answerExpiresSeconds : request.expiresSeconds;
        state.grant(granted, request.statusMicros);
    }

    private static @Nullable EventStateMemory find(EventStatesMemory memory, RequestMemory request) {
        for (EventStateMemory one : memory.states) {
            if (one.event.equals(request.event) && one.entityTag.equals(request.ifMatch)) return one;
        }
        return null;
    }

    /** Attempts that published nothing share one place for each package. */
    private static @Nullable EventStateMemory inVain(EventStatesMemory memory, String event) {
        for (EventStateMemory one : memory.states) {
            if (one.event.equals(event) && one.activeMicros == Patience.NEVER) return one;
        }
        return null;
    }

    private static EventStateMemory add(EventStatesMemory memory, String aor, RequestMemory request) {
        EventStateMemory state = memory.add(request.startMicros);
        state.kind = SubscriptionKind.PUBLICATION;
        state.event = request.event;
        state.entityTag = request.ifMatch;
        state.key = Keys.publicationKey(aor, state.place);
        return state;
    }
}
