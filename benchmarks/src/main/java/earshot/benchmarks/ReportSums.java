// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks;

import earshot.events.AgentLog;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.probe.publish.EventPublisher;

/** Sums what the reports say of media. Other events are made, which is what costs, and forgotten. */
final class ReportSums implements EventPublisher {
    private long received;
    private long lost;
    private long duplicate;
    private double jitterSumMs;

    long received() {
        return received;
    }

    long lost() {
        return lost;
    }

    long duplicate() {
        return duplicate;
    }

    double jitterSumMs() {
        return jitterSumMs;
    }

    @Override
    public void media(MediaReport report) {
        received += report.getReceived();
        lost += report.getExpected() - report.getUnique();
        duplicate += report.getDuplicate();
        jitterSumMs += report.getJitterSumMs();
    }

    @Override
    public void sip(SipMessage message) {
        // The readers beside this one know no SIP to compare.
    }

    @Override
    public void rtcp(RtcpReport report) {
        // As with SIP.
    }

    @Override
    public void log(AgentLog line) {
        // None in these captures.
    }

    @Override
    public void health(ProbeHealth health) {
        // One in ten seconds.
    }
}
