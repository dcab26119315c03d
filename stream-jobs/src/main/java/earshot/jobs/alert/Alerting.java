// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.alert;

import earshot.calls.rules.Rule;
import earshot.events.Alert;
import earshot.events.StreamInterval;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;

/** The part of the graph that watches intervals by rules. */
public final class Alerting {
    private Alerting() {}

    /**
     * Each interval to each rule, to the alerts.
     *
     * @param intervals out of an operator that is keyed by stream: they stay in its subtask
     */
    public static DataStream<Alert> of(DataStream<StreamInterval> intervals, List<Rule> rules) {
        return DataStreamUtils.reinterpretAsKeyedStream(intervals, StreamInterval::getStreamId, Types.STRING)
                .transform("RuleEvaluator", new AvroTypeInfo<>(Alert.class), new RuleOperator(rules))
                .uid("alerts");
    }
}
