// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.storage.CallMinuteRow;
import java.time.Instant;

/** The calls that started in one minute towards one peer, recounted. Times are event time. */
public class MinuteOfCalls {
    /** Start of the minute, seconds since 1970. */
    public long minuteSeconds;
    /** Address that the first INVITE went to, without port. */
    public String peer = "";
    /** Sum of the versions of the calls counted: rises with each change of any of them. */
    public long version;

    public long calls;
    public long answered;
    public long busy;
    public long noAnswer;
    public long cancelled;
    public long failed;
    public long redirected;
    public long incomplete;
    public long setupCalls;
    public double setupMsSum;
    public double durationMsSum;
    public long scoredCalls;
    public double mosLqSum;
    /** Lowest MOS-LQ; meaningless while {@link #scoredCalls} is 0. */
    public double mosLqMin = Double.MAX_VALUE;

    public long poorCalls;
    public long lossyCalls;
    public long oneWayCalls;

    public MinuteOfCalls() {}

    CallMinuteRow row() {
        return new CallMinuteRow(
                Instant.ofEpochSecond(minuteSeconds),
                peer,
                version,
                calls,
                answered,
                busy,
                noAnswer,
                cancelled,
                failed,
                redirected,
                incomplete,
                setupCalls,
                setupMsSum,
                durationMsSum,
                scoredCalls,
                mosLqSum,
                scoredCalls == 0 ? null : Double.valueOf(mosLqMin),
                poorCalls,
                lossyCalls,
                oneWayCalls);
    }
}
