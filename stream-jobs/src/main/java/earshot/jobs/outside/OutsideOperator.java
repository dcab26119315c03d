// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.outside;

import earshot.calls.outside.OutsideCalls;
import earshot.calls.outside.OutsideMemory;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.AuthenticationFailures;
import earshot.events.PeerAvailability;
import earshot.events.Registration;
import earshot.events.Subscription;
import earshot.jobs.time.EndingMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** {@link OutsideCalls}, by its keys: registrations out, and aside subscriptions, peers and refused credentials. */
final class OutsideOperator extends EndingMachine<OutsideNews, OutsideMemory, Registration> {
    static final OutputTag<Subscription> SUBSCRIPTIONS =
            new OutputTag<>("subscriptions", new AvroTypeInfo<>(Subscription.class));
    static final OutputTag<PeerAvailability> PEERS =
            new OutputTag<>("peers", new AvroTypeInfo<>(PeerAvailability.class));
    static final OutputTag<AuthenticationFailures> AUTHENTICATION =
            new OutputTag<>("authentication", new AvroTypeInfo<>(AuthenticationFailures.class));

    private static final long serialVersionUID = 1;
    private static final OutsideCalls MACHINES = new OutsideCalls();

    OutsideOperator() {
        super(TypeInformation.of(OutsideNews.class), TypeInformation.of(OutsideMemory.class));
    }

    @Override
    public EventOrder of(OutsideNews news) {
        return EventOrder.of(news.message);
    }

    @Override
    public String tie(OutsideNews news) {
        return "";
    }

    @Override
    protected OutsideMemory newMemory() {
        return new OutsideMemory();
    }

    @Override
    protected boolean isEmpty(OutsideMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(OutsideMemory memory, OutsideNews news, Timers timers, Outlet<Registration> out) {
        MACHINES.message(news.key, memory, news.message, timers, new Rows(out));
    }

    @Override
    protected void timer(OutsideMemory memory, long timeMicros, Timers timers, Outlet<Registration> out) {
        MACHINES.timer(out.key(), memory, timeMicros, timers, new Rows(out));
    }

    @Override
    protected void end(OutsideMemory memory, Outlet<Registration> out) {
        MACHINES.end(out.key(), memory, new Rows(out));
    }

    /** The outputs of the machines as those of the operator. */
    private static final class Rows implements OutsideCalls.Output {
        private final Outlet<Registration> out;

        private Rows(Outlet<Registration> out) {
            this.out = out;
        }

        @Override
        public void registration(Registration registration) {
            out.collect(registration);
        }

        @Override
        public void subscription(Subscription subscription) {
            out.aside(SUBSCRIPTIONS, subscription);
        }

        @Override
        public void peer(PeerAvailability peer) {
            out.aside(PEERS, peer);
        }

        @Override
        public void authentication(AuthenticationFailures failures) {
            out.aside(AUTHENTICATION, failures);
        }
    }
}
