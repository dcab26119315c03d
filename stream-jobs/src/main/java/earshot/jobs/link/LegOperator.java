// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.link;

import earshot.calls.link.LegEvidence;
import earshot.calls.link.LegMemory;
import earshot.calls.link.LegTracker;
import earshot.calls.link.LinkSettings;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.SipMessage;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.jspecify.annotations.Nullable;

/** {@link LegTracker}, keyed by Call-ID: messages in, what the call says that could tie it to another out. */
public final class LegOperator extends KeyedMachine<SipMessage, LegMemory, LegEvidence> {
    private static final long serialVersionUID = 1;

    private final LinkSettings settings;
    private transient @Nullable LegTracker tracker;

    public LegOperator(LinkSettings settings) {
        super(new AvroTypeInfo<>(SipMessage.class), TypeInformation.of(LegMemory.class));
        this.settings = settings;
    }

    @Override
    public EventOrder of(SipMessage message) {
        return EventOrder.of(message);
    }

    @Override
    public String tie(SipMessage message) {
        return "";
    }

    @Override
    protected LegMemory newMemory() {
        return new LegMemory();
    }

    @Override
    protected boolean isEmpty(LegMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(LegMemory memory, SipMessage message, Timers timers, Outlet<LegEvidence> out) {
        tracker().message(memory, message, timers);
    }

    @Override
    protected void timer(LegMemory memory, long timeMicros, Timers timers, Outlet<LegEvidence> out) {
        tracker().timer(memory, timeMicros, timers, out::collect);
    }

    private LegTracker tracker() {
        if (tracker == null) tracker = new LegTracker(settings);
        return tracker;
    }
}
