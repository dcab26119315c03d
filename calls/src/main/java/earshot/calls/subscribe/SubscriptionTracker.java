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
import earshot.events.SubscriptionState;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the subscriptions of one Call-ID (RFC 6665): what was granted, what NOTIFYs say of it, how it ended. One is told
 * by its event package and the tag of its subscriber, so that forks are one. The implicit subscription of a REFER belongs
 * to its transfer and is none here.
 */
public final class SubscriptionTracker {
    private static final int STATUS_GONE = 481;

    public void message(EventStatesMemory memory, SipMessage message, Consumer<Subscription> out) {
        OpenRequests.News news = memory.open.take(message);
        RequestMemory request = memory.open.find(message);
        if (request == null) return;
        boolean isNotify = message.getMethod().equals("NOTIFY");
        if (isNotify && news == OpenRequests.News.REQUEST) notified(memory, message, out);
        if (news == OpenRequests.News.SETTLED) settle(memory, request, message.getTimeMicros(), out);
    }

    public void timer(EventStatesMemory memory, long timeMicros, Consumer<Subscription> out) {
        memory.open.time(timeMicros, request -> settle(memory, request, timeMicros, out));
        memory.time(timeMicros, out);
    }

    /** The capture is over; subscriptions stay as they are. */
    public void end(EventStatesMemory memory, Consumer<Subscription> out) {
        memory.open.end(request -> settle(memory, request, request.statusMicros, out));
        memory.states.clear();
    }

    public long deadline(EventStatesMemory memory) {
        return memory.deadline();
    }

    private static void settle(
            EventStatesMemory memory, RequestMemory request, long timeMicros, Consumer<Subscription> out) {
        if (!request.requestSeen) return; // which subscription it was is not known
        Verdict verdict = Verdict.of(request, memory.challenges);
        if (request.status == 401 || request.status == 407) memory.challenges.add(request.callId, request.statusMicros);
        if (verdict == Verdict.ASKED_AGAIN) return;
        if (request.method.equals("NOTIFY")) {
            settleNotify(memory, request, verdict, timeMicros, out);
            return;
        }
        if (isOfRefer(request.event)) return;
        EventStateMemory state = find(memory, request.event, request.fromTag);
        if (state == null) state = add(memory, request.event, request.fromTag, request);
        state.describe(request);
        state.startMicros = Math.min(state.startMicros, request.startMicros);
        state.changedMicros = request.decidedMicros(timeMicros);
        state.expiresAskedSeconds = request.expiresSeconds;
        if (verdict == Verdict.ACCEPTED) {
            accept(state, request);
        } else {
            state.fail(request);
            boolean isOver = request.status == STATUS_GONE || state.activeMicros == Patience.NEVER;
            if (isOver && state.isAlive()) state.end(SubscriptionState.FAILED, "", state.changedMicros);
        }
        out.accept(state.told(timeMicros));
    }

    private static void accept(EventStateMemory state, RequestMemory request) {
        state.responseMs = request.responseMs();
        if (request.expiresSeconds == 0) {
            if (state.isAlive())
                state.end(
                        SubscriptionState.TERMINATED,
                        request.inDialog ? "unsubscribed" : "polled",
                        request.statusMicros);
            return;
        }
        int granted = request.answerExpiresSeconds >= 0 ? request.answerExpiresSeconds : request.expiresSeconds;
        if (request.inDialog) {
            state.refreshes++;
            state.refreshedMicros = request.statusMicros;
        }
        boolean isEndedByNotify = state.state == SubscriptionState.TERMINATED;
        if (isEndedByNotify) return; // which came before the answer
        if (!state.isAlive()) state.state = SubscriptionState.PENDING;
        state.grant(granted, request.statusMicros);
    }

    private static void notified(EventStatesMemory memory, SipMessage notify, Consumer<Subscription> out) {
        String event = notify.getHeaders().getOrDefault("event", "");
        if (isOfRefer(event)) return;
        String said = notify.getHeaders().getOrDefault("subscription-state", "");
        EventStateMemory state = find(memory, event, notify.getToTag());
        if (state == null && said.isEmpty()) return; // unsolicited, of no subscription
        if (state == null) {
            state = memory.add(notify.getTimeMicros());
            state.event = event;
            state.tag = notify.getToTag();
            state.key = Keys.subscriptionKey(notify.getCallId(), event, notify.getToTag());
            describeByNotify(state, notify);
        }
        state.notifications++;
        state.lastNotificationMicros = notify.getTimeMicros();
        state.changedMicros = notify.getTimeMicros();
        apply(state, SubscriptionStateHeader.parse(said), notify.getTimeMicros());
        out.accept(state.told(notify.getTimeMicros()));
    }

    private static void apply(EventStateMemory state, SubscriptionStateHeader header, long timeMicros) {
        switch (header.state()) {
            case "terminated" -> {
                String reason = state.terminatedReason.isEmpty() ? header.reason() : state.terminatedReason;
                if (state.state != SubscriptionState.TERMINATED) {
                    state.end(SubscriptionState.TERMINATED, reason, timeMicros);
                }
            }
            case "pending" -> {
                if (header.expiresSeconds() >= 0) state.grant(header.expiresSeconds(), timeMicros);
            }
            default -> {
                if (state.state == SubscriptionState.TERMINATED) return; // on its way when it was unsubscribed
                if (state.activeMicros == Patience.NEVER) state.activeMicros = timeMicros;
                state.state = SubscriptionState.ACTIVE;
                state.endedMicros = Patience.NEVER;
                if (header.expiresSeconds() >= 0) state.grant(header.expiresSeconds(), timeMicros);
            }
        }
    }

    /** Nothing but a NOTIFY was seen: its To is the subscriber. */
    private static void describeByNotify(EventStateMemory state, SipMessage notify) {
        RequestMemory turned = new RequestMemory();
        turned.fromUri = notify.getToUri();
        turned.fromUser = notify.getToUser();
        turned.toUri = notify.getFromUri();
        turned.toUser = notify.getFromUser();
        turned.sourceAddress = notify.getDestinationAddress();
        turned.sourcePort = notify.getDestinationPort();
        turned.destinationAddress = notify.getSourceAddress();
        turned.destinationPort = notify.getSourcePort();
        turned.transport = notify.getTransport().name();
        turned.probe = notify.getProbe();
        turned.callId = notify.getCallId();
        state.describe(turned);
    }

    private static void settleNotify(
            EventStatesMemory memory,
            RequestMemory notify,
            Verdict verdict,
            long timeMicros,
            Consumer<Subscription> out) {
        if (!verdict.isFailure()) return;
        EventStateMemory state = find(memory, notify.event, notify.toTag);
        if (state == null) return;
        state.fail(notify);
        state.changedMicros = notify.decidedMicros(timeMicros);
        if (notify.status == STATUS_GONE && state.isAlive()) {
            state.end(SubscriptionState.FAILED, "", state.changedMicros);
        }
        out.accept(state.told(timeMicros));
    }

    private static @Nullable EventStateMemory find(EventStatesMemory memory, String event, String tag) {
        for (EventStateMemory one : memory.states) {
            boolean isTag = tag.isEmpty() || one.tag.equals(tag); // a notifier as of RFC 2543 leaves it out
            if (isTag && one.event.equals(event)) return one;
        }
        return null;
    }

    private static EventStateMemory add(EventStatesMemory memory, String event, String tag, RequestMemory request) {
        EventStateMemory state = memory.add(request.startMicros);
        state.event = event;
        state.tag = tag;
        state.key = Keys.subscriptionKey(request.callId, event, tag);
        return state;
    }

    private static boolean isOfRefer(String event) {
        return event.toLowerCase(Locale.ROOT).startsWith("refer");
    }
}
