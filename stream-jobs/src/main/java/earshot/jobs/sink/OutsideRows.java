// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import static earshot.jobs.sink.Rows.secondsOrNull;
import static earshot.jobs.sink.Rows.time;
import static earshot.jobs.sink.Rows.timeOrNull;

import earshot.events.AuthenticationFailures;
import earshot.events.PeerAvailability;
import earshot.events.PeerState;
import earshot.events.PeerTransition;
import earshot.events.Registration;
import earshot.events.RegistrationState;
import earshot.events.Subscription;
import earshot.events.SubscriptionKind;
import earshot.events.SubscriptionState;
import earshot.storage.AuthenticationFailureRow;
import earshot.storage.AvailabilityRow;
import earshot.storage.RegistrationRow;
import earshot.storage.SubscriptionRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events outside calls as rows, by the rules of {@link Rows}. */
public final class OutsideRows {
    private OutsideRows() {}

    public static RegistrationRow of(Registration registration) {
        return new RegistrationRow(
                registration.getRegistrationKey(),
                registration.getVersion(),
                registration.getAor(),
                registration.getUser(),
                registration.getContactUri(),
                registration.getInstance(),
                registration.getRegId() < 0 ? null : Integer.valueOf(registration.getRegId()),
                registration.getQ() < 0 ? null : Double.valueOf(registration.getQ()),
                registration.getPath(),
                registration.getGruu(),
                word(registration.getState()),
                registration.getSource(),
                registration.getDestination(),
                registration.getTransport(),
                registration.getBehindNat(),
                List.copyOf(registration.getNatSigns()),
                registration.getProbe(),
                registration.getCallId(),
                registration.getUserAgent(),
                time(registration.getStartMicros()),
                time(registration.getChangedMicros()),
                timeOrNull(registration.getRegisteredMicros()),
                timeOrNull(registration.getRefreshedMicros()),
                timeOrNull(registration.getExpiresMicros()),
                timeOrNull(registration.getEndedMicros()),
                secondsOrNull(registration.getExpiresAskedSeconds()),
                secondsOrNull(registration.getExpiresGrantedSeconds()),
                registration.getAttempts(),
                registration.getRefreshes(),
                registration.getRefreshMinSeconds(),
                registration.getRefreshMeanSeconds(),
                registration.getRefreshMaxSeconds(),
                registration.getChallenges(),
                registration.getFailures(),
                registration.getConsecutiveFailures(),
                registration.getLastFailureStatus(),
                registration.getLastFailure(),
                timeOrNull(registration.getLastFailureMicros()),
                registration.getResponseMs(),
                registration.getRetransmissions());
    }

    public static SubscriptionRow of(Subscription subscription) {
        return new SubscriptionRow(
                subscription.getSubscriptionKey(),
                subscription.getVersion(),
                word(subscription.getKind()),
                subscription.getEvent(),
                word(subscription.getState()),
                subscription.getFrom(),
                subscription.getFromUser(),
                subscription.getTo(),
                subscription.getToUser(),
                subscription.getSource(),
                subscription.getDestination(),
                subscription.getTransport(),
                subscription.getProbe(),
                subscription.getCallId(),
                subscription.getUserAgent(),
                time(subscription.getStartMicros()),
                time(subscription.getChangedMicros()),
                timeOrNull(subscription.getActiveMicros()),
                timeOrNull(subscription.getRefreshedMicros()),
                timeOrNull(subscription.getExpiresMicros()),
                timeOrNull(subscription.getEndedMicros()),
                secondsOrNull(subscription.getExpiresAskedSeconds()),
                secondsOrNull(subscription.getExpiresGrantedSeconds()),
                subscription.getRefreshes(),
                subscription.getNotifications(),
                timeOrNull(subscription.getLastNotificationMicros()),
                subscription.getFailures(),
                subscription.getLastFailureStatus(),
                subscription.getLastFailure(),
                subscription.getTerminatedReason(),
                subscription.getResponseMs());
    }

    public static AvailabilityRow of(PeerAvailability peer) {
        return new AvailabilityRow(
                peer.getPeerKey(),
                peer.getVersion(),
                peer.getSource(),
                peer.getDestination(),
                peer.getPort(),
                peer.getTransport(),
                peer.getProbe(),
                word(peer.getState()),
                timeOrNull(peer.getSinceMicros()),
                time(peer.getFirstMicros()),
                time(peer.getLastMicros()),
                peer.getPings(),
                peer.getAnswered(),
                peer.getRefused(),
                peer.getTimeouts(),
                peer.getLastStatus(),
                peer.getResponseMs(),
                peer.getResponseMinMs(),
                peer.getResponseMeanMs(),
                peer.getResponseMaxMs(),
                peer.getTransitions(),
                peer.getRecentTransitions().stream()
                        .map(OutsideRows::transition)
                        .toList(),
                peer.getOversized(),
                peer.getFragmented(),
                positiveOrNull(peer.getOctetsMax()),
                positiveOrNull(peer.getFragmentsMax()),
                peer.getTooLarge(),
                peer.getFlowFailed(),
                timeOrNull(peer.getLastOversizedMicros()),
                peer.getLastOversizedMethod(),
                peer.getLastOversizedCallId());
    }

    public static AuthenticationFailureRow of(AuthenticationFailures failures) {
        return new AuthenticationFailureRow(
                failures.getAuthenticationKey(),
                failures.getVersion(),
                failures.getAor(),
                failures.getUser(),
                failures.getCredentialsUser(),
                failures.getSource(),
                failures.getDestination(),
                failures.getProbe(),
                failures.getUserAgent(),
                List.copyOf(failures.getMethods()),
                time(failures.getStartMicros()),
                time(failures.getLastMicros()),
                failures.getAttempts(),
                failures.getAccepted(),
                failures.getFailures(),
                failures.getConsecutiveFailures(),
                failures.getLastStatus(),
                time(failures.getLastFailureMicros()));
    }

    private static String transition(PeerTransition transition) {
        return time(transition.getTimeMicros()) + (transition.getUp() ? " up" : " down");
    }

    private static @Nullable Integer positiveOrNull(int count) {
        return count <= 0 ? null : Integer.valueOf(count);
    }

    private static String word(RegistrationState state) {
        return switch (state) {
            case CHALLENGED -> "challenged";
            case FAILED -> "failed";
            case REGISTERED -> "registered";
            case EXPIRED -> "expired";
            case DEREGISTERED -> "deregistered";
        };
    }

    private static String word(SubscriptionKind kind) {
        return switch (kind) {
            case SUBSCRIPTION -> "subscription";
            case PUBLICATION -> "publication";
        };
    }

    private static String word(SubscriptionState state) {
        return switch (state) {
            case PENDING -> "pending";
            case ACTIVE -> "active";
            case TERMINATED -> "terminated";
            case EXPIRED -> "expired";
            case FAILED -> "failed";
        };
    }

    private static String word(PeerState state) {
        return switch (state) {
            case UNKNOWN -> "unknown";
            case UP -> "up";
            case DOWN -> "down";
        };
    }
}
