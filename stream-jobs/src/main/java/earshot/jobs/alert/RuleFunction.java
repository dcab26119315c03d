// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.alert;

import earshot.calls.rules.Rule;
import earshot.calls.rules.RuleEvaluator;
import earshot.calls.rules.RuleMemory;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Timers;
import earshot.events.Alert;
import earshot.jobs.time.KeyedMachine;
import earshot.jobs.time.Outlet;
import java.util.HashMap;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** {@link RuleEvaluator}, keyed by rule and stream: intervals in, alerts out. */
public final class RuleFunction extends KeyedMachine<RuleNews, RuleMemory, Alert> {
    private static final long serialVersionUID = 1;
    private static final RuleEvaluator EVALUATOR = new RuleEvaluator();

    private final HashMap<String, Rule> rulesById = new HashMap<>();

    public RuleFunction(List<Rule> rules) {
        super(TypeInformation.of(RuleNews.class), TypeInformation.of(RuleMemory.class));
        for (Rule rule : rules) rulesById.put(rule.id(), rule);
    }

    @Override
    public EventOrder of(RuleNews news) {
        return news.order();
    }

    @Override
    public String tie(RuleNews news) {
        return "";
    }

    @Override
    protected RuleMemory newMemory() {
        return new RuleMemory();
    }

    @Override
    protected boolean isEmpty(RuleMemory memory) {
        return memory.isEmpty();
    }

    @Override
    protected void event(RuleMemory memory, RuleNews news, Timers timers, Outlet<Alert> out) {
        Rule rule = rulesById.get(news.rule);
        if (rule == null) return; // taken out of the rules since; its memory ends with its retention
        EVALUATOR.interval(memory, rule, news.interval(), timers, out::collect);
    }

    @Override
    protected void timer(RuleMemory memory, long timeMicros, Timers timers, Outlet<Alert> out) {
        Rule rule = rulesById.get(ruleOf(out.key()));
        if (rule == null) return;
        EVALUATOR.timer(memory, rule, timeMicros, timers, out::collect);
    }

    /** A stream id holds no bar, a rule's name might. */
    private static String ruleOf(String key) {
        return key.substring(0, key.lastIndexOf('|'));
    }
}
