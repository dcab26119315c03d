// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.time;

import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.SipMessage;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** Says what it is told, in the order in which it is told; asks for a timer 2.5 ms after each message. */
final class EchoMachine extends KeyedMachine<SipMessage, EchoMachine.Pending, String> {
    static final long DELAY_MICROS = 2_500;

    private static final long serialVersionUID = 1;

    /** Timers that have not fired. */
    public static class Pending {
        public int timers;

        public Pending() {}
    }

    EchoMachine() {
        super(new AvroTypeInfo<>(SipMessage.class), TypeInformation.of(Pending.class));
    }

    @Override
    public EventOrder of(SipMessage message) {
        return EventOrder.of(message);
    }

    @Override
    public String tie(SipMessage message) {
        return message.getMethod();
    }

    @Override
    protected Pending newMemory() {
        return new Pending();
    }

    @Override
    protected boolean isEmpty(Pending pending) {
        return pending.timers == 0;
    }

    @Override
    protected void event(Pending pending, SipMessage message, Timers timers, Outlet<String> out) {
        out.collect(message.getCallId() + " " + message.getMethod() + " " + message.getTimeMicros());
        pending.timers++;
        timers.at(message.getTimeMicros() + DELAY_MICROS);
    }

    @Override
    protected void timer(Pending pending, long timeMicros, Timers timers, Outlet<String> out) {
        out.collect(out.key() + " timer " + timeMicros);
        pending.timers--;
    }
}
