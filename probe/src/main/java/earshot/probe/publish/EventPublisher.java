// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import earshot.events.AgentLog;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;

/**
 * Where the probe's events go. Called by the capture thread alone, so an implementation that may wait hands over to a
 * thread of its own; an event it cannot take is dropped and counted.
 */
public interface EventPublisher extends AutoCloseable {
    void sip(SipMessage message);

    void media(MediaReport report);

    void rtcp(RtcpReport report);

    void log(AgentLog line);

    void health(ProbeHealth health);

    /** Events taken so far, those still on their way included. */
    default long published() {
        return 0;
    }

    /** Events lost so far. */
    default long dropped() {
        return 0;
    }

    /** Sends what is still waiting, within a bounded time. */
    @Override
    default void close() {}
}
