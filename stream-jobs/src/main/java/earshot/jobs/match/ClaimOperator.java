// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.match;

import earshot.calls.match.ClaimMemory;
import earshot.calls.match.ClaimTracker;
import earshot.calls.match.EndpointClaim;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.SipMessage;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** {@link ClaimTracker}, keyed by Call-ID: messages in, claims on endpoints out. */
public final class ClaimOperator extends KeyedMachine<SipMessage, ClaimMemory, EndpointClaim> {
    private static final long serialVersionUID = 1;
    private static final ClaimTracker TRACKER = new ClaimTracker();

    public ClaimOperator() {
        super(new AvroTypeInfo<>(SipMessage.class), TypeInformation.of(ClaimMemory.class));
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
    protected ClaimMemory newMemory() {
        return new ClaimMemory();
    }

    @Override
    protected boolean isEmpty(ClaimMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(ClaimMemory memory, SipMessage message, Timers timers, Outlet<EndpointClaim> out) {
        TRACKER.message(memory, message, timers, out::collect);
    }

    @Override
    protected void timer(ClaimMemory memory, long timeMicros, Timers timers, Outlet<EndpointClaim> out) {
        TRACKER.timer(memory, timeMicros, timers, out::collect);
    }
}
