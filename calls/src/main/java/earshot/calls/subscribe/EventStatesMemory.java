// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.subscribe;

import earshot.calls.request.Challenges;
import earshot.calls.request.OpenRequests;
import earshot.events.Subscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** What is remembered under one key: the subscriptions of a Call-ID, or the publications of an address of record. */
public class EventStatesMemory {
    /** More push out the one that changed longest ago. */
    static final int SIZE_MAX = 16;

    public OpenRequests open = new OpenRequests();
    public Challenges challenges = new Challenges();
    public List<EventStateMemory> states = new ArrayList<>();

    public EventStatesMemory() {}

    public boolean isEmpty() {
        return open.isEmpty() && states.isEmpty();
    }

    /** Ends what expired and forgets what ended long ago. */
    void time(long timeMicros, Consumer<Subscription> out) {
        for (EventStateMemory state : states) {
            if (state.expire(timeMicros)) out.accept(state.told(timeMicros));
        }
        states.removeIf(state -> timeMicros >= state.forgottenMicros());
    }

    long deadline() {
        long next = open.deadline();
        for (EventStateMemory state : states) next = Math.min(next, state.deadline());
        return next;
    }

    /** Makes room for one more. */
    EventStateMemory add(long startMicros) {
        EventStateMemory added = new EventStateMemory();
        added.startMicros = startMicros;
        added.place = states.size();
        if (states.size() >= SIZE_MAX) {
            EventStateMemory replaced = states.stream()
                    .min(Comparator.comparing(EventStateMemory::isAlive)
                            .thenComparing((EventStateMemory one) -> one.changedMicros)
                            .thenComparing((EventStateMemory one) -> one.place))
                    .orElseThrow();
            added.place = replaced.place;
            added.version = replaced.version;
            states.remove(replaced);
        } else {
            while (isTaken(added.place)) added.place = (added.place + 1) % SIZE_MAX;
        }
        states.add(added);
        return added;
    }

    private boolean isTaken(int place) {
        for (EventStateMemory state : states) {
            if (state.place == place) return true;
        }
        return false;
    }
}
