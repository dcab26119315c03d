// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.link;

import earshot.calls.link.LegEvidence;
import earshot.calls.link.LegLink;
import earshot.calls.link.LegLinker;
import earshot.calls.link.LinkSettings;
import earshot.calls.link.LinkerMemory;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/**
 * {@link LegLinker}, keyed by the hash of a value: what calls say in, pairs of those that say the same out. Values that
 * were none to go by are counted ({@code uselessLinkValues}).
 */
public final class LinkOperator extends KeyedMachine<LegEvidence, LinkerMemory, LegLink> {
    private static final long serialVersionUID = 1;

    private final LinkSettings settings;
    private transient @Nullable LegLinker linker;
    private transient @Nullable Counter useless;

    public LinkOperator(LinkSettings settings) {
        super(TypeInformation.of(LegEvidence.class), TypeInformation.of(LinkerMemory.class));
        this.settings = settings;
    }

    @Override
    public void open() throws Exception {
        super.open();
        useless = getMetricGroup().counter("uselessLinkValues");
    }

    @Override
    public EventOrder of(LegEvidence evidence) {
        return evidence.order;
    }

    @Override
    public String tie(LegEvidence evidence) {
        return evidence.tie();
    }

    @Override
    protected LinkerMemory newMemory() {
        return new LinkerMemory();
    }

    @Override
    protected boolean isEmpty(LinkerMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(LinkerMemory memory, LegEvidence evidence, Timers timers, Outlet<LegLink> out) {
        boolean isUseless = linker().evidence(memory, evidence, timers, out::collect);
        if (isUseless && useless != null) useless.inc();
    }

    @Override
    protected void timer(LinkerMemory memory, long timeMicros, Timers timers, Outlet<LegLink> out) {
        linker().timer(memory, timeMicros, timers);
    }

    private LegLinker linker() {
        if (linker == null) linker = new LegLinker(settings);
        return linker;
    }
}
