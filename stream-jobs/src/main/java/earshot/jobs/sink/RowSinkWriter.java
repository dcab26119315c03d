// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.jobs.dead.DeadLetterWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of one table on their way to the engine. A batch goes out when it is full, when its oldest row has waited long
 * enough, and before each checkpoint: a checkpoint that succeeds therefore means that every row before it is stored.
 * Rows may be stored twice, never not at all: the tables keep one row per key and highest version.
 *
 * <p>While the engine is away the writer holds its batch and tries again, which holds up the job and in the end leaves
 * the backlog in Kafka. A batch that the engine refuses for its values is halved until the rows at fault stand alone;
 * those are put aside as dead letters, and all others are stored.
 *
 * <p>Owned by the task's thread. Times are processing time in ms.
 */
final class RowSinkWriter<E, R> implements SinkWriter<E> {
    private static final Logger LOG = LoggerFactory.getLogger(RowSinkWriter.class);
    private static final long LOG_EVERY_MS = 60_000;
    private static final int LOGGED_CHARACTERS_MAX = 512;

    /** How the writer waits between two attempts; a test replaces it. */
    interface Pause {
        void forMs(long durationMs) throws InterruptedException;
    }

    private final RowTable<E, R> table;
    private final BatchTarget.Opener<R> opener;
    private final BatchLimits limits;
    private final ProcessingTimeService time;
    private final Pause pause;
    private final Counter rowsStored;
    private final Counter failures;
    private final DeadLetterWriter deadLetters;

    private final List<R> rows = new ArrayList<>();
    private long octets;
    private @Nullable BatchTarget<R> target;
    private @Nullable ScheduledFuture<?> timer;
    private boolean closed;
    private long loggedAtMs = Long.MIN_VALUE;

    RowSinkWriter(
            RowTable<E, R> table,
            BatchTarget.Opener<R> opener,
            BatchLimits limits,
            ProcessingTimeService time,
            MetricGroup metrics,
            DeadLetterWriter deadLetters,
            Pause pause) {
        this.table = table;
        this.opener = opener;
        this.limits = limits;
        this.time = time;
        this.pause = pause;
        this.rowsStored = metrics.counter("rowsStored");
        this.failures = metrics.counter("insertFailures");
        this.deadLetters = deadLetters;
        scheduleSend();
    }

    private void scheduleSend() {
        timer = time.registerTimer(time.getCurrentProcessingTime() + limits.lingerMs(), now -> {
            if (closed) return;
            send();
            scheduleSend();
        });
    }

    @Override
    public void write(E event, Context context) throws InterruptedException {
        R row;
        try {
            row = table.row().apply(event);
        } catch (RuntimeException e) {
            // The boundary at which a fault in a conversion costs its row and not the job.
            bury(event, e);
            return;
        }
        rows.add(row);
        octets += table.octets().apply(row);
        if (rows.size() >= limits.rowsMax() || octets >= limits.octetsMax()) send();
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        send();
    }

    private void send() throws InterruptedException {
        if (rows.isEmpty()) return;
        store(rows);
        rows.clear();
        octets = 0;
    }

    /** Returns when each of the rows is stored or buried. */
    private void store(List<R> batch) throws InterruptedException {
        long pauseMs = limits.pauseMinMs();
        while (true) {
            SQLException failure = attempt(batch);
            if (failure == null) {
                rowsStored.inc(batch.size());
                return;
            }
            failures.inc();
            if (Refusal.of(failure) == Refusal.POISON) {
                divide(batch, failure);
                return;
            }
            logOutage(batch, failure);
            pause.forMs(pauseMs);
            pauseMs = Math.min(2 * pauseMs, limits.pauseMaxMs());
        }
    }

    private @Nullable SQLException attempt(List<R> batch) {
        try {
            if (target == null) target = opener.open();
            target.insert(batch);
            return null;
        } catch (SQLException e) {
            closeTarget();
            return e;
        }
    }

    private void divide(List<R> batch, SQLException failure) throws InterruptedException {
        if (batch.size() == 1) {
            bury(batch.get(0), failure);
            return;
        }
        int half = batch.size() / 2;
        store(batch.subList(0, half));
        store(batch.subList(half, batch.size()));
    }

    private void bury(Object rowOrEvent, Exception reason) {
        byte[] text = String.valueOf(rowOrEvent).getBytes(StandardCharsets.UTF_8);
        deadLetters.put("table " + table.name(), text, reason.getMessage());
    }

    private void logOutage(List<R> batch, SQLException failure) {
        long nowMs = time.getCurrentProcessingTime();
        if (loggedAtMs != Long.MIN_VALUE && nowMs - loggedAtMs < LOG_EVERY_MS) return;
        loggedAtMs = nowMs;
        String advice = Refusal.missesTables(failure) ? "; create the tables with 'earshot migrate'" : "";
        LOG.warn("ClickHouse does not take {} rows of {} yet: {}{}", batch.size(), table.name(), cut(failure), advice);
    }

    /** Text from the wire may be in it: cut, and without control characters, so that it stays one line of the log. */
    private static String cut(@Nullable Object subject) {
        String text = String.valueOf(subject);
        StringBuilder line = new StringBuilder(Math.min(text.length(), LOGGED_CHARACTERS_MAX));
        for (int i = 0; i < text.length() && i < LOGGED_CHARACTERS_MAX; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return line.toString();
    }

    private void closeTarget() {
        if (target == null) return;
        target.close();
        target = null;
    }

    @Override
    public void close() {
        closed = true;
        if (timer != null) timer.cancel(false);
        closeTarget();
        deadLetters.close();
    }
}
