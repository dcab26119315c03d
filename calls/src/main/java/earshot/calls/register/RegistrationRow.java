// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.register;

import earshot.calls.time.Patience;
import earshot.events.Keys;
import earshot.events.Registration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A binding as it is told. */
final class RegistrationRow {
    private RegistrationRow() {}

    static Registration of(AddressMemory memory, BindingMemory binding) {
        boolean hasIntervals = binding.refreshMinMicros != Long.MAX_VALUE;
        int failureStatus = binding.lastFailureStatus;
        return Registration.newBuilder()
                .setRegistrationKey(Keys.registrationKey(memory.aor, binding.place))
                .setVersion(binding.version)
                .setAor(memory.aor)
                .setUser(memory.user)
                .setContactUri(binding.contactUri)
                .setInstance(binding.instance)
                .setRegId(binding.regId)
                .setQ(binding.q)
                .setPath(binding.path)
                .setGruu(binding.gruu)
                .setState(binding.state)
                .setSource(binding.source)
                .setDestination(binding.destination)
                .setTransport(binding.transport)
                .setBehindNat(binding.behindNat)
                .setNatSigns(List.copyOf(binding.natSigns))
                .setProbe(binding.probe)
                .setCallId(binding.callId)
                .setUserAgent(binding.userAgent)
                .setStartMicros(binding.startMicros)
                .setChangedMicros(binding.changedMicros)
                .setRegisteredMicros(known(binding.registeredMicros))
                .setRefreshedMicros(known(binding.refreshedMicros))
                .setExpiresMicros(known(binding.expiresMicros))
                .setEndedMicros(known(binding.endedMicros))
                .setExpiresAskedSeconds(binding.expiresAskedSeconds)
                .setExpiresGrantedSeconds(binding.expiresGrantedSeconds)
                .setAttempts(binding.attempts)
                .setRefreshes(binding.refreshes)
                .setRefreshMinSeconds(hasIntervals ? seconds(binding.refreshMinMicros) : null)
                .setRefreshMeanSeconds(hasIntervals ? seconds(binding.refreshSumMicros) / binding.refreshes : null)
                .setRefreshMaxSeconds(hasIntervals ? seconds(binding.refreshMaxMicros) : null)
                .setChallenges(binding.challenges)
                .setFailures(binding.failures)
                .setConsecutiveFailures(binding.consecutiveFailures)
                .setLastFailureStatus(failureStatus == 0 ? null : Integer.valueOf(failureStatus))
                .setLastFailure(binding.lastFailure)
                .setLastFailureMicros(known(binding.lastFailureMicros))
                .setResponseMs(binding.responseMs < 0 ? null : Double.valueOf(binding.responseMs))
                .setRetransmissions(binding.retransmissions)
                .build();
    }

    private static @Nullable Long known(long micros) {
        return micros == Patience.NEVER ? null : Long.valueOf(micros);
    }

    private static Double seconds(long micros) {
        return micros / 1_000_000.0;
    }
}
