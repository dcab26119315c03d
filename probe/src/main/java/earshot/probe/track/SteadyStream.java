// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import earshot.quality.SteadyRun;

/**
 * What a packet that is as expected needs of its stream, in one object: the key by which {@link StreamTable} knows it, and
 * the numbers that such a packet changes. The rest is in {@link TrackedStream}, which such a packet does not touch.
 */
final class SteadyStream extends SteadyRun {
    private final long sourceHigh;
    private final long sourceLow;
    private final long destinationHigh;
    private final long destinationLow;
    private final long portsAndSsrc;
    private final long network;
    /** Number of the stream's last packet among those of all streams. */
    long lastPacket;

    /** Where {@link MediaHints} tells of changes for this stream's endpoints, and what it told when they were looked up. */
    final int hintPlaces;

    int hintVersion;
    /** Of {@link StreamTable}. */
    int slot;

    int hash;

    SteadyStream(Flow flow, long ssrc) {
        sourceHigh = flow.sourceHigh();
        sourceLow = flow.sourceLow();
        destinationHigh = flow.destinationHigh();
        destinationLow = flow.destinationLow();
        portsAndSsrc = FlowHash.portsAndNumber(flow, (int) ssrc);
        network = flow.network();
        hintPlaces = MediaHints.places(flow);
    }

    boolean isOf(Flow flow, int ssrc) {
        return portsAndSsrc == FlowHash.portsAndNumber(flow, ssrc)
                && sourceLow == flow.sourceLow()
                && destinationLow == flow.destinationLow()
                && sourceHigh == flow.sourceHigh()
                && destinationHigh == flow.destinationHigh()
                && network == flow.network();
    }

    int hash(FlowHash places) {
        return places.of(sourceHigh, sourceLow, destinationHigh, destinationLow, portsAndSsrc, network);
    }
}
