// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import earshot.events.AgentLog;
import earshot.probe.dissect.AddressTexts;
import earshot.probe.dissect.AgentNote;
import earshot.probe.dissect.Flow;
import earshot.protocols.hep.LogText;

/** Turns what agents log of calls into events, where that is asked for; what names no call is of no use to anyone. */
public final class AgentLogs {
    private final EventStamp stamp;
    private final EventPublisher publisher;
    private final boolean isAskedFor;
    private final AddressTexts addresses = new AddressTexts();

    /**
     * Makes events.
     *
     * @param isAskedFor whether any line is kept
     */
    public AgentLogs(EventStamp stamp, EventPublisher publisher, boolean isAskedFor) {
        this.stamp = stamp;
        this.publisher = publisher;
        this.isAskedFor = isAskedFor;
    }

    /**
     * Publishes a line, if it is one and names a call.
     *
     * @param flow between the endpoints that the agent names
     * @param packet number of the packet that brought it
     */
    public void publish(Flow flow, AgentNote note, long packet, byte[] bytes, int offset, int length) {
        if (!isAskedFor || note.callId().isEmpty()) return;
        LogText line = LogText.of(bytes, offset, length);
        if (line.text().isEmpty()) return;
        publisher.log(AgentLog.newBuilder()
                .setProbe(stamp.probe(note.agent()))
                .setBoot(stamp.bootMicros())
                .setSequence(stamp.next())
                .setTimeMicros(note.timeNanos() / 1_000)
                .setFrame(packet)
                .setCallId(note.callId())
                .setSourceAddress(addresses.source(flow))
                .setSourcePort(flow.sourcePort())
                .setDestinationAddress(addresses.destination(flow))
                .setDestinationPort(flow.destinationPort())
                .setText(line.text())
                .setCut(line.isCut())
                .build());
    }
}
