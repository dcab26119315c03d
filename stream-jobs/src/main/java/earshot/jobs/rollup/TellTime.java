// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.rollup;

import earshot.calls.kpi.ShareNews;
import java.io.Serializable;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Rows with the event time at which they were told, which is the timestamp of their record. */
final class TellTime<E> extends ProcessFunction<E, ShareNews> {
    private static final long serialVersionUID = 1;

    /** Makes news of a row and its time, micros. */
    interface News<E> extends Serializable {
        ShareNews of(E row, long toldMicros);
    }

    private final News<E> news;

    TellTime(News<E> news) {
        this.news = news;
    }

    @Override
    public void processElement(E row, Context context, Collector<ShareNews> out) {
        out.collect(news.of(row, context.timestamp() * 1_000));
    }
}
