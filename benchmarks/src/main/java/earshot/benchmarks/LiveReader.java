// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks;

import com.sun.management.ThreadMXBean;
import earshot.probe.PipelineSettings;
import earshot.probe.ProbePipeline;
import earshot.probe.WarmUp;
import earshot.probe.capture.CaptureException;
import earshot.probe.capture.LiveCapture;
import earshot.probe.capture.LiveOptions;
import earshot.probe.capture.PacketGroup;
import earshot.probe.capture.PacketSource;
import earshot.probe.capture.PacketSource.Step;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads packets of an interface and says what each cost the reading thread: {@code LiveReader HOW INTERFACE}, where how is
 * {@code ring} (the source alone), {@code pipeline} (the ring, into the probe's whole path) or {@code libpcap} (the same path
 * behind libpcap).
 *
 * <p>It is told by lines what to do, so that one Java can be asked again when its compiler has done its work:
 *
 * <pre>
 * open MIB      opens the interface with a buffer of that size, says "ready"
 * read PACKETS  reads so many, or until nothing came for two seconds; says what it found, and closes the interface
 * </pre>
 *
 * <p>The clock is the thread's own CPU time from the first packet to the last. Streams are ended, and their last reports made,
 * when it has stopped.
 */
public final class LiveReader {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SNAP_LENGTH = 65_535;
    private static final long FIRST_NANOS_MAX = 30_000_000_000L;
    private static final long SILENCE_NANOS_MAX = 2_000_000_000L;
    private static final long IDLE_NANOS = 1_000_000; // as the probe does

    private final PacketSource source;
    private final @Nullable ProbePipeline pipeline;
    private final ReportSums sums = new ReportSums();
    private final PacketGroup group = new PacketGroup();
    private long packets;
    private long cpuNanos;
    private long allocated;

    private LiveReader(String how, String device, int mebibytes) throws CaptureException {
        LiveOptions.Method method = how.equals("libpcap") ? LiveOptions.Method.LIBPCAP : LiveOptions.Method.RING;
        source = LiveCapture.open(
                new LiveOptions(device, "", SNAP_LENGTH, true, mebibytes, method),
                () -> System.currentTimeMillis() * 1_000_000);
        PipelineSettings settings = new PipelineSettings.Builder("benchmark", 0).build();
        pipeline = how.equals("ring") ? null : new ProbePipeline(settings, sums);
    }

    public static void main(String[] arguments) throws CaptureException, IOException {
        WarmUp.run(); // as the probe does before it opens an interface
        LiveReader reader = null;
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", 2);
            int number = Integer.parseInt(words[1]);
            if (words[0].equals("open")) {
                reader = new LiveReader(arguments[0], arguments[1], number);
                reader.source.advance(); // from here on packets come in
                System.out.println("ready");
            } else if (words[0].equals("read") && reader != null) {
                reader.read(number);
                System.out.println(reader.found());
                reader = null;
            } else {
                throw new IllegalArgumentException("open, then read, not " + line);
            }
        }
    }

    private void read(long most) {
        long cpuBefore = 0;
        long allocatedBefore = 0;
        long deadline = System.nanoTime() + FIRST_NANOS_MAX;
        boolean isSilent = false;
        while (packets < most && System.nanoTime() < deadline) {
            Step step = source.advance(group);
            if (step == Step.END) break;
            if (step == Step.PACKET) {
                if (packets == 0) {
                    cpuBefore = THREADS.getCurrentThreadCpuTime();
                    allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
                }
                isSilent = false;
                take(most);
            } else if (!isSilent) {
                isSilent = true;
                note(cpuBefore, allocatedBefore);
                deadline = System.nanoTime() + (packets == 0 ? FIRST_NANOS_MAX : SILENCE_NANOS_MAX);
            } else {
                LockSupport.parkNanos(IDLE_NANOS);
            }
        }
        if (!isSilent) note(cpuBefore, allocatedBefore);
    }

    /** Takes the group, and those that lie ready behind it. */
    private void take(long most) {
        do {
            packets += group.size();
            if (pipeline != null) pipeline.accept(group);
        } while (packets < most && source.advance(group) == Step.PACKET);
    }

    private void note(long cpuBefore, long allocatedBefore) {
        cpuNanos = THREADS.getCurrentThreadCpuTime() - cpuBefore;
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    }

    private String found() {
        long dropped = source.kernelDropped();
        source.close();
        if (pipeline != null) pipeline.finish();
        return String.format(
                Locale.ROOT,
                "packets=%d dropped=%d received=%d lost=%d duplicate=%d ns=%.2f allocated=%.1f",
                packets,
                dropped,
                sums.received(),
                sums.lost(),
                sums.duplicate(),
                (double) cpuNanos / packets,
                (double) allocated / packets);
    }
}
