// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.alert;

import earshot.calls.rules.Rule;
import earshot.events.Alert;
import earshot.events.StreamInterval;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The part of the graph that watches intervals by rules. */
public final class Alerting {
    private Alerting() {}

    /** Each interval to each rule, to the alerts. */
    public static DataStream<Alert> of(DataStream<StreamInterval> intervals, List<Rule> rules) {
        ArrayList<Rule> all = new ArrayList<>(rules);
        FlatMapFunction<StreamInterval, RuleNews> toEachRule = (interval, out) -> {
            for (Rule rule : all) out.collect(RuleNews.of(rule, interval));
        };
        return intervals
                .flatMap(toEachRule)
                .returns(TypeInformation.of(RuleNews.class))
                .name("rules")
                .uid("rule-news")
                .keyBy(RuleNews::key, Types.STRING)
                .transform("RuleEvaluator", new AvroTypeInfo<>(Alert.class), new RuleFunction(rules))
                .uid("alerts");
    }
}
