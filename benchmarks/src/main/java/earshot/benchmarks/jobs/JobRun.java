// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks.jobs;

import com.sun.management.OperatingSystemMXBean;
import earshot.embedded.ClickHouseProcess;
import earshot.embedded.FlinkCluster;
import earshot.embedded.KafkaBroker;
import earshot.events.Topics;
import earshot.jobs.CallJob;
import earshot.jobs.JobSettings;
import earshot.storage.ClickHouse;
import earshot.storage.Migrator;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;

/**
 * The whole job on the traffic of so many concurrent calls: the traffic lies in a real Kafka when the job starts, so the
 * job goes as fast as it can; the clock runs from one event time to another, behind the time in which calls are set up.
 * Prints one line of {@code name=value}.
 */
public final class JobRun {
    /** So many events go before the clock starts, so that Java has compiled what it will. */
    private static final long WARM_UP_EVENTS = 120_000;
    /** What a watermark lags behind, and a bit: behind the end there must be that much more traffic. */
    private static final int TAIL_SECONDS = 8;

    private static final int POLL_MS = 20;
    private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final double NANOS = 1e9;

    private final int calls;
    private final int seconds;
    private final boolean withRtcp;
    private final String backend;
    private final int parallelism;
    private final Path rules;
    private final Path directory;

    private JobRun(
            int calls, int seconds, boolean withRtcp, String backend, int parallelism, Path rules, Path directory) {
        this.calls = calls;
        this.seconds = seconds;
        this.withRtcp = withRtcp;
        this.backend = backend;
        this.parallelism = parallelism;
        this.rules = rules;
        this.directory = directory;
    }

    /** Arguments: calls, measured seconds of event time, rtcp or plain, state backend, parallelism, folder of alert rules, folder for data. */
    public static void main(String[] arguments) throws Exception {
        JobRun run = new JobRun(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                arguments[2].equals("rtcp"),
                arguments[3],
                Integer.parseInt(arguments[4]),
                Path.of(arguments[5]),
                Path.of(arguments[6]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(run.measure());
        System.exit(0); // threads of the engines may outlive them for a while
    }

    private String measure() throws Exception {
        Files.createDirectories(directory);
        Configuration metrics = new Configuration();
        metrics.setString("metrics.reporter.bench.factory.class", JobMetrics.class.getName());
        try (ClickHouseProcess engine = ClickHouseProcess.start(directory.resolve("clickhouse"), 0, line -> {});
                KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"));
                FlinkCluster flink = FlinkCluster.start(parallelism, directory.resolve("flink"), metrics)) {
            broker.createTopics(Topics.ALL, 4);
            ClickHouse database = engine.connection("bench");
            new Migrator(database).migrate();
            int before = secondsBefore();
            long beginMicros = (Instant.now().getEpochSecond() - before - seconds) * CallTraffic.SECOND;
            long[] published = publish(broker.bootstrap(), beginMicros, before + seconds + TAIL_SECONDS);
            JobClient job = CallJob.start(flink.environment(), settings(broker.bootstrap(), database));
            long beginMs = beginMicros / 1_000;
            long startMs = beginMs + 1_000L * before;
            awaitTime(startMs, beginMs);
            Reading start = Reading.now(engine.pid());
            awaitTime(startMs + 1_000L * seconds, beginMs);
            Reading end = Reading.now(engine.pid());
            awaitCheckpoint();
            String line = result(start, end, published[before + seconds] - published[before]);
            job.cancel().get();
            return line;
        }
    }

    private int secondsBefore() {
        long perSecond = Math.max(1, calls * 2L / 5);
        return (int) Math.max(CallTraffic.SET_UP_SECONDS + 6, WARM_UP_EVENTS / perSecond);
    }

    private long[] publish(String bootstrap, long beginMicros, int trafficSeconds) {
        try (TrafficTopics topics = new TrafficTopics(bootstrap)) {
            return new CallTraffic(calls, withRtcp, beginMicros).publish(trafficSeconds, topics::put);
        }
    }

    private JobSettings settings(String kafka, ClickHouse database) {
        return new JobSettings(
                kafka,
                database,
                rules,
                parallelism,
                new JobSettings.Checkpoints(
                        Duration.ofSeconds(60),
                        directory.resolve("checkpoints").toUri().toString(),
                        backend),
                false,
                JobSettings.OUT_OF_ORDERNESS,
                Duration.ofSeconds(10),
                JobSettings.Judgement.DEFAULT);
    }

    /** Until the calls have come to that time: theirs is the last of the machines. Says now and then how far they are. */
    private void awaitTime(long timeMs, long beginMs) throws InterruptedException {
        long nowMs = JobMetrics.watermarkMs("SignallingAssembler");
        long toldNanos = System.nanoTime();
        while (nowMs < timeMs) {
            if (System.nanoTime() - toldNanos > TOLD_NANOS) {
                toldNanos = System.nanoTime();
                System.err.printf(
                        "%,d calls: at second %d of %d%n",
                        calls, (Math.max(nowMs, beginMs) - beginMs) / 1_000, secondsBefore() + seconds);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
            nowMs = JobMetrics.watermarkMs("SignallingAssembler");
        }
    }

    private static void awaitCheckpoint() throws InterruptedException, IOException {
        long before = JobMetrics.sum("numberOfCompletedCheckpoints");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (JobMetrics.sum("numberOfCompletedCheckpoints") < before + 1) {
            if (System.nanoTime() > deadline) throw new IOException("no checkpoint was completed within 120 s");
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private String result(Reading start, Reading end, long events) {
        double wall = (end.nanos - start.nanos) / NANOS;
        double cpu = (end.ownCpuNanos - start.ownCpuNanos + end.engineCpuNanos - start.engineCpuNanos) / NANOS;
        return String.format(
                Locale.ROOT,
                "calls=%d seconds=%d wall=%.1f times=%.2f cores=%.2f times_of_one_core=%.2f events=%d live_per_second=%.0f job_us=%.1f clickhouse_us=%.1f"
                        + " rows_per_second=%.0f late=%d state_mb=%.1f state_per_call=%.0f checkpoint_ms=%d heap_mb=%d",
                calls,
                seconds,
                wall,
                seconds / wall,
                cpu / wall,
                seconds / cpu,
                events,
                (double) events / seconds,
                (end.ownCpuNanos - start.ownCpuNanos) / 1e3 / events,
                (end.engineCpuNanos - start.engineCpuNanos) / 1e3 / events,
                (double) (end.rows - start.rows) / seconds,
                JobMetrics.sum("lateEvents"),
                JobMetrics.sum("lastCheckpointFullSize") / 1e6,
                JobMetrics.sum("lastCheckpointFullSize") / (double) calls,
                JobMetrics.sum("lastCheckpointDuration"),
                end.heapMb);
    }

    /**
     * Clocks and counters at one moment.
     *
     * @param rows stored
     */
    private record Reading(long nanos, long ownCpuNanos, long engineCpuNanos, long rows, long heapMb) {
        static Reading now(long enginePid) {
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long engine = ProcessHandle.of(enginePid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .map(Duration::toNanos)
                    .orElse(0L);
            return new Reading(
                    System.nanoTime(),
                    system.getProcessCpuTime(),
                    engine,
                    JobMetrics.sum("rowsStored"),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
        }
    }
}
