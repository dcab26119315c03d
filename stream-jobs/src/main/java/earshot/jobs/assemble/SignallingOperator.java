// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.assemble;

import earshot.calls.assemble.SignallingAssembler;
import earshot.calls.assemble.SignallingMemory;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.Call;
import earshot.events.Transaction;
import earshot.jobs.time.EndingMachine;
import earshot.jobs.time.Outlet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** {@link SignallingAssembler}, keyed by Call-ID: rows of calls out, and aside those of transactions. */
public final class SignallingOperator extends EndingMachine<SignallingNews, SignallingMemory, Call> {
    public static final OutputTag<Transaction> TRANSACTIONS =
            new OutputTag<>("transactions", new AvroTypeInfo<>(Transaction.class));

    private static final long serialVersionUID = 1;
    private static final SignallingAssembler ASSEMBLER = new SignallingAssembler();

    public SignallingOperator() {
        super(TypeInformation.of(SignallingNews.class), TypeInformation.of(SignallingMemory.class));
    }

    @Override
    public EventOrder of(SignallingNews news) {
        return news.order();
    }

    @Override
    public String tie(SignallingNews news) {
        return news.tie();
    }

    @Override
    protected SignallingMemory newMemory() {
        return new SignallingMemory();
    }

    @Override
    protected boolean isEmpty(SignallingMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(SignallingMemory memory, SignallingNews news, Timers timers, Outlet<Call> out) {
        if (news.message != null) {
            ASSEMBLER.message(memory, news.message, timers, new Rows(out));
        } else {
            ASSEMBLER.stream(memory, news.stream(), timers);
        }
    }

    @Override
    protected void timer(SignallingMemory memory, long timeMicros, Timers timers, Outlet<Call> out) {
        ASSEMBLER.timer(memory, timeMicros, timers, new Rows(out));
    }

    @Override
    protected void end(SignallingMemory memory, Outlet<Call> out) {
        ASSEMBLER.end(memory, new Rows(out));
    }

    /** The outputs of the machine as those of the operator. */
    private static final class Rows implements SignallingAssembler.Output {
        private final Outlet<Call> out;

        private Rows(Outlet<Call> out) {
            this.out = out;
        }

        @Override
        public void call(Call call) {
            out.collect(call);
        }

        @Override
        public void transaction(Transaction transaction) {
            out.aside(TRANSACTIONS, transaction);
        }
    }
}
