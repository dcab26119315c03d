// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.calls.time.EventOrder;
import earshot.events.Call;
import earshot.events.StreamInterval;
import earshot.events.Transaction;
import org.jspecify.annotations.Nullable;

/** What key figures are counted from: a row of a call or of a registration, or an interval of a stream; exactly one. */
public class ShareNews {
    public @Nullable Call call;
    public @Nullable Transaction registration;
    public @Nullable StreamInterval interval;
    /** Event time at which it was told. */
    public long toldMicros;

    public ShareNews() {}

    /** A row of a call, told at an event time. */
    public static ShareNews of(Call call, long toldMicros) {
        ShareNews news = new ShareNews();
        news.call = call;
        news.toldMicros = toldMicros;
        return news;
    }

    /** A row of a REGISTER transaction, told at an event time. */
    public static ShareNews of(Transaction registration, long toldMicros) {
        ShareNews news = new ShareNews();
        news.registration = registration;
        news.toldMicros = toldMicros;
        return news;
    }

    public static ShareNews of(StreamInterval interval) {
        ShareNews news = new ShareNews();
        news.interval = interval;
        news.toldMicros = Math.max(interval.getToldMicros(), interval.getEndMicros());
        return news;
    }

    /** The key: of the call where there is one, else of the transaction or stream. */
    public String key() {
        if (call != null) return call.getCallKey();
        if (registration != null) return registration.getTransactionKey();
        return interval().getCallKeys().isEmpty()
                ? interval().getStreamId()
                : interval().getCallKeys().get(0);
    }

    /** Its place among the news of its key. */
    public EventOrder order() {
        if (call != null) return new EventOrder(toldMicros, "", 0, call.getVersion(), EventOrder.STEP_EVENT);
        if (registration != null) {
            return new EventOrder(toldMicros, "", 0, registration.getVersion(), EventOrder.STEP_EVENT);
        }
        return new EventOrder(
                toldMicros, interval().getStreamId(), 0, interval().getStartMicros(), EventOrder.STEP_EVENT);
    }

    StreamInterval interval() {
        if (interval == null) throw new IllegalStateException("news of nothing");
        return interval;
    }
}
