// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.taps;

import earshot.calls.time.EventOrder;
import earshot.events.DeviceReport;
import earshot.events.Endpoints;
import earshot.events.MediaReport;
import earshot.events.RtcpReport;
import java.util.ArrayList;
import java.util.List;

/** What one report tells of the packets of an SSRC: how far a tap saw them come, or the round trip as a device has it. */
public class TapSighting {
    public EventOrder order = new EventOrder();
    /** The key: the SSRC, 0 to 2^32-1. */
    public long ssrc;

    /** Of a tap; empty when a device says it. */
    public String streamId = "";

    /** ip:port. */
    public String source = "";

    public String destination = "";
    public long startMicros;
    public long endMicros;
    /** Extended sequence number of the highest packet, -1 when unknown, and its timestamp. */
    public long highest = -1;

    public long timestamp = -1;
    /** Packets that end with the highest, and how many of them the tap lacks. */
    public long expected;

    public long lost;
    /** The tap cannot vouch for its loss, or the sequence began anew meanwhile. */
    public boolean suspect;

    public boolean restarted;
    public int clockRateHz;
    public double ptimeMs;
    public List<Integer> dscp = new ArrayList<>();

    /** Of a device: ms. */
    public double roundTripMs;

    public TapSighting() {}

    public static TapSighting of(MediaReport report) {
        TapSighting sighting = new TapSighting();
        sighting.order = EventOrder.of(report);
        sighting.ssrc = report.getSsrc();
        sighting.streamId = report.getStreamId();
        sighting.source = Endpoints.of(report.getSourceAddress(), report.getSourcePort());
        sighting.destination = Endpoints.of(report.getDestinationAddress(), report.getDestinationPort());
        sighting.startMicros = report.getStartMicros();
        sighting.endMicros = report.getEndMicros();
        sighting.highest = report.getHighestSequence();
        sighting.timestamp = report.getHighestTimestamp();
        sighting.expected = report.getExpected();
        sighting.lost = report.getExpected() - report.getUnique();
        sighting.suspect = report.getCaptureSuspect();
        sighting.restarted = report.getRestarts() > 0;
        sighting.clockRateHz = report.getClockRateHz();
        sighting.ptimeMs = report.getPtimeMs();
        sighting.dscp = new ArrayList<>(report.getDscp());
        return sighting;
    }

    /**
     * What a device says of a call's media (RFC 6035): its round trip is that of the stream it received and of the one it
     * sent. Empty when it says none.
     */
    public static List<TapSighting> of(RtcpReport report) {
        List<TapSighting> sightings = new ArrayList<>();
        DeviceReport said = report.getDevice();
        if (said == null) return sightings;
        Double roundTripMs = said.getRoundTripDelayMs();
        if (roundTripMs == null || !(roundTripMs > 0)) return sightings;
        // Who is local and who remote is the device's view, also of what it passes on from the far end.
        long local = said.getOfFarEnd() ? report.getSubjectSsrc() : report.getReporterSsrc();
        long remote = said.getOfFarEnd() ? report.getReporterSsrc() : report.getSubjectSsrc();
        add(sightings, report, roundTripMs, remote, said.getRemoteMedia(), said.getLocalMedia());
        add(sightings, report, roundTripMs, local, said.getLocalMedia(), said.getRemoteMedia());
        return sightings;
    }

    private static void add(
            List<TapSighting> to, RtcpReport report, double roundTripMs, long ssrc, String source, String destination) {
        if (ssrc <= 0) return; // not named
        TapSighting sighting = new TapSighting();
        sighting.order = EventOrder.of(report).step(EventOrder.STEP_EVENT + to.size());
        sighting.ssrc = ssrc;
        sighting.source = source;
        sighting.destination = destination;
        sighting.roundTripMs = roundTripMs;
        to.add(sighting);
    }

    /** The key as text. */
    public String key() {
        return Long.toString(ssrc);
    }

    /**
     * Whether packets can pass here and there on one way. Those that come back do not, nor those that two hosts send to a third
     * or get from it: some programs give both directions one SSRC, and the same numbers.
     */
    boolean isOnOneWayWith(TapSighting other) {
        if (source.equals(other.source) || destination.equals(other.destination)) return true;
        String from = Endpoints.address(source);
        String to = Endpoints.address(destination);
        String otherFrom = Endpoints.address(other.source);
        String otherTo = Endpoints.address(other.destination);
        boolean comesBack = from.equals(otherTo) && to.equals(otherFrom);
        return !comesBack && !from.equals(otherFrom) && !to.equals(otherTo);
    }

    /** Whether both are between the same endpoints, and the other was heard in the interval of this report. */
    boolean isCopyOf(TapSighting other) {
        return source.equals(other.source) && destination.equals(other.destination) && other.endMicros > startMicros;
    }

    /** Who says it. */
    String probe() {
        return order.probe;
    }

    boolean isOfDevice() {
        return streamId.isEmpty();
    }
}
