// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.match.BindingCandidates;
import earshot.calls.time.Timers;
import earshot.events.MediaReport;
import earshot.events.RtcpReport;
import earshot.events.Stream;
import earshot.events.StreamInterval;

/** Merges the reports of one stream, scores it and binds it to its call. Keyed by stream id. */
public final class StreamAssembler {
    /** Where the rows go. */
    public interface Output {
        /** The stream as known now. */
        void stream(Stream stream);

        /** One interval with its score. */
        void interval(StreamInterval interval);

        /** News for the call that has the stream, or had it. */
        void bound(BoundStream bound);
    }

    public void report(StreamMemory memory, MediaReport report, Timers timers, Output out) {}

    public void rtcp(StreamMemory memory, RtcpReport report, Timers timers, Output out) {}

    public void candidates(StreamMemory memory, BindingCandidates candidates, Timers timers, Output out) {}

    public void timer(StreamMemory memory, long timeMicros, Timers timers, Output out) {}
}
