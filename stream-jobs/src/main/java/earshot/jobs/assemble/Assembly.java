// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.assemble;

import earshot.calls.assemble.BoundStream;
import earshot.calls.match.BindingCandidates;
import earshot.calls.taps.TapNews;
import earshot.events.Call;
import earshot.events.MediaReport;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import earshot.events.Transaction;
import earshot.quality.ScoreSettings;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The part of the graph that puts streams, calls and transactions together.
 *
 * @param streams a row after each change
 * @param intervals scored
 * @param calls a row after each change
 * @param transactions a row after each change
 * @param bound news of the streams of calls
 */
public record Assembly(
        DataStream<Stream> streams,
        DataStream<StreamInterval> intervals,
        DataStream<Call> calls,
        DataStream<Transaction> transactions,
        DataStream<BoundStream> bound) {
    /**
     * From messages and reports.
     *
     * @param rtcp of known streams
     * @param taps what is known of streams elsewhere
     * @param lastEvent the time of the last event of all, micros, once the input has ended
     * @param scores what scores take for granted
     */
    public static Assembly of(
            DataStream<SipMessage> messages,
            DataStream<MediaReport> reports,
            DataStream<RtcpReport> rtcp,
            DataStream<BindingCandidates> candidates,
            DataStream<TapNews> taps,
            DataStream<Long> lastEvent,
            ScoreSettings scores) {
        SingleOutputStreamOperator<Stream> streams =
                streams(reports, rtcp, candidates, taps, new StreamOperator(scores));
        TypeInformation<SignallingNews> newsType = TypeInformation.of(SignallingNews.class);
        DataStream<SignallingNews> fromMessages = messages.map(SignallingNews::of)
                .returns(newsType)
                .name("messages of calls")
                .uid("message-news");
        DataStream<SignallingNews> fromStreams = streams.getSideOutput(StreamOperator.BOUND)
                .map(SignallingNews::of)
                .returns(newsType)
                .name("streams of calls")
                .uid("bound-news");
        SingleOutputStreamOperator<Call> calls = fromMessages
                .union(fromStreams)
                .keyBy(SignallingNews::callId, Types.STRING)
                .connect(lastEvent.broadcast())
                .transform("SignallingAssembler", new AvroTypeInfo<>(Call.class), new SignallingOperator())
                .uid("calls");
        return new Assembly(
                streams,
                streams.getSideOutput(StreamOperator.INTERVALS),
                calls,
                calls.getSideOutput(SignallingOperator.TRANSACTIONS),
                streams.getSideOutput(StreamOperator.BOUND));
    }

    private static SingleOutputStreamOperator<Stream> streams(
            DataStream<MediaReport> reports,
            DataStream<RtcpReport> rtcp,
            DataStream<BindingCandidates> candidates,
            DataStream<TapNews> taps,
            StreamOperator assembler) {
        TypeInformation<StreamNews> newsType = TypeInformation.of(StreamNews.class);
        DataStream<StreamNews> fromReports =
                reports.map(StreamNews::of).returns(newsType).name("reports").uid("report-news");
        DataStream<StreamNews> fromRtcp =
                rtcp.map(StreamNews::of).returns(newsType).name("RTCP").uid("rtcp-news");
        DataStream<StreamNews> fromCandidates = candidates
                .map(StreamNews::of)
                .returns(newsType)
                .name("candidates")
                .uid("candidate-news");
        DataStream<StreamNews> fromTaps =
                taps.map(StreamNews::of).returns(newsType).name("taps").uid("tap-news");
        return fromReports
                .union(fromRtcp, fromCandidates, fromTaps)
                .keyBy(StreamNews::streamId, Types.STRING)
                .transform("StreamAssembler", new AvroTypeInfo<>(Stream.class), assembler)
                .uid("streams");
    }
}
