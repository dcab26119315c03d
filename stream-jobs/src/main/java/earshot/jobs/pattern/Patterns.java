// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.pattern;

import earshot.calls.kpi.KpiMinute;
import earshot.calls.pattern.IncidentLimit;
import earshot.calls.pattern.IncidentMemory;
import earshot.calls.pattern.IncidentNews;
import earshot.calls.pattern.IncidentTracker;
import earshot.calls.pattern.PatternMemory;
import earshot.calls.pattern.PatternNews;
import earshot.calls.pattern.PatternReader;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.pattern.PatternTracker;
import earshot.calls.pattern.SilenceLimit;
import earshot.calls.pattern.SilenceNews;
import earshot.events.Alert;
import earshot.events.AuthenticationFailures;
import earshot.events.Call;
import earshot.jobs.assemble.Assembly;
import earshot.jobs.time.Told;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The part of the graph that finds patterns in traffic: of sources and users, of trunks and peers, of bad calls. */
public final class Patterns {
    private Patterns() {}

    /**
     * The alerts of all patterns.
     *
     * @param lastEvent the time of the last event of all, micros, once the input has ended
     */
    public static DataStream<Alert> of(
            Assembly assembly,
            DataStream<AuthenticationFailures> authentication,
            DataStream<KpiMinute> minutes,
            DataStream<Long> lastEvent,
            PatternSettings settings) {
        return sources(assembly, authentication, settings)
                .union(silence(minutes, lastEvent, settings), incidents(assembly.calls(), settings));
    }

    private static DataStream<Alert> sources(
            Assembly assembly, DataStream<AuthenticationFailures> authentication, PatternSettings settings) {
        PatternReader reader = new PatternReader(settings);
        DataStream<PatternNews> fromCalls = news(assembly.calls(), reader::call, PatternNews.class, "pattern-calls");
        DataStream<PatternNews> fromTransactions =
                news(assembly.transactions(), reader::transaction, PatternNews.class, "pattern-transactions");
        DataStream<PatternNews> fromAuthentication =
                news(authentication, reader::authentication, PatternNews.class, "pattern-authentication");
        return fromCalls
                .union(fromTransactions, fromAuthentication)
                .keyBy(PatternNews::key, Types.STRING)
                .transform(
                        "PatternTracker",
                        new AvroTypeInfo<>(Alert.class),
                        new MinuteOperator<>(PatternNews.class, PatternMemory.class, new PatternTracker(settings)))
                .uid("patterns");
    }

    private static DataStream<Alert> silence(
            DataStream<KpiMinute> minutes, DataStream<Long> lastEvent, PatternSettings settings) {
        SilenceLimit limit = settings.silence();
        Told.Reader<KpiMinute, SilenceNews> reader = (row, toldMicros, out) -> {
            if (!limit.isOff()) SilenceNews.of(row, toldMicros, limit, out);
        };
        return news(minutes, reader, SilenceNews.class, "pattern-minutes")
                .keyBy(SilenceNews::key, Types.STRING)
                .connect(lastEvent.broadcast())
                .transform("SilenceTracker", new AvroTypeInfo<>(Alert.class), new SilenceOperator(limit))
                .uid("pattern-silence");
    }

    private static DataStream<Alert> incidents(DataStream<Call> calls, PatternSettings settings) {
        IncidentLimit limit = settings.incident();
        Told.Reader<Call, IncidentNews> reader = (call, toldMicros, out) -> {
            if (!limit.isOff()) IncidentNews.of(call, toldMicros, limit, out);
        };
        return news(calls, reader, IncidentNews.class, "pattern-measured")
                .keyBy(IncidentNews::key, Types.STRING)
                .transform(
                        "IncidentTracker",
                        new AvroTypeInfo<>(Alert.class),
                        new MinuteOperator<>(IncidentNews.class, IncidentMemory.class, new IncidentTracker(limit)))
                .uid("pattern-incidents");
    }

    private static <E, N> DataStream<N> news(DataStream<E> rows, Told.Reader<E, N> reader, Class<N> type, String uid) {
        return rows.process(new Told<>(reader), TypeInformation.of(type))
                .name(uid.replace('-', ' '))
                .uid(uid);
    }
}
