// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.calls.time.Timers;
import java.util.function.Consumer;

/** Joins the claims on one endpoint with the streams that run to or from it. Keyed by endpoint. */
public final class MediaMatcher {
    public void claim(MatcherMemory memory, EndpointClaim claim, Timers timers, Consumer<BindingCandidates> out) {}

    public void sighting(
            MatcherMemory memory, StreamSighting sighting, Timers timers, Consumer<BindingCandidates> out) {}

    public void timer(MatcherMemory memory, long timeMicros, Timers timers) {}
}
