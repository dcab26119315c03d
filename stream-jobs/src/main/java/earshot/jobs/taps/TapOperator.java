// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.taps;

import earshot.calls.taps.TapMatcher;
import earshot.calls.taps.TapMemory;
import earshot.calls.taps.TapNews;
import earshot.calls.taps.TapSighting;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** {@link TapMatcher}, keyed by SSRC: what taps and devices tell of it in, news for its streams out. */
public final class TapOperator extends KeyedMachine<TapSighting, TapMemory, TapNews> {
    private static final long serialVersionUID = 1;
    private static final TapMatcher MATCHER = new TapMatcher();

    public TapOperator() {
        super(TypeInformation.of(TapSighting.class), TypeInformation.of(TapMemory.class));
    }

    @Override
    public EventOrder of(TapSighting sighting) {
        return sighting.order;
    }

    @Override
    public String tie(TapSighting sighting) {
        return "";
    }

    @Override
    protected TapMemory newMemory() {
        return new TapMemory();
    }

    @Override
    protected boolean isEmpty(TapMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(TapMemory memory, TapSighting sighting, Timers timers, Outlet<TapNews> out) {
        MATCHER.sighting(memory, sighting, timers, out::collect);
    }

    @Override
    protected void timer(TapMemory memory, long timeMicros, Timers timers, Outlet<TapNews> out) {
        MATCHER.timer(memory, timeMicros, timers);
    }
}
