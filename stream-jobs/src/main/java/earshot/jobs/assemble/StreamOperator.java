// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.assemble;

import earshot.calls.assemble.BoundStream;
import earshot.calls.assemble.StreamAssembler;
import earshot.calls.assemble.StreamMemory;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import earshot.quality.ScoreSettings;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** {@link StreamAssembler}, keyed by stream id: rows of the stream out, and aside its intervals and news for its call. */
public final class StreamOperator extends KeyedMachine<StreamNews, StreamMemory, Stream> {
    public static final OutputTag<StreamInterval> INTERVALS =
            new OutputTag<>("intervals", new AvroTypeInfo<>(StreamInterval.class));
    public static final OutputTag<BoundStream> BOUND = new OutputTag<>("bound", TypeInformation.of(BoundStream.class));

    private static final long serialVersionUID = 1;

    /** The score settings, part by part: they know nothing of serialisation. */
    private final boolean concealment;

    private final @Nullable Double assumedNetworkMs;
    private transient @Nullable StreamAssembler assembler;

    public StreamOperator(ScoreSettings scores) {
        super(TypeInformation.of(StreamNews.class), TypeInformation.of(StreamMemory.class));
        this.concealment = scores.concealment();
        this.assumedNetworkMs = scores.assumedNetworkMs();
    }

    @Override
    public EventOrder of(StreamNews news) {
        return news.order();
    }

    @Override
    public long timeMicros(StreamNews news) {
        return news.report != null ? news.report.getEndMicros() : news.order().timeMicros;
    }

    @Override
    public String tie(StreamNews news) {
        return news.tie();
    }

    @Override
    protected StreamMemory newMemory() {
        return new StreamMemory();
    }

    @Override
    protected boolean isEmpty(StreamMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(StreamMemory memory, StreamNews news, Timers timers, Outlet<Stream> out) {
        StreamAssembler.Output rows = new Rows(out);
        if (news.report != null) {
            assembler().report(memory, news.report, timers, rows);
        } else if (news.rtcp != null) {
            assembler().rtcp(memory, news.rtcp, timers, rows);
        } else if (news.tap != null) {
            assembler().tap(memory, news.tap, timers, rows);
        } else {
            assembler().candidates(memory, news.candidates(), timers, rows);
        }
    }

    @Override
    protected void timer(StreamMemory memory, long timeMicros, Timers timers, Outlet<Stream> out) {
        assembler().timer(memory, timeMicros, timers, new Rows(out));
    }

    private StreamAssembler assembler() {
        if (assembler == null) assembler = new StreamAssembler(new ScoreSettings(concealment, assumedNetworkMs));
        return assembler;
    }

    /** The three outputs of the machine as those of the operator. */
    private static final class Rows implements StreamAssembler.Output {
        private final Outlet<Stream> out;

        private Rows(Outlet<Stream> out) {
            this.out = out;
        }

        @Override
        public void stream(Stream stream) {
            out.collect(stream);
        }

        @Override
        public void interval(StreamInterval interval) {
            out.aside(INTERVALS, interval);
        }

        @Override
        public void bound(BoundStream bound) {
            out.aside(BOUND, bound);
        }
    }
}
