// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.subscribe;

import earshot.calls.request.RequestMemory;
import earshot.calls.time.Patience;
import earshot.events.Subscription;
import earshot.events.SubscriptionKind;
import earshot.events.SubscriptionState;
import org.jspecify.annotations.Nullable;

/** What is remembered of one subscription or publication. */
public class EventStateMemory {
    public SubscriptionKind kind = SubscriptionKind.SUBSCRIPTION;
    public String key = "";
    public long version;
    public String event = "";
    public SubscriptionState state = SubscriptionState.PENDING;
    /** Tag of the subscriber. */
    public String tag = "";
    /** Entity tag of the publication. */
    public String entityTag = "";
    /** Place of the publication. */
    public int place;

    public String from = "";
    public String fromUser = "";
    public String to = "";
    public String toUser = "";
    public String source = "";
    public String destination = "";
    public String transport = "";
    public String probe = "";
    public String callId = "";
    public String userAgent = "";

    public long startMicros;
    public long changedMicros;
    public long activeMicros = Patience.NEVER;
    public long refreshedMicros = Patience.NEVER;
    public long expiresMicros = Patience.NEVER;
    public long endedMicros = Patience.NEVER;
    public int expiresAskedSeconds = -1;
    public int expiresGrantedSeconds = -1;
    public int refreshes;
    public int notifications;
    public long lastNotificationMicros = Patience.NEVER;
    public int failures;
    public int lastFailureStatus;
    public String lastFailure = "";
    public String terminatedReason = "";
    /** Negative when not known. */
    public double responseMs = -1;

    public EventStateMemory() {}

    boolean isAlive() {
        return state == SubscriptionState.PENDING || state == SubscriptionState.ACTIVE;
    }

    /** Takes who it is between from a request of the subscriber or publisher. */
    void describe(RequestMemory request) {
        from = request.fromUri;
        fromUser = request.fromUser;
        to = request.toUri;
        toUser = request.toUser;
        source = request.source();
        destination = request.destination();
        transport = request.transport;
        probe = request.probe;
        callId = request.callId;
        if (!request.userAgent.isEmpty()) userAgent = request.userAgent;
    }

    /** It is granted until so many seconds after a time; negative when nobody says how long. */
    void grant(int seconds, long timeMicros) {
        expiresGrantedSeconds = seconds;
        expiresMicros = seconds < 0 ? Patience.NEVER : timeMicros + seconds * 1_000_000L;
    }

    void end(SubscriptionState how, String reason, long timeMicros) {
        state = how;
        terminatedReason = reason;
        endedMicros = timeMicros;
    }

    void fail(RequestMemory request) {
        failures++;
        lastFailureStatus = request.status;
        lastFailure = request.failure();
    }

    /** Ends it when its time is over without a refresh; whether it did. */
    boolean expire(long timeMicros) {
        if (!isAlive() || expiresMicros == Patience.NEVER || timeMicros < expiresMicros) return false;
        end(SubscriptionState.EXPIRED, "", expiresMicros);
        changedMicros = expiresMicros;
        return true;
    }

    long forgottenMicros() {
        if (isAlive()) return Math.max(changedMicros, expiresMicros) + Patience.SILENT_ENDPOINT;
        return changedMicros + (activeMicros == Patience.NEVER ? Patience.VAIN_ATTEMPT : Patience.ENDED_REGISTRATION);
    }

    long deadline() {
        long next = forgottenMicros();
        return isAlive() && expiresMicros != Patience.NEVER ? Math.min(next, expiresMicros) : next;
    }

    /** The row after a change. */
    Subscription told(long timeMicros) {
        version = Math.max(version + 1, timeMicros);
        return Subscription.newBuilder()
                .setSubscriptionKey(key)
                .setVersion(version)
                .setKind(kind)
                .setEvent(event)
                .setState(state)
                .setFrom(from)
                .setFromUser(fromUser)
                .setTo(to)
                .setToUser(toUser)
                .setSource(source)
                .setDestination(destination)
                .setTransport(transport)
                .setProbe(probe)
                .setCallId(callId)
                .setUserAgent(userAgent)
                .setStartMicros(startMicros)
                .setChangedMicros(changedMicros)
                .setActiveMicros(known(activeMicros))
                .setRefreshedMicros(known(refreshedMicros))
                .setExpiresMicros(known(expiresMicros))
                .setEndedMicros(known(endedMicros))
                .setExpiresAskedSeconds(expiresAskedSeconds)
                .setExpiresGrantedSeconds(expiresGrantedSeconds)
                .setRefreshes(refreshes)
                .setNotifications(notifications)
                .setLastNotificationMicros(known(lastNotificationMicros))
                .setFailures(failures)
                .setLastFailureStatus(lastFailureStatus == 0 ? null : Integer.valueOf(lastFailureStatus))
                .setLastFailure(lastFailure)
                .setTerminatedReason(terminatedReason)
                .setResponseMs(responseMs < 0 ? null : Double.valueOf(responseMs))
                .build();
    }

    private static @Nullable Long known(long micros) {
        return micros == Patience.NEVER ? null : Long.valueOf(micros);
    }
}
