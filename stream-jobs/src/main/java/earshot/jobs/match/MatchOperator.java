// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.match;

import earshot.calls.match.BindingCandidates;
import earshot.calls.match.MatcherMemory;
import earshot.calls.match.MediaMatcher;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** {@link MediaMatcher}, keyed by endpoint: claims and sightings in, the calls that could own a stream out. */
public final class MatchOperator extends KeyedMachine<EndpointNews, MatcherMemory, BindingCandidates> {
    private static final long serialVersionUID = 1;
    private static final MediaMatcher MATCHER = new MediaMatcher();

    public MatchOperator() {
        super(TypeInformation.of(EndpointNews.class), TypeInformation.of(MatcherMemory.class));
    }

    @Override
    public EventOrder of(EndpointNews news) {
        return news.order();
    }

    @Override
    public String tie(EndpointNews news) {
        return news.tie();
    }

    @Override
    protected MatcherMemory newMemory() {
        return new MatcherMemory();
    }

    @Override
    protected boolean isEmpty(MatcherMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(MatcherMemory memory, EndpointNews news, Timers timers, Outlet<BindingCandidates> out) {
        if (news.claim != null) {
            MATCHER.claim(memory, news.claim, timers, out::collect);
        } else {
            MATCHER.sighting(memory, news.sighting(), timers, out::collect);
        }
    }

    @Override
    protected void timer(MatcherMemory memory, long timeMicros, Timers timers, Outlet<BindingCandidates> out) {
        MATCHER.timer(memory, timeMicros, timers);
    }
}
