// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Makes news of rows and of the event time at which they were told, which is the timestamp of their record. */
public final class Told<E, N> extends ProcessFunction<E, N> {
    private static final long serialVersionUID = 1;

    /** Finds the news in a row told at a time, micros. */
    public interface Reader<E, N> extends Serializable {
        void read(E row, long toldMicros, Consumer<N> out);
    }

    private final Reader<E, N> reader;

    public Told(Reader<E, N> reader) {
        this.reader = reader;
    }

    @Override
    public void processElement(E row, Context context, Collector<N> out) {
        reader.read(row, context.timestamp() * 1_000, out::collect);
    }
}
