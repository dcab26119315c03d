// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import earshot.calls.kpi.KpiMinute;
import earshot.calls.match.BindingCandidates;
import earshot.calls.rules.Rule;
import earshot.calls.taps.TapNews;
import earshot.events.Alert;
import earshot.events.Call;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Topics;
import earshot.jobs.alert.Alerting;
import earshot.jobs.assemble.Assembly;
import earshot.jobs.dead.DeadLetters;
import earshot.jobs.link.LegLinking;
import earshot.jobs.match.MediaMatching;
import earshot.jobs.outside.Outside;
import earshot.jobs.pattern.Patterns;
import earshot.jobs.rollup.Kpis;
import earshot.jobs.sink.BatchLimits;
import earshot.jobs.sink.ClickHouseSink;
import earshot.jobs.sink.EndpointReports;
import earshot.jobs.sink.EventTopic;
import earshot.jobs.sink.RowTable;
import earshot.jobs.sink.Tables;
import earshot.jobs.source.EventSources;
import earshot.jobs.taps.Taps;
import earshot.jobs.time.LastEventOperator;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;

/** The job as a graph, from the probes' topics to tables and topics. Reads top-down in the way of an event. */
final class CallGraph {
    private final JobSettings settings;

    CallGraph(JobSettings settings) {
        this.settings = settings;
    }

    void build(StreamExecutionEnvironment environment, List<Rule> rules) {
        JobSettings.Judgement judgement = settings.judgement();
        EventSources sources = new EventSources(
                environment, settings.kafka(), settings.bounded(), settings.outOfOrderness(), settings.idleness());
        DataStream<ProbeHealth> health = sources.heartbeats();
        SingleOutputStreamOperator<SipMessage> messages = sources.messages();
        SingleOutputStreamOperator<MediaReport> reports = sources.mediaReports();
        SingleOutputStreamOperator<RtcpReport> rtcp = sources.rtcpReports();
        SingleOutputStreamOperator<RtcpReport> rtcpOfStreams = rtcp.filter(
                        report -> !report.getStreamId().isEmpty())
                .name("RTCP of known streams")
                .uid("rtcp-known");
        DataStream<Long> lastEvent = lastEvent(health, "health", ProbeHealth::getTimeMicros)
                .union(
                        lastEvent(messages, "messages", SipMessage::getTimeMicros),
                        lastEvent(reports, "reports", MediaReport::getEndMicros),
                        lastEvent(rtcpOfStreams, "rtcp", RtcpReport::getTimeMicros));

        DataStream<SipMessage> messagesAndTime = sources.withHeartbeats(messages, SipMessage.class);
        DataStream<BindingCandidates> candidates = MediaMatching.of(messagesAndTime, reports);
        DataStream<TapNews> taps = Taps.of(reports, rtcp);
        Assembly assembly =
                Assembly.of(messages, reports, rtcpOfStreams, candidates, taps, lastEvent, judgement.scores());
        Outside outside = Outside.of(messagesAndTime, lastEvent);
        DataStream<KpiMinute> minutes = Kpis.of(assembly, judgement.kpis());
        DataStream<Alert> alerts = Alerting.of(assembly.intervals(), rules)
                .union(Patterns.of(assembly, outside.authentication(), minutes, lastEvent, judgement.patterns()));

        toTable(messages, Tables.SIP_MESSAGES);
        toTable(sources.agentLogs(), Tables.AGENT_LOGS);
        toTable(
                rtcp.filter(report -> report.getKind() != RtcpKind.DEVICE)
                        .name("RTCP itself")
                        .uid("rtcp-itself"),
                Tables.RTCP_REPORTS);
        toTable(rtcp.filter(EndpointReports::isOne).name("reports of devices").uid("xr"), Tables.ENDPOINT_REPORTS);
        toTable(health, Tables.PROBE_HEALTH);
        toTable(assembly.streams(), Tables.STREAMS);
        toTable(assembly.intervals(), Tables.STREAM_INTERVALS);
        toTable(assembly.calls(), Tables.CALLS);
        toTable(minutes, Tables.KPI_MINUTES);
        toTable(assembly.transactions(), Tables.TRANSACTIONS);
        toTable(outside.registrations(), Tables.BINDINGS);
        toTable(outside.subscriptions(), Tables.SUBSCRIPTIONS);
        toTable(outside.peers(), Tables.PEER_AVAILABILITY);
        toTable(outside.authentication(), Tables.AUTHENTICATION_FAILURES);
        toTable(LegLinking.of(messagesAndTime, assembly.bound(), judgement.linking()), Tables.CALL_LINKS);
        toTable(alerts, Tables.ALERTS);
        toTopic(assembly.calls(), new EventTopic<>(Topics.CALLS, Call.class, Call::getCallId));
        toTopic(
                alerts,
                new EventTopic<>(Topics.ALERTS, Alert.class, alert -> alert.getRule() + '|' + alert.getSubject()));
    }

    private static <E> DataStream<Long> lastEvent(
            DataStream<E> events, String name, SerializableFunction<E, Long> timeMicros) {
        return events.transform("last of " + name, Types.LONG, new LastEventOperator<>(timeMicros))
                .uid("last-of-" + name);
    }

    private <E, R extends Record> void toTable(DataStream<E> events, RowTable<E, R> table) {
        DeadLetters deadLetters = DeadLetters.topic(settings.kafka());
        events.sinkTo(new ClickHouseSink<>(table, settings.clickHouse(), BatchLimits.DEFAULT, deadLetters))
                .name(table.name())
                .uid("table-" + table.name());
    }

    private <E extends SpecificRecordBase> void toTopic(DataStream<E> events, EventTopic<E> topic) {
        events.sinkTo(topic.sink(settings.kafka())).name(topic.name()).uid("topic-" + topic.name());
    }
}
