// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.events.AgentLog;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.probe.publish.EventPublisher;
import java.util.ArrayList;
import java.util.List;

/** Keeps every event in the order in which it came. */
public final class RecordingPublisher implements EventPublisher {
    public final List<Object> all = new ArrayList<>();
    public final List<SipMessage> sip = new ArrayList<>();
    public final List<MediaReport> media = new ArrayList<>();
    public final List<RtcpReport> rtcp = new ArrayList<>();
    public final List<AgentLog> logs = new ArrayList<>();
    public final List<ProbeHealth> health = new ArrayList<>();

    @Override
    public void sip(SipMessage message) {
        all.add(message);
        sip.add(message);
    }

    @Override
    public void media(MediaReport report) {
        all.add(report);
        media.add(report);
    }

    @Override
    public void rtcp(RtcpReport report) {
        all.add(report);
        rtcp.add(report);
    }

    @Override
    public void log(AgentLog line) {
        all.add(line);
        logs.add(line);
    }

    @Override
    public void health(ProbeHealth record) {
        all.add(record);
        health.add(record);
    }

    @Override
    public long published() {
        return all.size();
    }
}
