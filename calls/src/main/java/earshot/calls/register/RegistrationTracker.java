// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.register;

import earshot.calls.request.OpenRequests;
import earshot.calls.request.RequestMemory;
import earshot.calls.request.Verdict;
import earshot.calls.time.Patience;
import earshot.events.Registration;
import earshot.events.RegistrationState;
import earshot.events.SipContact;
import earshot.events.SipMessage;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the bindings of one address of record (RFC 3261 10): registered, refreshed, ended, expired, and what failed.
 * Keyed by the address of record in To, in one spelling.
 *
 * <p>A registrar is believed when it answers 2xx: it lists the bindings in force with their expiry. A binding that it
 * does not list is left alone, since many list only the one that was asked for.
 */
public final class RegistrationTracker {
    private static final String ALL = "*";

    public void message(AddressMemory memory, SipMessage message, Consumer<Registration> out) {
        memory.aor = AddressOfRecord.of(message.getToUri());
        memory.user = message.getToUser();
        if (memory.open.take(message) != OpenRequests.News.SETTLED) return;
        RequestMemory request = memory.open.find(message);
        if (request != null) settle(memory, request, message.getTimeMicros(), out);
    }

    public void timer(AddressMemory memory, long timeMicros, Consumer<Registration> out) {
        memory.open.time(timeMicros, request -> settle(memory, request, timeMicros, out));
        for (BindingMemory binding : memory.bindings) {
            boolean isOver = binding.expiresMicros != Patience.NEVER && timeMicros >= binding.expiresMicros;
            if (!binding.isInForce() || !isOver) continue;
            end(binding, RegistrationState.EXPIRED, binding.expiresMicros);
            tell(memory, binding, timeMicros, out);
        }
        memory.bindings.removeIf(binding -> timeMicros >= binding.forgottenMicros());
    }

    /** The capture is over; bindings stay as they are. */
    public void end(AddressMemory memory, Consumer<Registration> out) {
        memory.open.end(request -> settle(memory, request, request.statusMicros, out));
        memory.bindings.clear();
    }

    /** When {@link #timer} is due; Long.MAX_VALUE when never. */
    public long deadline(AddressMemory memory) {
        long next = memory.open.deadline();
        for (BindingMemory binding : memory.bindings) {
            next = Math.min(next, binding.forgottenMicros());
            if (binding.isInForce() && binding.expiresMicros != Patience.NEVER) {
                next = Math.min(next, binding.expiresMicros);
            }
        }
        return next;
    }

    private void settle(AddressMemory memory, RequestMemory request, long timeMicros, Consumer<Registration> out) {
        Verdict verdict = Verdict.of(request, memory.challenges);
        if (request.status == 401 || request.status == 407) memory.challenges.add(request.callId, request.statusMicros);
        if (verdict == Verdict.ACCEPTED) {
            accept(memory, request, timeMicros, out);
            return;
        }
        BindingMemory binding = concerned(memory.bindings, request);
        if (binding == null) return;
        attempt(binding, request);
        if (verdict.isFailure()) {
            fail(binding, request, request.decidedMicros(timeMicros));
        } else {
            if (request.status == 401 || request.status == 407) binding.challenges++;
            if (!binding.wasEverBound() && binding.failures == 0) binding.state = RegistrationState.CHALLENGED;
        }
        binding.changedMicros = request.decidedMicros(timeMicros);
        tell(memory, binding, timeMicros, out);
    }

    private void accept(AddressMemory memory, RequestMemory request, long timeMicros, Consumer<Registration> out) {
        if (!request.requestSeen) {
            for (SipContact contact : request.answerContacts) {
                if (contact.getExpiresSeconds() != 0) bind(memory, request, contact, timeMicros, out);
            }
            return;
        }
        for (SipContact contact : request.contacts) {
            if (contact.getUri().equals(ALL)) {
                removeAll(memory, request, timeMicros, out);
            } else if (asked(request, contact) == 0) {
                remove(memory, request, contact, timeMicros, out);
            } else {
                bind(memory, request, contact, timeMicros, out);
            }
        }
        for (SipContact listed : request.answerContacts) prolong(memory, request, listed, timeMicros, out);
    }

    private static void removeAll(
            AddressMemory memory, RequestMemory request, long timeMicros, Consumer<Registration> out) {
        for (BindingMemory binding : memory.bindings) {
            if (!binding.isInForce()) continue;
            attempt(binding, request);
            end(binding, RegistrationState.DEREGISTERED, request.statusMicros);
            binding.consecutiveFailures = 0;
            tell(memory, binding, timeMicros, out);
        }
    }

    private static void remove(
            AddressMemory memory,
            RequestMemory request,
            SipContact contact,
            long timeMicros,
            Consumer<Registration> out) {
        BindingMemory binding = Bindings.find(memory.bindings, contact);
        if (binding == null) return; // never seen bound
        attempt(binding, request);
        end(binding, RegistrationState.DEREGISTERED, request.statusMicros);
        binding.expiresAskedSeconds = 0;
        binding.consecutiveFailures = 0;
        binding.responseMs = request.responseMs();
        tell(memory, binding, timeMicros, out);
    }

    private static void bind(
            AddressMemory memory,
            RequestMemory request,
            SipContact contact,
            long timeMicros,
            Consumer<Registration> out) {
        BindingMemory binding = Bindings.find(memory.bindings, contact);
        if (binding == null) binding = Bindings.attemptsOf(memory.bindings, request, contact);
        if (binding == null) binding = Bindings.add(memory.bindings, request.startMicros);
        attempt(binding, request);
        if (binding.isInForce()) {
            refresh(binding, request);
        } else {
            binding.registeredMicros = request.statusMicros;
        }
        SipContact answer = answerTo(request, contact);
        describe(binding, request, contact, answer);
        int granted = granted(request, contact, answer);
        binding.state = RegistrationState.REGISTERED;
        binding.endedMicros = Patience.NEVER;
        binding.askedMicros = request.startMicros;
        binding.refreshedMicros = request.statusMicros;
        binding.changedMicros = request.statusMicros;
        binding.expiresAskedSeconds = asked(request, contact);
        binding.expiresGrantedSeconds = granted;
        binding.expiresMicros = granted < 0 ? Patience.NEVER : request.statusMicros + granted * 1_000_000L;
        binding.consecutiveFailures = 0;
        binding.responseMs = request.responseMs();
        tell(memory, binding, timeMicros, out);
    }

    private static void refresh(BindingMemory binding, RequestMemory request) {
        binding.refreshes++;
        if (binding.askedMicros == Patience.NEVER) return;
        long sinceMicros = Math.max(0, request.startMicros - binding.askedMicros);
        binding.refreshSumMicros += sinceMicros;
        binding.refreshMinMicros = Math.min(binding.refreshMinMicros, sinceMicros);
        binding.refreshMaxMicros = Math.max(binding.refreshMaxMicros, sinceMicros);
    }

    private static void describe(
            BindingMemory binding, RequestMemory request, SipContact contact, @Nullable SipContact answer) {
        binding.contactUri = contact.getUri();
        binding.instance = contact.getInstance();
        binding.regId = contact.getRegId();
        binding.q = answer != null && answer.getQ() >= 0 ? answer.getQ() : contact.getQ();
        binding.path = request.path;
        binding.gruu = answer != null && answer.getGruu();
        NatSigns nat = NatSigns.of(request, contact.getUri());
        binding.behindNat = nat.behindNat();
        binding.natSigns = List.copyOf(nat.signs());
    }

    /** Another binding that the registrar lists: nobody refreshed it, but it says how long it lasts. */
    private static void prolong(
            AddressMemory memory,
            RequestMemory request,
            SipContact listed,
            long timeMicros,
            Consumer<Registration> out) {
        for (SipContact asked : request.contacts) {
            if (Bindings.isSame(asked, listed)) return;
        }
        BindingMemory binding = Bindings.find(memory.bindings, listed);
        if (binding == null || !binding.isInForce() || listed.getExpiresSeconds() <= 0) return;
        long expires = request.statusMicros + listed.getExpiresSeconds() * 1_000_000L;
        boolean isNews = Math.abs(expires - binding.expiresMicros) > 2_000_000; // whole seconds are told
        if (!isNews) return;
        binding.expiresMicros = expires;
        tell(memory, binding, timeMicros, out);
    }

    private static @Nullable SipContact answerTo(RequestMemory request, SipContact contact) {
        for (SipContact listed : request.answerContacts) {
            if (Bindings.isSame(listed, contact)) return listed;
        }
        boolean isOnly = request.contacts.size() == 1 && request.answerContacts.size() == 1;
        return isOnly ? request.answerContacts.get(0) : null; // an SBC wrote its own address there
    }

    private static int asked(RequestMemory request, SipContact contact) {
        if (!request.requestSeen) return -1;
        return contact.getExpiresSeconds() >= 0 ? contact.getExpiresSeconds() : request.expiresSeconds;
    }

    private static int granted(RequestMemory request, SipContact contact, @Nullable SipContact answer) {
        if (answer != null && answer.getExpiresSeconds() >= 0) return answer.getExpiresSeconds();
        return request.answerExpiresSeconds >= 0 ? request.answerExpiresSeconds : asked(request, contact);
    }

    /** Which binding a request without success is about; null when it says nothing of any. */
    private static @Nullable BindingMemory concerned(List<BindingMemory> bindings, RequestMemory request) {
        SipContact first = null;
        for (SipContact contact : request.contacts) {
            BindingMemory known = Bindings.find(bindings, contact);
            if (known != null) return known;
            if (first == null && !contact.getUri().equals(ALL)) first = contact;
        }
        BindingMemory sameCall = Bindings.ofCallId(bindings, request.callId);
        if (sameCall != null || first == null) return sameCall;
        BindingMemory attempts = Bindings.attempts(bindings);
        if (attempts == null) attempts = Bindings.add(bindings, request.startMicros);
        describe(attempts, request, first, null);
        attempts.expiresAskedSeconds = asked(request, first);
        return attempts;
    }

    private static void attempt(BindingMemory binding, RequestMemory request) {
        binding.attempts++;
        binding.retransmissions += request.retransmissions;
        binding.callId = request.callId;
        binding.source = request.source();
        binding.destination = request.destination();
        binding.transport = request.transport;
        binding.probe = request.probe;
        if (!request.userAgent.isEmpty()) binding.userAgent = request.userAgent;
    }

    private static void fail(BindingMemory binding, RequestMemory request, long failedMicros) {
        binding.failures++;
        binding.consecutiveFailures++;
        binding.lastFailureStatus = request.status;
        binding.lastFailure = request.failure();
        binding.lastFailureMicros = failedMicros;
        if (!binding.wasEverBound()) binding.state = RegistrationState.FAILED;
    }

    private static void end(BindingMemory binding, RegistrationState state, long timeMicros) {
        binding.state = state;
        binding.endedMicros = timeMicros;
        binding.changedMicros = timeMicros;
    }

    private static void tell(AddressMemory memory, BindingMemory binding, long timeMicros, Consumer<Registration> out) {
        binding.version = Math.max(binding.version + 1, timeMicros);
        out.accept(RegistrationRow.of(memory, binding));
    }
}
