// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import earshot.calls.rules.Rule;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import java.util.List;

/**
 * All machines in one thread: sorts events by event time, hands each to its machines and fires their timers. What Flink
 * does with the same machines on a cluster, without Flink. Memory is bounded by what is open at one time.
 */
public final class CallPipeline {
    public CallPipeline(List<Rule> rules, CallOutput out) {}

    public void accept(SipMessage message) {}

    public void accept(MediaReport report) {}

    public void accept(RtcpReport report) {}

    /** Only tells how far event time has come. */
    public void accept(ProbeHealth health) {}

    /** The capture is over: everything left is processed and what is open ends with CAPTURE_END. */
    public void finish() {}
}
