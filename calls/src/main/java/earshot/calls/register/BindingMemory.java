// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.register;

import earshot.calls.time.Patience;
import earshot.events.RegistrationState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link RegistrationTracker} remembers of one binding, or of attempts that bound nothing yet. */
public class BindingMemory {
    /** Place among the bindings of the address of record. */
    public int place;

    public long version;
    public String contactUri = "";
    public String instance = "";
    public int regId = -1;
    public double q = -1;
    public String path = "";
    public boolean gruu;
    public RegistrationState state = RegistrationState.CHALLENGED;

    public String source = "";
    public String sourceAddress = "";
    public String destination = "";
    public String transport = "";
    public @Nullable Boolean behindNat;
    public List<String> natSigns = new ArrayList<>();
    public String probe = "";
    public String callId = "";
    public String userAgent = "";

    public long startMicros;
    public long changedMicros;
    public long registeredMicros = Patience.NEVER;
    /** Answer to the last successful REGISTER. */
    public long refreshedMicros = Patience.NEVER;
    /** Its request. */
    public long askedMicros = Patience.NEVER;

    public long expiresMicros = Patience.NEVER;
    public long endedMicros = Patience.NEVER;
    public int expiresAskedSeconds = -1;
    public int expiresGrantedSeconds = -1;

    public int attempts;
    public int refreshes;
    public long refreshSumMicros;
    public long refreshMinMicros = Long.MAX_VALUE;
    public long refreshMaxMicros;
    public int challenges;
    public int failures;
    public int consecutiveFailures;
    public int lastFailureStatus;
    public String lastFailure = "";
    public long lastFailureMicros = Patience.NEVER;
    /** Negative when not known. */
    public double responseMs = -1;

    public int retransmissions;

    public BindingMemory() {}

    boolean isInForce() {
        return state == RegistrationState.REGISTERED;
    }

    boolean wasEverBound() {
        return registeredMicros != Patience.NEVER;
    }

    /** When it may be forgotten: what is in force without a known expiry is given a day after its last refresh. */
    long forgottenMicros() {
        if (isInForce()) return Math.max(changedMicros, expiresMicros) + Patience.SILENT_ENDPOINT;
        return changedMicros + (wasEverBound() ? Patience.ENDED_REGISTRATION : Patience.VAIN_ATTEMPT);
    }
}
