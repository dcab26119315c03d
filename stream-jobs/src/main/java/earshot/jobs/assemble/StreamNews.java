// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.assemble;

import earshot.calls.match.BindingCandidates;
import earshot.calls.taps.TapNews;
import earshot.calls.time.EventOrder;
import earshot.events.MediaReport;
import earshot.events.RtcpReport;
import org.jspecify.annotations.Nullable;

/** What happens to one stream: a report, RTCP about it, calls that could own it, or news from elsewhere; one of these. */
public class StreamNews {
    public @Nullable MediaReport report;
    public @Nullable RtcpReport rtcp;
    public @Nullable BindingCandidates candidates;
    public @Nullable TapNews tap;

    public StreamNews() {}

    static StreamNews of(MediaReport report) {
        StreamNews news = new StreamNews();
        news.report = report;
        return news;
    }

    static StreamNews of(RtcpReport rtcp) {
        StreamNews news = new StreamNews();
        news.rtcp = rtcp;
        return news;
    }

    static StreamNews of(BindingCandidates candidates) {
        StreamNews news = new StreamNews();
        news.candidates = candidates;
        return news;
    }

    static StreamNews of(TapNews tap) {
        StreamNews news = new StreamNews();
        news.tap = tap;
        return news;
    }

    /** The key. */
    String streamId() {
        if (report != null) return report.getStreamId();
        if (rtcp != null) return rtcp.getStreamId();
        if (tap != null) return tap.streamId;
        return candidates().streamId;
    }

    EventOrder order() {
        if (report != null) return EventOrder.of(report);
        if (rtcp != null) return EventOrder.of(rtcp);
        if (tap != null) return tap.order;
        return candidates().order;
    }

    /** One message may change who claims a stream at both of its ends. */
    String tie() {
        if (candidates == null) return "";
        return candidates.source ? "1" : "2";
    }

    BindingCandidates candidates() {
        if (candidates == null) throw new IllegalStateException("no news at all");
        return candidates;
    }
}
