// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.probe.capture.CapturedPacket;
import earshot.testkit.Frames;

/** A mirrored port in a test: frames go into a pipeline at stated milliseconds after a fixed start. */
public final class Tap {
    public static final long START_MICROS = 1_700_000_000_000_000L;
    private static final int ETHERNET = 1;

    public final RecordingPublisher events = new RecordingPublisher();
    public final ProbePipeline pipeline;
    private final CapturedPacket packet = new CapturedPacket();

    public Tap() {
        this(PipelineSettings.of("tap", 0));
    }

    public Tap(PipelineSettings settings) {
        this.pipeline = new ProbePipeline(settings, events);
    }

    public void udp(double ms, String source, int sourcePort, String destination, int destinationPort, byte[] payload) {
        frame(ms, Frames.udpFrame(source, sourcePort, destination, destinationPort, payload));
    }

    public void frame(double ms, byte[] frame) {
        frame(ms, frame, frame.length);
    }

    public void frame(double ms, byte[] frame, int originalLength) {
        packet.set(ETHERNET, START_MICROS * 1_000 + Math.round(ms * 1_000_000), frame, originalLength);
        pipeline.accept(packet);
    }

    /** A packet that an agent sent to the probe. */
    public void hep(double ms, byte[] packet) {
        this.packet.set(CapturedPacket.HEP, START_MICROS * 1_000 + Math.round(ms * 1_000_000), packet, packet.length);
        pipeline.accept(this.packet);
    }

    public long lost() {
        return events.media.stream()
                .mapToLong(report -> report.getExpected() - report.getUnique())
                .sum();
    }

    public long received() {
        return events.media.stream().mapToLong(report -> report.getReceived()).sum();
    }
}
