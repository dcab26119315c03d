// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.alert;

import earshot.calls.rules.Rule;
import earshot.calls.rules.RuleEvaluator;
import earshot.calls.time.EventOrder;
import earshot.events.StreamInterval;
import org.jspecify.annotations.Nullable;

/** An interval as one rule sees it. */
public class RuleNews {
    /** The key, over rule and stream. */
    public String key = "";
    /** Id of the rule. */
    public String rule = "";
    /** Null only before deserialisation. */
    public @Nullable StreamInterval interval;

    public RuleNews() {}

    static RuleNews of(Rule rule, StreamInterval interval) {
        RuleNews news = new RuleNews();
        news.key = RuleEvaluator.key(rule, interval);
        news.rule = rule.id();
        news.interval = interval;
        return news;
    }

    String key() {
        return key;
    }

    /** An interval stands where it was told: at its end, or later when the receiver's word on its loss was awaited. */
    EventOrder order() {
        StreamInterval told = interval();
        return new EventOrder(
                Math.max(told.getToldMicros(), told.getEndMicros()),
                told.getProbe(),
                0,
                told.getStartMicros(),
                EventOrder.STEP_EVENT);
    }

    StreamInterval interval() {
        if (interval == null) throw new IllegalStateException("no interval");
        return interval;
    }
}
