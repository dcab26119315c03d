// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.link;

import earshot.calls.link.CallLink;
import earshot.calls.link.LegLink;
import earshot.calls.link.PairMemory;
import earshot.calls.link.PairMerger;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** {@link PairMerger}, keyed by pair: each value that two calls share in, one row for each reason out. */
public final class PairOperator extends KeyedMachine<LegLink, PairMemory, CallLink> {
    private static final long serialVersionUID = 1;
    private static final PairMerger MERGER = new PairMerger();

    public PairOperator() {
        super(TypeInformation.of(LegLink.class), TypeInformation.of(PairMemory.class));
    }

    @Override
    public EventOrder of(LegLink link) {
        return link.order;
    }

    @Override
    public String tie(LegLink link) {
        return link.tie();
    }

    @Override
    protected PairMemory newMemory() {
        return new PairMemory();
    }

    @Override
    protected boolean isEmpty(PairMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(PairMemory memory, LegLink link, Timers timers, Outlet<CallLink> out) {
        MERGER.link(memory, link, timers, out::collect);
    }

    @Override
    protected void timer(PairMemory memory, long timeMicros, Timers timers, Outlet<CallLink> out) {
        MERGER.timer(memory, timeMicros, timers);
    }
}
