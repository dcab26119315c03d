// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.probe.capture.CaptureFault;
import earshot.probe.capture.PacketGroup;
import earshot.probe.capture.PacketSource;
import earshot.probe.health.ProbeMetrics;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves packets from a source into a pipeline until the source ends or someone asks to stop; then everything is reported
 * before {@link #run} returns. Time passes for the pipeline while the line is silent.
 */
public final class ProbeRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeRunner.class);
    private static final long IDLE_NANOS = 1_000_000;
    private static final long UPDATE_NANOS = 1_000_000_000L;
    /** Drops are asked for more often than a report is due, so that the interval they fall into is told as suspect. */
    private static final long DROPS_NANOS = 100_000_000L;
    /** Packets between two looks at the clock. */
    private static final int PACKETS_PER_LOOK = 1_024;

    private final PacketSource source;
    private final ProbePipeline pipeline;
    private final PacketGroup group = new PacketGroup();
    private final LongSupplier monotonicNanos;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean stopping;
    private volatile ProbeMetrics metrics = ProbeMetrics.NONE;
    private boolean saidDoubled;
    private long lastUpdateNanos;
    private long lastDropsNanos;

    public ProbeRunner(PacketSource source, ProbePipeline pipeline, LongSupplier monotonicNanos) {
        this.source = source;
        this.pipeline = pipeline;
        this.monotonicNanos = monotonicNanos;
        this.lastUpdateNanos = monotonicNanos.getAsLong();
        this.lastDropsNanos = lastUpdateNanos;
    }

    /** Runs on the calling thread. The source is closed when this returns. */
    public void run() {
        try (source) {
            int sinceLook = 0;
            while (!stopping) {
                PacketSource.Step step = source.advance(group);
                if (step == PacketSource.Step.END) break;
                if (step == PacketSource.Step.PACKET) sinceLook += take();
                else idle();
                if (step == PacketSource.Step.IDLE || sinceLook >= PACKETS_PER_LOOK) {
                    sinceLook = 0;
                    update();
                }
            }
            if (stopping) source.stop();
            account();
            for (CaptureFault fault : source.faults()) {
                pipeline.captureError(fault.layer(), fault.reason().text());
            }
            pipeline.finish();
            metrics = pipeline.metrics(source.metrics());
        } finally {
            done.countDown();
        }
    }

    /** Asks to stop, from any thread; returns when all is reported, or after that time. */
    public boolean stop(long millis) throws InterruptedException {
        stopping = true;
        return done.await(millis, TimeUnit.MILLISECONDS);
    }

    /** The totals as of about a second ago. */
    public ProbeMetrics metrics() {
        return metrics;
    }

    /** Returns how many packets it took. */
    private int take() {
        if (group.isAfterDrop()) pipeline.captureDrops(source.kernelDropped(), source.interfaceDropped());
        pipeline.accept(group);
        return group.size();
    }

    private void idle() {
        long silentUntilNanos = source.silentUntilNanos();
        if (silentUntilNanos != Long.MIN_VALUE) pipeline.silentUntil(silentUntilNanos / 1_000);
        LockSupport.parkNanos(IDLE_NANOS);
    }

    private void update() {
        long now = monotonicNanos.getAsLong();
        if (now - lastDropsNanos >= DROPS_NANOS) {
            lastDropsNanos = now;
            pipeline.captureDrops(source.kernelDropped(), source.interfaceDropped());
        }
        if (now - lastUpdateNanos < UPDATE_NANOS) return;
        lastUpdateNanos = now;
        account();
        metrics = pipeline.metrics(source.metrics());
        if (!saidDoubled && pipeline.isProbablyDoubled()) {
            saidDoubled = true;
            LOG.warn(
                    "about {} % of the packets are exact copies within 10 ms: the mirror port may be doubled;"
                            + " see --deduplicate",
                    Math.round(pipeline.copiesPercent()));
        }
    }

    /** Tells the pipeline of what never came to it. */
    private void account() {
        pipeline.captureDrops(source.kernelDropped(), source.interfaceDropped());
        pipeline.captureRefusals(source.refused());
    }
}
