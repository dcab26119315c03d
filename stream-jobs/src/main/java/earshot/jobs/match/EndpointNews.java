// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.match;

import earshot.calls.match.EndpointClaim;
import earshot.calls.match.StreamSighting;
import earshot.calls.time.EventOrder;
import org.jspecify.annotations.Nullable;

/** What happens at one endpoint: a claim or a sighting, exactly one of the two. */
public class EndpointNews {
    public @Nullable EndpointClaim claim;
    public @Nullable StreamSighting sighting;

    public EndpointNews() {}

    static EndpointNews of(EndpointClaim claim) {
        EndpointNews news = new EndpointNews();
        news.claim = claim;
        return news;
    }

    static EndpointNews of(StreamSighting sighting) {
        EndpointNews news = new EndpointNews();
        news.sighting = sighting;
        return news;
    }

    /** The key: ip:port. */
    String endpoint() {
        return claim != null ? claim.endpoint : sighting().endpoint;
    }

    EventOrder order() {
        return claim != null ? claim.order : sighting().order;
    }

    /** One message may close a call's claim of one side and open that of the other. */
    String tie() {
        return claim != null ? claim.side.name() : "";
    }

    StreamSighting sighting() {
        if (sighting == null) throw new IllegalStateException("neither a claim nor a sighting");
        return sighting;
    }
}
