// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.alert;

import earshot.calls.rules.Rule;
import earshot.calls.rules.RuleEvaluator;
import earshot.calls.rules.RuleMemory;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import earshot.events.Alert;
import earshot.events.StreamInterval;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/** {@link RuleEvaluator} for each of the rules, keyed by stream: intervals in, alerts out. */
public final class RuleOperator extends KeyedMachine<StreamInterval, RulesMemory, Alert> {
    private static final long serialVersionUID = 1;
    private static final RuleEvaluator EVALUATOR = new RuleEvaluator();

    private final ArrayList<Rule> rules;

    public RuleOperator(List<Rule> rules) {
        super(new AvroTypeInfo<>(StreamInterval.class), TypeInformation.of(RulesMemory.class));
        this.rules = new ArrayList<>(rules);
    }

    /** An interval stands where it was told: at its end, or later when the receiver's word on its loss was awaited. */
    @Override
    public EventOrder of(StreamInterval interval) {
        return new EventOrder(
                timeMicros(interval), interval.getProbe(), 0, interval.getStartMicros(), EventOrder.STEP_EVENT);
    }

    @Override
    public long timeMicros(StreamInterval interval) {
        return Math.max(interval.getToldMicros(), interval.getEndMicros());
    }

    @Override
    public String tie(StreamInterval interval) {
        return "";
    }

    @Override
    protected RulesMemory newMemory() {
        return new RulesMemory();
    }

    @Override
    protected boolean isEmpty(RulesMemory memory) {
        return memory.byRule.isEmpty();
    }

    @Override
    protected void event(RulesMemory memory, StreamInterval interval, Timers timers, Outlet<Alert> out) {
        for (Rule rule : rules) {
            RuleMemory known = memory.byRule.get(rule.id());
            RuleMemory one = known == null ? new RuleMemory() : known;
            EVALUATOR.interval(one, rule, interval, timers, out::collect);
            keep(memory, rule, one);
        }
    }

    @Override
    protected void timer(RulesMemory memory, long timeMicros, Timers timers, Outlet<Alert> out) {
        // Of rules that were taken out since nobody asks any more.
        memory.byRule.keySet().removeIf(id -> rules.stream()
                .noneMatch(rule -> rule.id().equals(id)));
        for (Rule rule : rules) {
            RuleMemory one = memory.byRule.get(rule.id());
            if (one == null || one.timerMicros == Patience.NEVER || one.timerMicros > timeMicros) continue;
            EVALUATOR.timer(one, rule, timeMicros, timers, out::collect);
            keep(memory, rule, one);
        }
    }

    private static void keep(RulesMemory memory, Rule rule, RuleMemory one) {
        if (one.isEmpty()) {
            memory.byRule.remove(rule.id());
        } else {
            memory.byRule.put(rule.id(), one);
        }
    }
}
