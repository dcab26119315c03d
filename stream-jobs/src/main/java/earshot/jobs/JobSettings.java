// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import earshot.calls.kpi.KpiSettings;
import earshot.calls.link.LinkSettings;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.time.Patience;
import earshot.quality.ScoreSettings;
import earshot.storage.ClickHouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the job is told, checked once.
 *
 * @param kafka bootstrap servers
 * @param clickHouse where rows go
 * @param rules folder of alert rules, null for none
 * @param parallelism subtasks per operator
 * @param checkpoints how the job survives
 * @param bounded ends at the offsets that the topics have when the job starts
 * @param outOfOrderness how far events may come out of order, in event time
 * @param idleness how long a partition may be silent, in processing time, before event time goes on without it
 * @param judgement what calls are judged by
 */
public record JobSettings(
        String kafka,
        ClickHouse clickHouse,
        @Nullable Path rules,
        int parallelism,
        Checkpoints checkpoints,
        boolean bounded,
        Duration outOfOrderness,
        Duration idleness,
        Judgement judgement) {
    /** As the machines of {@code calls} expect. */
    public static final Duration OUT_OF_ORDERNESS = Duration.of(Patience.LATENESS, ChronoUnit.MICROS);

    public JobSettings {
        if (kafka.isBlank()) throw invalid("kafka", kafka, "host:port[,host:port...]");
        if (parallelism < 1 || parallelism > 1024) throw invalid("parallelism", parallelism, "1 to 1024");
        if (outOfOrderness.isNegative())
            throw invalid("out-of-order-seconds", outOfOrderness.toSeconds(), "0 and more");
        if (idleness.isNegative() || idleness.isZero())
            throw invalid("idle-seconds", idleness.toSeconds(), "1 and more");
    }

    /**
     * How the job survives.
     *
     * @param interval between two checkpoints
     * @param directory URI where they are kept; null keeps them in the memory of the JobManager
     * @param backend {@code hashmap} for state in memory, {@code rocksdb} for state on disk
     */
    public record Checkpoints(Duration interval, @Nullable String directory, String backend) {
        public Checkpoints {
            if (interval.toMillis() < 100)
                throw invalid("checkpoint-seconds", interval.toMillis() / 1e3, "0.1 and more");
            if (!backend.equals("hashmap") && !backend.equals("rocksdb")) {
                throw invalid("state", backend, "hashmap or rocksdb");
            }
        }
    }

    /**
     * What calls are judged by.
     *
     * @param scores what scores take for granted
     * @param kpis what key figures are told apart by
     * @param linking what legs of one conversation are found by
     * @param patterns from when on patterns of traffic are told
     */
    public record Judgement(ScoreSettings scores, KpiSettings kpis, LinkSettings linking, PatternSettings patterns) {
        /** What is usual. */
        public static final Judgement DEFAULT = new Judgement(
                ScoreSettings.DEFAULT, KpiSettings.DEFAULT, LinkSettings.DEFAULT, PatternSettings.DEFAULT);
    }

    private static IllegalArgumentException invalid(String key, Object value, String allowed) {
        return new IllegalArgumentException(key + " is \"" + value + "\", allowed: " + allowed);
    }
}
