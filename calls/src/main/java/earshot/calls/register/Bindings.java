// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.register;

import earshot.calls.request.RequestMemory;
import earshot.events.Endpoints;
import earshot.events.SipContact;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the binding that a contact stands for, and places for new ones: at most {@link #PLACES} to an address of record. */
final class Bindings {
    /** So many rows an address of record has at most, whatever is tried. */
    static final int PLACES = 16;

    private Bindings() {}

    /** A device with instance and reg-id keeps its binding wherever it moves (RFC 5626); others are their contact. */
    static @Nullable BindingMemory find(List<BindingMemory> bindings, SipContact contact) {
        for (BindingMemory one : bindings) {
            if (one.wasEverBound() && isSame(one.contactUri, one.instance, one.regId, contact)) return one;
        }
        return null;
    }

    static boolean isSame(SipContact one, SipContact other) {
        return isSame(one.getUri(), one.getInstance(), one.getRegId(), other);
    }

    private static boolean isSame(String uri, String instance, int regId, SipContact contact) {
        boolean isOutbound = !contact.getInstance().isEmpty() && contact.getRegId() >= 0;
        if (isOutbound && instance.equals(contact.getInstance()) && regId == contact.getRegId()) return true;
        return AddressOfRecord.of(uri).equals(AddressOfRecord.of(contact.getUri()));
    }

    /** The one that an answered request is about, when its contacts do not tell. */
    static @Nullable BindingMemory ofCallId(List<BindingMemory> bindings, String callId) {
        for (BindingMemory one : bindings) {
            if (one.callId.equals(callId)) return one;
        }
        return null;
    }

    /** Attempts that bound nothing yet; all of an address of record share one place. */
    static @Nullable BindingMemory attempts(List<BindingMemory> bindings) {
        for (BindingMemory one : bindings) {
            if (!one.wasEverBound()) return one;
        }
        return null;
    }

    /** The attempts so far, when the same device made them: they become the binding. */
    static @Nullable BindingMemory attemptsOf(List<BindingMemory> bindings, RequestMemory request, SipContact contact) {
        BindingMemory attempts = attempts(bindings);
        if (attempts == null) return null;
        boolean isSame = attempts.callId.equals(request.callId)
                || Endpoints.address(attempts.source).equals(request.sourceAddress)
                || AddressOfRecord.of(attempts.contactUri).equals(AddressOfRecord.of(contact.getUri()));
        return isSame ? attempts : null;
    }

    /** A new one in a free place, else in that of the one that ended first, else of the one refreshed longest ago. */
    static BindingMemory add(List<BindingMemory> bindings, long startMicros) {
        BindingMemory added = new BindingMemory();
        added.startMicros = startMicros;
        added.place = freePlace(bindings);
        if (added.place == PLACES) {
            BindingMemory replaced = bindings.stream()
                    .min(Comparator.comparing(BindingMemory::isInForce)
                            .thenComparing((BindingMemory one) -> one.changedMicros)
                            .thenComparing((BindingMemory one) -> one.place))
                    .orElseThrow();
            added.place = replaced.place;
            added.version = replaced.version;
            bindings.remove(replaced);
        }
        bindings.add(added);
        return added;
    }

    private static int freePlace(List<BindingMemory> bindings) {
        int place = 0;
        while (place < PLACES && isTaken(bindings, place)) place++;
        return place;
    }

    private static boolean isTaken(List<BindingMemory> bindings, int place) {
        for (BindingMemory one : bindings) {
            if (one.place == place) return true;
        }
        return false;
    }
}
