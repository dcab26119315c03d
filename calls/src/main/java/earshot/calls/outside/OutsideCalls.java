// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.outside;

import earshot.calls.peer.AuthenticationMemory;
import earshot.calls.peer.AuthenticationTracker;
import earshot.calls.peer.PeerMemory;
import earshot.calls.peer.PeerTracker;
import earshot.calls.register.AddressMemory;
import earshot.calls.register.AddressOfRecord;
import earshot.calls.register.RegistrationTracker;
import earshot.calls.subscribe.EventStatesMemory;
import earshot.calls.subscribe.PublicationTracker;
import earshot.calls.subscribe.SubscriptionTracker;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import earshot.events.AuthenticationFailures;
import earshot.events.PeerAvailability;
import earshot.events.Registration;
import earshot.events.SipMessage;
import earshot.events.Subscription;
import java.util.function.Consumer;

/**
 * What SIP tells beyond calls: registrations, subscriptions, publications, availability of peers, refused credentials.
 * One message may concern several of them, each under a key of its own ({@link #keys}); the key tells the machine.
 */
public final class OutsideCalls {
    /** Where the rows go. */
    public interface Output {
        void registration(Registration registration);

        void subscription(Subscription subscription);

        void peer(PeerAvailability peer);

        void authentication(AuthenticationFailures failures);
    }

    private static final char REGISTRATION = 'r';
    private static final char SUBSCRIPTION = 's';
    private static final char PUBLICATION = 'p';
    private static final char PEER = 'o';
    private static final char AUTHENTICATION = 'a';

    private final RegistrationTracker registrations = new RegistrationTracker();
    private final SubscriptionTracker subscriptions = new SubscriptionTracker();
    private final PublicationTracker publications = new PublicationTracker();
    private final PeerTracker peers = new PeerTracker();
    private final AuthenticationTracker authentications = new AuthenticationTracker();

    /** The keys under which a message is to be handed in; none for most messages of calls. */
    public static void keys(SipMessage message, Consumer<String> keys) {
        if (message.getCallId().isEmpty()) return;
        switch (message.getMethod()) {
            case "REGISTER" -> keys.accept(REGISTRATION + AddressOfRecord.of(message.getToUri()));
            case "SUBSCRIBE", "NOTIFY" -> keys.accept(SUBSCRIPTION + message.getCallId());
            case "PUBLISH" -> keys.accept(PUBLICATION + AddressOfRecord.of(message.getToUri()));
            default -> {}
        }
        if (PeerTracker.isNews(message)) {
            boolean isRequest = message.getStatusCode() == 0;
            String asks = isRequest ? message.getSourceAddress() : message.getDestinationAddress();
            String asked = isRequest ? message.getDestinationAddress() : message.getSourceAddress();
            keys.accept(PEER + asks + ' ' + asked);
        }
        if (AuthenticationTracker.isNews(message)) {
            keys.accept(AUTHENTICATION + AddressOfRecord.of(message.getFromUri()));
        }
    }

    public void message(String key, OutsideMemory memory, SipMessage message, Timers timers, Output out) {
        if (!memory.recent.add(EventOrder.of(message))) return;
        switch (key.charAt(0)) {
            case REGISTRATION -> {
                if (memory.registrations == null) memory.registrations = new AddressMemory();
                registrations.message(memory.registrations, message, out::registration);
            }
            case SUBSCRIPTION -> {
                if (memory.eventStates == null) memory.eventStates = new EventStatesMemory();
                subscriptions.message(memory.eventStates, message, out::subscription);
            }
            case PUBLICATION -> {
                if (memory.eventStates == null) memory.eventStates = new EventStatesMemory();
                publications.message(memory.eventStates, key.substring(1), message, out::subscription);
            }
            case PEER -> {
                if (memory.peer == null) memory.peer = new PeerMemory();
                peers.message(memory.peer, message, out::peer);
            }
            default -> {
                if (memory.authentication == null) memory.authentication = new AuthenticationMemory();
                authentications.message(memory.authentication, message, out::authentication);
            }
        }
        memory.forgetEmpty();
        wait(key, memory, message.getTimeMicros(), timers);
    }

    public void timer(String key, OutsideMemory memory, long timeMicros, Timers timers, Output out) {
        memory.timerMicros = Patience.NEVER;
        if (memory.registrations != null) registrations.timer(memory.registrations, timeMicros, out::registration);
        if (memory.eventStates != null && key.charAt(0) == SUBSCRIPTION) {
            subscriptions.timer(memory.eventStates, timeMicros, out::subscription);
        }
        if (memory.eventStates != null && key.charAt(0) == PUBLICATION) {
            publications.timer(memory.eventStates, key.substring(1), timeMicros, out::subscription);
        }
        if (memory.peer != null) peers.timer(memory.peer, timeMicros, out::peer);
        if (memory.authentication != null) {
            authentications.timer(memory.authentication, timeMicros, out::authentication);
        }
        memory.forgetEmpty();
        wait(key, memory, timeMicros, timers);
    }

    /**
     * The capture is over: what was answered is told, what is in force stays so. To be called instead of {@link #timer}
     * for timers that lie behind the last event of the capture.
     */
    public void end(String key, OutsideMemory memory, Output out) {
        if (memory.registrations != null) registrations.end(memory.registrations, out::registration);
        if (memory.eventStates != null && key.charAt(0) == SUBSCRIPTION) {
            subscriptions.end(memory.eventStates, out::subscription);
        }
        if (memory.eventStates != null && key.charAt(0) == PUBLICATION) {
            publications.end(memory.eventStates, key.substring(1), out::subscription);
        }
        if (memory.peer != null) peers.end(memory.peer, out::peer);
        if (memory.authentication != null) authentications.end(memory.authentication, out::authentication);
        memory.forgetEmpty();
    }

    /** At least once a day, so that an engine that forgets what nobody touches keeps long registrations. */
    private void wait(String key, OutsideMemory memory, long nowMicros, Timers timers) {
        if (memory.isEmpty()) return;
        long next = nowMicros + Patience.SILENT_ENDPOINT;
        if (memory.registrations != null) next = Math.min(next, registrations.deadline(memory.registrations));
        if (memory.eventStates != null && key.charAt(0) == SUBSCRIPTION) {
            next = Math.min(next, subscriptions.deadline(memory.eventStates));
        }
        if (memory.eventStates != null && key.charAt(0) == PUBLICATION) {
            next = Math.min(next, publications.deadline(memory.eventStates));
        }
        if (memory.peer != null) next = Math.min(next, peers.deadline(memory.peer));
        if (memory.authentication != null) next = Math.min(next, authentications.deadline(memory.authentication));
        if (memory.timerMicros != Patience.NEVER && memory.timerMicros <= next) return;
        memory.timerMicros = next;
        timers.at(next);
    }
}
