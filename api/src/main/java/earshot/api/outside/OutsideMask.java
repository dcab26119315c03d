// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.outside;

import earshot.api.security.NumberMask;
import earshot.storage.AuthenticationFailureRow;
import earshot.storage.RegistrationRow;
import earshot.storage.SubscriptionRow;
import earshot.storage.TransactionRow;

/** Hides users and numbers from those who may not see them. */
final class OutsideMask {
    private OutsideMask() {}

    static RegistrationRow masked(RegistrationRow row) {
        return new RegistrationRow(
                row.registrationKey(),
                row.version(),
                NumberMask.uri(row.aor()),
                NumberMask.user(row.user()),
                NumberMask.uri(row.contactUri()),
                row.instance(),
                row.regId(),
                row.q(),
                NumberMask.uri(row.path()),
                row.gruu(),
                row.state(),
                row.src(),
                row.dst(),
                row.transport(),
                row.behindNat(),
                row.natSigns(),
                row.probe(),
                row.callId(),
                row.userAgent(),
                row.startTime(),
                row.changedTime(),
                row.registeredTime(),
                row.refreshedTime(),
                row.expiresTime(),
                row.endedTime(),
                row.expiresAskedSeconds(),
                row.expiresGrantedSeconds(),
                row.attempts(),
                row.refreshes(),
                row.refreshMinSeconds(),
                row.refreshMeanSeconds(),
                row.refreshMaxSeconds(),
                row.challenges(),
                row.failures(),
                row.consecutiveFailures(),
                row.lastFailureStatus(),
                row.lastFailure(),
                row.lastFailureTime(),
                row.responseMs(),
                row.retransmissions());
    }

    static SubscriptionRow masked(SubscriptionRow row) {
        return new SubscriptionRow(
                row.subscriptionKey(),
                row.version(),
                row.kind(),
                row.event(),
                row.state(),
                NumberMask.uri(row.from()),
                NumberMask.user(row.fromUser()),
                NumberMask.uri(row.to()),
                NumberMask.user(row.toUser()),
                row.src(),
                row.dst(),
                row.transport(),
                row.probe(),
                row.callId(),
                row.userAgent(),
                row.startTime(),
                row.changedTime(),
                row.activeTime(),
                row.refreshedTime(),
                row.expiresTime(),
                row.endedTime(),
                row.expiresAskedSeconds(),
                row.expiresGrantedSeconds(),
                row.refreshes(),
                row.notifications(),
                row.lastNotificationTime(),
                row.failures(),
                row.lastFailureStatus(),
                row.lastFailure(),
                row.terminatedReason(),
                row.responseMs());
    }

    static AuthenticationFailureRow masked(AuthenticationFailureRow row) {
        return new AuthenticationFailureRow(
                row.authenticationKey(),
                row.version(),
                NumberMask.uri(row.aor()),
                NumberMask.user(row.user()),
                NumberMask.user(row.credentialsUser()),
                row.src(),
                row.dst(),
                row.probe(),
                row.userAgent(),
                row.methods(),
                row.startTime(),
                row.lastTime(),
                row.attempts(),
                row.accepted(),
                row.failures(),
                row.consecutiveFailures(),
                row.lastStatus(),
                row.lastFailureTime());
    }

    static TransactionRow masked(TransactionRow row) {
        return new TransactionRow(
                row.transactionKey(),
                row.version(),
                row.method(),
                row.callId(),
                row.cseq(),
                NumberMask.uri(row.from()),
                NumberMask.uri(row.to()),
                NumberMask.user(row.fromUser()),
                NumberMask.user(row.toUser()),
                row.src(),
                row.dst(),
                row.probe(),
                row.startTime(),
                row.status(),
                row.responseMs(),
                row.messages(),
                row.retransmissions(),
                NumberMask.uri(row.contactUri()),
                row.expiresSeconds(),
                row.userAgent());
    }
}
