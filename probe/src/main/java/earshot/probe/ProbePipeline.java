// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.probe.capture.CapturedPacket;
import earshot.probe.dissect.DecodeError;
import earshot.probe.publish.EventPublisher;
import java.util.List;

/**
 * The probe from packet to event, without threads and without clocks: all times are the packets' own, so the same
 * packets give the same events. Used by one thread.
 */
public final class ProbePipeline {
    public ProbePipeline(PipelineSettings settings, EventPublisher publisher) {}

    /** Takes in one packet. Never throws, whatever its bytes are. */
    public void accept(CapturedPacket packet) {}

    /** Lets time pass while no packets come, so that reports are made and streams end. */
    public void advanceTo(long nowMicros) {}

    /** Tells the totals of packets lost before they reached the probe. */
    public void captureDrops(long kernelDropped, long interfaceDropped) {}

    /** Counts an error of the capture itself, such as a broken file. */
    public void captureError(String layer, String reason) {}

    /** Ends all streams and publishes their last reports and the last health record. */
    public void finish() {}

    public PacketTotals totals() {
        return new PacketTotals(0, 0, 0, 0, 0);
    }

    /** The first errors in order of reading, up to the bound in the settings. */
    public List<DecodeError> errors() {
        return List.of();
    }
}
