// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.source;

import earshot.events.AgentLog;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Topics;
import earshot.jobs.dead.DeadLetters;
import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The topics of the probes as streams with event time.
 *
 * <p>Without a checkpoint a topic is read from its beginning, not from a committed offset: the rows of a call are then
 * made again from all of its messages, equal to the rows before.
 *
 * <p>A partition that falls silent does not hold up the others (idleness). When all are silent the probes' heartbeats
 * ({@link ProbeHealth}) carry time on, so that timers run while nobody calls; between two heartbeats their topic counts
 * as silent, since it comes in steps of ten seconds and must not slow the others down to them. A bounded input has no
 * idleness: what has not been read yet is not silence.
 *
 * <p>After an outage the topics are read as fast as the job can, in step with each other: a small topic that runs ahead of a
 * large one would have all of its events wait in state.
 */
public final class EventSources {
    private static final Duration HEARTBEAT_IDLENESS = Duration.ofSeconds(1);
    /** No topic and no partition is read further ahead of the others, in event time: what waits there is state. */
    private static final Duration DRIFT_MAX = Duration.ofSeconds(5);

    private static final Duration DRIFT_CHECK = Duration.ofMillis(100);
    /**
     * Octets of one partition at a time. More would be thousands of events of one partition in a row, and the other
     * partitions would seem silent meanwhile.
     */
    private static final String PARTITION_FETCH_OCTETS = "131072";

    private final StreamExecutionEnvironment environment;
    private final String bootstrapServers;
    private final boolean bounded;
    private final Duration outOfOrderness;
    private final Duration idleness;
    private final SingleOutputStreamOperator<ProbeHealth> heartbeats;

    /**
     * @param bounded ends each topic at the offset it has when the job starts
     * @param outOfOrderness how far an event may lie behind the latest one of its partition, in event time
     * @param idleness how long a partition may be silent, in processing time, before time goes on without it
     */
    public EventSources(
            StreamExecutionEnvironment environment,
            String bootstrapServers,
            boolean bounded,
            Duration outOfOrderness,
            Duration idleness) {
        this.environment = environment;
        this.bootstrapServers = bootstrapServers;
        this.bounded = bounded;
        this.outOfOrderness = outOfOrderness;
        this.idleness = idleness;
        this.heartbeats = source(Topics.PROBES, ProbeHealth.class, ProbeHealth::getTimeMicros, HEARTBEAT_IDLENESS);
    }

    public SingleOutputStreamOperator<ProbeHealth> heartbeats() {
        return heartbeats;
    }

    public SingleOutputStreamOperator<SipMessage> messages() {
        return source(Topics.SIP, SipMessage.class, SipMessage::getTimeMicros, idleness);
    }

    public SingleOutputStreamOperator<MediaReport> mediaReports() {
        return source(Topics.MEDIA, MediaReport.class, MediaReport::getEndMicros, idleness);
    }

    public SingleOutputStreamOperator<RtcpReport> rtcpReports() {
        return source(Topics.RTCP, RtcpReport.class, RtcpReport::getTimeMicros, idleness);
    }

    /**
     * What agents logged: rows and nothing else, so that it takes no part in event time, and an agent's wrong clock holds
     * up nobody. Few have such a topic: while there is none the stream is empty.
     */
    public SingleOutputStreamOperator<AgentLog> agentLogs() {
        KafkaSource<AgentLog> source = kafka(AgentLog.class, AgentLog::getTimeMicros)
                .setTopicPattern(Pattern.compile(Pattern.quote(Topics.LOGS)))
                .build();
        return environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), Topics.LOGS)
                .uid(Topics.LOGS);
    }

    /** The same events, with the time of the heartbeats. */
    public <T extends SpecificRecordBase> DataStream<T> withHeartbeats(DataStream<T> events, Class<T> type) {
        FlatMapFunction<ProbeHealth, T> timeOnly = (health, out) -> {};
        return events.union(heartbeats
                .flatMap(timeOnly)
                .returns(new AvroTypeInfo<>(type))
                .name("heartbeat")
                .uid("heartbeat-" + type.getSimpleName()));
    }

    private <T extends SpecificRecordBase> SingleOutputStreamOperator<T> source(
            String topic, Class<T> type, EventTime<T> timeMicros, Duration silence) {
        KafkaSource<T> source = kafka(type, timeMicros).setTopics(topic).build();
        WatermarkStrategy<T> strategy = WatermarkStrategy.<T>forBoundedOutOfOrderness(outOfOrderness)
                .withTimestampAssigner((event, kafkaTimeMs) -> Math.floorDiv(timeMicros.apply(event), 1_000));
        WatermarkStrategy<T> live =
                strategy.withIdleness(silence).withWatermarkAlignment("events", DRIFT_MAX, DRIFT_CHECK);
        return environment.fromSource(source, bounded ? strategy : live, topic).uid(topic);
    }

    private <T extends SpecificRecordBase> KafkaSourceBuilder<T> kafka(Class<T> type, EventTime<T> timeMicros) {
        KafkaSourceBuilder<T> builder = KafkaSource.<T>builder()
                .setBootstrapServers(bootstrapServers)
                .setGroupId("earshot-jobs")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_OCTETS)
                .setDeserializer(new EventDeserializer<>(type, timeMicros, DeadLetters.topic(bootstrapServers)));
        if (bounded) builder.setBounded(OffsetsInitializer.latest());
        return builder;
    }

    /** When an event happened, in microseconds since 1970. */
    private interface EventTime<T> extends SerializableFunction<T, Long>, Serializable {}
}
