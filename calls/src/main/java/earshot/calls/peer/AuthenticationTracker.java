// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.peer;

import earshot.calls.register.AddressOfRecord;
import earshot.calls.request.OpenRequests;
import earshot.calls.request.RequestMemory;
import earshot.calls.request.Verdict;
import earshot.calls.time.Patience;
import earshot.events.AuthenticationFailures;
import earshot.events.Keys;
import earshot.events.SipMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Counts how often the credentials of one user were refused, by the address that sent them: 403, or challenged again. A
 * challenge itself is no failure. Keyed by the user in From. What the credentials were is nowhere known.
 */
public final class AuthenticationTracker {
    /** Addresses remembered of one user. */
    static final int SOURCES_MAX = 16;

    /** Requests that are usually challenged, and of which an acceptance therefore counts. */
    private static final Set<String> METHODS = Set.of("REGISTER", "INVITE", "SUBSCRIBE", "PUBLISH", "MESSAGE");

    /** Whether a message tells how credentials fared. */
    public static boolean isNews(SipMessage message) {
        int status = message.getStatusCode();
        if (status == 0) return RequestMemory.isWithCredentials(message);
        if (status == 401 || status == 403 || status == 407) return true;
        return status >= 200 && status < 300 && METHODS.contains(message.getMethod());
    }

    public void message(AuthenticationMemory memory, SipMessage message, Consumer<AuthenticationFailures> out) {
        memory.aor = AddressOfRecord.of(message.getFromUri());
        memory.user = message.getFromUser();
        int status = message.getStatusCode();
        boolean isChallenge = status == 401 || status == 407;
        if (status != 0 && memory.open.find(message) == null) {
            if (isChallenge) memory.challenges.add(message.getCallId(), message.getTimeMicros());
            return; // of a request without credentials, or one that was not seen
        }
        if (memory.open.take(message) != OpenRequests.News.SETTLED) return;
        RequestMemory request = memory.open.find(message);
        if (request != null) settle(memory, request, message.getTimeMicros(), out);
    }

    public void timer(AuthenticationMemory memory, long timeMicros, Consumer<AuthenticationFailures> out) {
        memory.open.time(timeMicros, request -> settle(memory, request, timeMicros, out));
        memory.challenges.time(timeMicros);
        memory.sources.removeIf(source -> timeMicros >= source.lastMicros + Patience.ENDED_REGISTRATION);
    }

    /** The capture is over. */
    public void end(AuthenticationMemory memory, Consumer<AuthenticationFailures> out) {
        memory.open.end(request -> settle(memory, request, request.statusMicros, out));
        memory.challenges.time(Long.MAX_VALUE);
        memory.sources.clear();
    }

    public long deadline(AuthenticationMemory memory) {
        long next = Math.min(memory.open.deadline(), memory.challenges.deadline());
        for (CredentialSource source : memory.sources) {
            next = Math.min(next, source.lastMicros + Patience.ENDED_REGISTRATION);
        }
        return next;
    }

    private static void settle(
            AuthenticationMemory memory, RequestMemory request, long timeMicros, Consumer<AuthenticationFailures> out) {
        if (request.status == 0) return; // nobody judged them
        Verdict verdict = Verdict.of(request, memory.challenges);
        if (request.status == 401 || request.status == 407) memory.challenges.add(request.callId, request.statusMicros);
        if (verdict != Verdict.REFUSED && verdict != Verdict.ACCEPTED) return;
        CredentialSource source = source(memory, request);
        source.attempts++;
        source.lastMicros = request.statusMicros;
        if (verdict == Verdict.ACCEPTED) {
            source.accepted++;
            source.consecutiveFailures = 0;
        } else {
            refuse(source, request);
        }
        if (source.failures > 0) tell(memory, source, timeMicros, out);
    }

    private static void refuse(CredentialSource source, RequestMemory request) {
        source.failures++;
        source.consecutiveFailures++;
        source.lastStatus = request.status;
        source.lastFailureMicros = request.statusMicros;
        source.destination = request.destination();
        source.credentialsUser = request.credentialsUser;
        source.probe = request.probe;
        source.userAgent = request.userAgent;
        boolean isNew = !source.methods.contains(request.method);
        if (isNew && source.methods.size() < CredentialSource.METHODS_MAX) source.methods.add(request.method);
    }

    private static CredentialSource source(AuthenticationMemory memory, RequestMemory request) {
        for (CredentialSource one : memory.sources) {
            if (one.source.equals(request.sourceAddress)) return one;
        }
        if (memory.sources.size() >= SOURCES_MAX) {
            memory.sources.remove(memory.sources.stream()
                    .min(Comparator.comparing((CredentialSource one) -> one.lastMicros)
                            .thenComparing((CredentialSource one) -> one.source))
                    .orElseThrow());
        }
        CredentialSource added = new CredentialSource();
        added.source = request.sourceAddress;
        added.startMicros = request.startMicros;
        memory.sources.add(added);
        return added;
    }

    private static void tell(
            AuthenticationMemory memory,
            CredentialSource source,
            long timeMicros,
            Consumer<AuthenticationFailures> out) {
        source.version = Math.max(source.version + 1, timeMicros);
        out.accept(AuthenticationFailures.newBuilder()
                .setAuthenticationKey(Keys.authenticationKey(memory.aor, source.source))
                .setVersion(source.version)
                .setAor(memory.aor)
                .setUser(memory.user)
                .setCredentialsUser(source.credentialsUser)
                .setSource(source.source)
                .setDestination(source.destination)
                .setProbe(source.probe)
                .setUserAgent(source.userAgent)
                .setMethods(List.copyOf(source.methods))
                .setStartMicros(source.startMicros)
                .setLastMicros(source.lastMicros)
                .setAttempts(source.attempts)
                .setAccepted(source.accepted)
                .setFailures(source.failures)
                .setConsecutiveFailures(source.consecutiveFailures)
                .setLastStatus(source.lastStatus)
                .setLastFailureMicros(source.lastFailureMicros)
                .build());
    }
}
