// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.calls.time.EventOrder;
import earshot.events.Endpoints;
import earshot.events.MediaReport;
import java.util.ArrayList;
import java.util.List;

/** A stream that runs from or to an endpoint, as one report says. Keyed by {@link #endpoint}. */
public class StreamSighting {
    public EventOrder order = new EventOrder();
    /** The key: ip:port. */
    public String endpoint = "";

    public String streamId = "";
    /** The endpoint is the stream's source, not its destination. */
    public boolean source;
    /** The stream's other end: ip:port. */
    public String otherEndpoint = "";

    public long startMicros;
    public long lastPacketMicros;
    /** Seen in the report. */
    public List<Integer> dscp = new ArrayList<>();

    public StreamSighting() {}

    /** What the matcher of the source endpoint is told. */
    public static StreamSighting atSource(MediaReport report) {
        return of(report, true);
    }

    /** What the matcher of the destination endpoint is told. */
    public static StreamSighting atDestination(MediaReport report) {
        return of(report, false);
    }

    private static StreamSighting of(MediaReport report, boolean source) {
        String from = Endpoints.of(report.getSourceAddress(), report.getSourcePort());
        String to = Endpoints.of(report.getDestinationAddress(), report.getDestinationPort());
        StreamSighting sighting = new StreamSighting();
        sighting.order = EventOrder.of(report).step(source ? 0 : 1);
        sighting.endpoint = source ? from : to;
        sighting.streamId = report.getStreamId();
        sighting.source = source;
        sighting.otherEndpoint = source ? to : from;
        sighting.startMicros = report.getStreamStartMicros();
        sighting.lastPacketMicros = report.getLastPacketMicros();
        sighting.dscp = new ArrayList<>(report.getDscp());
        return sighting;
    }

    /** IP address of the stream's source. */
    String sourceAddress() {
        return Endpoints.address(source ? endpoint : otherEndpoint);
    }

    /** Who saw it. */
    String probe() {
        return order.probe;
    }
}
