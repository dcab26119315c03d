// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import earshot.events.Keys;
import earshot.storage.AuthenticationFailureRow;
import earshot.storage.AvailabilityRow;
import earshot.storage.RegistrationRow;
import earshot.storage.SubscriptionRow;
import earshot.storage.TransactionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was told outside calls, with known truth: one that is well, one that fails, one whose every text is hostile. */
public final class SeededOutside {
    public static final int FILLERS = 40;

    private static final Instant START = SeededCalls.START;
    private static final String HOSTILE = SeededCalls.HOSTILE_NAME;

    private SeededOutside() {}

    static List<RegistrationRow> registrations() {
        List<RegistrationRow> rows = new ArrayList<>();
        // The older version must never be seen.
        rows.add(registration("+4930123456", 1, "failed", "10.0.0.5:5060", 1, "403 Forbidden"));
        rows.add(registration("+4930123456", 2, "registered", "10.0.0.5:5060", 0, ""));
        rows.add(registration("+4930129999", 1, "registered", "10.0.0.55:5060", 2, "503 Service Unavailable"));
        rows.add(registration(HOSTILE, 1, "failed", "[2001:db8::5]:5060", 3, HOSTILE));
        for (int i = 0; i < FILLERS; i++) {
            rows.add(registration("filler" + i, 1, "expired", "10.1.0.1:5060", 0, ""));
        }
        return rows;
    }

    static List<SubscriptionRow> subscriptions() {
        return List.of(
                subscription("alice", "presence", "subscription", "active", 0),
                subscription("alice", "message-summary;id=7", "subscription", "failed", 1),
                subscription(HOSTILE, "presence", "publication", "active", 0));
    }

    static List<AvailabilityRow> availability() {
        return List.of(
                peer("10.0.0.2", "up", 12.5, List.of("2096-01-02T03:00:00Z down", "2096-01-02T03:01:00Z up"), 0),
                peer("10.0.0.9", "down", 3.0, List.of("2096-01-02T03:00:00Z down"), 0),
                peer("10.0.0.8", "unknown", null, List.of(), 2));
    }

    static List<AuthenticationFailureRow> authenticationFailures() {
        return List.of(refused("alice", "203.0.113.66", 12), refused(HOSTILE, "203.0.113.67", 1));
    }

    static List<TransactionRow> transactions() {
        return List.of(
                transaction("m1", "MESSAGE", 200),
                transaction("m2", "MESSAGE", null),
                transaction("m3", "OPTIONS", 200));
    }

    private static RegistrationRow registration(
            String user, long version, String state, String source, int failing, String failure) {
        boolean wasBound = !state.equals("failed");
        return new RegistrationRow(
                Keys.registrationKey("sip:" + user + "@example.org", 0),
                version,
                "sip:" + user + "@example.org",
                user,
                "sip:" + user + "@10.0.0.5:5060",
                "1a2b",
                1,
                0.5,
                "",
                true,
                state,
                source,
                "10.0.0.2:5060",
                "UDP",
                wasBound ? Boolean.FALSE : null,
                List.of(),
                "p1",
                "reg-" + Integer.toHexString(user.hashCode()),
                failure.equals(HOSTILE) ? HOSTILE : "phone/1.0",
                START,
                START,
                wasBound ? START : null,
                wasBound ? START : null,
                wasBound ? START.plusSeconds(300) : null,
                state.equals("expired") ? START.plusSeconds(300) : null,
                300L,
                wasBound ? Long.valueOf(300) : null,
                4,
                wasBound ? 2 : 0,
                wasBound ? Double.valueOf(140) : null,
                wasBound ? Double.valueOf(150) : null,
                wasBound ? Double.valueOf(160) : null,
                1,
                failing,
                failing,
                failing == 0 ? null : Integer.valueOf(403),
                failure,
                failing == 0 ? null : START,
                wasBound ? Double.valueOf(12.5) : null,
                0);
    }

    private static SubscriptionRow subscription(String user, String event, String kind, String state, int failures) {
        return new SubscriptionRow(
                Keys.subscriptionKey("sub@" + user, event, kind),
                1,
                kind,
                event,
                state,
                "sip:" + user + "@example.org",
                user,
                "sip:bob@example.org",
                "bob",
                "10.0.0.5:5060",
                "10.0.0.2:5060",
                "UDP",
                "p1",
                "sub@" + user,
                "phone/1.0",
                START,
                START,
                START,
                null,
                START.plusSeconds(600),
                null,
                600L,
                600L,
                0,
                3,
                START,
                failures,
                failures == 0 ? null : Integer.valueOf(481),
                failures == 0 ? "" : "481 Gone",
                "",
                8.0);
    }

    private static AvailabilityRow peer(
            String peer, String state, @Nullable Double responseMs, List<String> transitions, int oversized) {
        boolean isAnswered = responseMs != null;
        return new AvailabilityRow(
                Keys.peerKey("10.0.0.1", peer),
                1,
                "10.0.0.1",
                peer,
                5060,
                "UDP",
                "p1",
                state,
                isAnswered ? START : null,
                START,
                START,
                isAnswered ? 10 : 0,
                isAnswered ? 8 : 0,
                0,
                isAnswered ? 2 : 0,
                isAnswered ? Integer.valueOf(200) : null,
                responseMs,
                responseMs,
                responseMs,
                responseMs,
                transitions.size(),
                transitions,
                oversized,
                0,
                oversized == 0 ? null : Integer.valueOf(1_700),
                null,
                0,
                0,
                oversized == 0 ? null : START,
                oversized == 0 ? "" : "INVITE",
                "");
    }

    private static AuthenticationFailureRow refused(String user, String source, int failures) {
        return new AuthenticationFailureRow(
                Keys.authenticationKey("sip:" + user + "@example.org", source),
                1,
                "sip:" + user + "@example.org",
                user,
                user,
                source,
                "10.0.0.2:5060",
                "p1",
                "scanner",
                List.of("REGISTER", "INVITE"),
                START,
                START,
                failures,
                0,
                failures,
                failures,
                403,
                START);
    }

    private static TransactionRow transaction(String callId, String method, @Nullable Integer status) {
        return new TransactionRow(
                Keys.transactionKey(callId, 1, method, "a"),
                1,
                method,
                callId,
                1,
                "sip:alice@example.org",
                "sip:bob@example.org",
                "alice",
                "bob",
                "10.0.0.5:5060",
                "10.0.0.2:5060",
                "p1",
                START,
                status,
                status == null ? null : Double.valueOf(30),
                2,
                0,
                "",
                null,
                "phone/1.0");
    }
}
