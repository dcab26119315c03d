// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.rollup;

import earshot.events.Call;
import earshot.events.CallState;

/** What one call adds to the figures of its minute. */
public class CallShare {
    public long version;
    public CallState state = CallState.INCOMPLETE;
    /** ms; negative when not known. */
    public double setupMs = -1;
    /** ms; 0 unless the call was answered and has ended. */
    public double durationMs;
    /** 1 to 5; negative when not scored. */
    public double mosLq = -1;

    public boolean lossy;
    public boolean oneWay;

    public CallShare() {}

    static CallShare of(Call call) {
        CallShare share = new CallShare();
        share.version = call.getVersion();
        share.state = call.getState();
        if (call.getSetupMs() != null) share.setupMs = call.getSetupMs();
        if (call.getDurationMs() != null && call.getEnded()) share.durationMs = call.getDurationMs();
        if (call.getMosLq() != null) share.mosLq = call.getMosLq();
        share.lossy = call.getLossPercentMax() != null && call.getLossPercentMax() > 3;
        share.oneWay = call.getOneWay();
        return share;
    }
}
