// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks;

import earshot.probe.PipelineSettings;
import earshot.probe.ProbePipeline;
import earshot.probe.capture.CaptureException;
import earshot.probe.capture.FileSource;
import earshot.probe.capture.PacketGroup;
import earshot.probe.capture.PacketSource.Step;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Reads a capture through the probe's whole path, from file to events, several times in one Java, and says what a packet
 * costs once the compiler has done its work: {@code PipelinePasses FILE PASSES [PACKETS_BEFORE_THE_CLOCK [STREAMS_MAX]]}.
 *
 * <p>A pass is all of it: streams are recognised, counted, reported every five seconds and ended; SIP and RTCP are decoded
 * and become events. Events are counted and forgotten.
 */
public final class PipelinePasses {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** The last passes, of which the best counts: those before it are the compiler's. */
    private static final int PASSES_TO_JUDGE = 3;

    private PipelinePasses() {}

    /** What a pass found and what it cost. */
    record Pass(long packets, long received, long lost, long duplicate, double jitterSumMs, double nanosPerPacket) {}

    public static void main(String[] arguments) throws CaptureException {
        Path file = Path.of(arguments[0]);
        int passes = Integer.parseInt(arguments[1]);
        long before = arguments.length > 2 ? Long.parseLong(arguments[2]) : 0;
        int streamsMax = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 100_000;
        Pass pass = read(file, before, streamsMax);
        double best = Double.MAX_VALUE;
        for (int i = 1; i < passes; i++) {
            pass = read(file, before, streamsMax);
            if (i >= passes - PASSES_TO_JUDGE) best = Math.min(best, pass.nanosPerPacket);
        }
        System.out.printf(
                Locale.ROOT,
                "packets=%d received=%d lost=%d duplicate=%d jitter=%.0f ns=%.2f%n",
                pass.packets,
                pass.received,
                pass.lost,
                pass.duplicate,
                pass.jitterSumMs,
                best);
    }

    static Pass read(Path file, long packetsBefore, int streamsMax) throws CaptureException {
        ReportSums counts = new ReportSums();
        PipelineSettings settings = new PipelineSettings.Builder("benchmark", 0)
                .streamsMax(streamsMax)
                .build();
        ProbePipeline pipeline = new ProbePipeline(settings, counts);
        long packets = 0;
        long start = 0;
        long end;
        try (FileSource source = FileSource.open(file)) {
            while (packets < packetsBefore && source.advance() == Step.PACKET) {
                pipeline.accept(source.packet());
                packets++;
            }
            start = THREADS.getCurrentThreadCpuTime();
            packets += run(source, pipeline);
            end = THREADS.getCurrentThreadCpuTime();
        }
        if (packetsBefore == 0) {
            long before = THREADS.getCurrentThreadCpuTime();
            pipeline.finish();
            end += THREADS.getCurrentThreadCpuTime() - before;
        } else {
            pipeline.finish();
        }
        double nanosPerPacket = (double) (end - start) / (packets - packetsBefore);
        return new Pass(
                packets, counts.received(), counts.lost(), counts.duplicate(), counts.jitterSumMs(), nanosPerPacket);
    }

    private static long run(FileSource source, ProbePipeline pipeline) {
        long packets = 0;
        PacketGroup group = new PacketGroup();
        while (source.advance(group) == Step.PACKET) {
            pipeline.accept(group);
            packets += group.size();
        }
        return packets;
    }
}
