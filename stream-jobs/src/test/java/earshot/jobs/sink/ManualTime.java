// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/** Processing time that moves only when the test says so. */
final class ManualTime implements ProcessingTimeService {
    private record Timer(long timeMs, ProcessingTimeCallback callback, Handle handle) {}

    private long nowMs = 1_000_000;
    private final List<Timer> timers = new ArrayList<>();

    @Override
    public long getCurrentProcessingTime() {
        return nowMs;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long timeMs, ProcessingTimeCallback callback) {
        Handle handle = new Handle();
        timers.add(new Timer(timeMs, callback, handle));
        return handle;
    }

    /** Moves time on, running what is due in the order in which it was registered. */
    void advanceMs(long durationMs) throws Exception {
        nowMs += durationMs;
        for (Timer timer : List.copyOf(timers)) {
            if (timer.timeMs() > nowMs) continue;
            timers.remove(timer);
            if (!timer.handle().isCancelled()) timer.callback().onProcessingTime(timer.timeMs());
        }
    }

    private static final class Handle extends FutureTask<Void> implements ScheduledFuture<Void> {
        Handle() {
            super(() -> null);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException("not asked for");
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException("not asked for");
        }
    }
}
