// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.demo;

import earshot.probe.capture.CaptureFault;
import earshot.probe.capture.CapturedPacket;
import earshot.probe.capture.PacketSource;
import earshot.probe.capture.ReplaySource;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A replay that falls silent after its last packet instead of ending, as a live line does: the probe's time goes on, so
 * that streams end and calls time out.
 */
final class OpenEndedReplay implements PacketSource {
    private final ReplaySource replay;
    private final LongSupplier clockNanos;
    private final Runnable onSilence;
    private boolean isSilent;

    /**
     * Prepares the replay.
     *
     * @param clockNanos wall clock, nanoseconds since 1970
     * @param onSilence called once, after the last packet
     */
    OpenEndedReplay(ReplaySource replay, LongSupplier clockNanos, Runnable onSilence) {
        this.replay = replay;
        this.clockNanos = clockNanos;
        this.onSilence = onSilence;
    }

    @Override
    public Step advance() {
        if (isSilent) return Step.IDLE;
        Step step = replay.advance();
        if (step != Step.END) return step;
        isSilent = true;
        onSilence.run();
        return Step.IDLE;
    }

    @Override
    public long silentUntilNanos() {
        return isSilent ? clockNanos.getAsLong() : replay.silentUntilNanos();
    }

    @Override
    public CapturedPacket packet() {
        return replay.packet();
    }

    @Override
    public List<CaptureFault> faults() {
        return replay.faults();
    }

    @Override
    public void close() {
        replay.close();
    }
}
