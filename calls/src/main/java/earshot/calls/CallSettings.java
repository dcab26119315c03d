// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import earshot.calls.kpi.KpiSettings;
import earshot.calls.link.LinkSettings;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.rules.Rule;
import earshot.quality.ScoreSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link CallPipeline} looks for besides calls, and what it takes for granted.
 *
 * @param rules to watch intervals by
 * @param scores concealment, and the delay of streams without a round trip
 * @param kpis what key figures are told apart by; null counts none
 * @param linking what legs of one conversation are found by
 * @param patterns from when on patterns of traffic are told; null looks for none. Silent trunks are found in key figures
 */
public record CallSettings(
        List<Rule> rules,
        ScoreSettings scores,
        @Nullable KpiSettings kpis,
        LinkSettings linking,
        @Nullable PatternSettings patterns) {
    /** Calls, streams and links only. */
    public static final CallSettings DEFAULT =
            new CallSettings(List.of(), ScoreSettings.DEFAULT, null, LinkSettings.DEFAULT, null);

    public CallSettings {
        rules = List.copyOf(rules);
    }

    public CallSettings withRules(List<Rule> more) {
        return new CallSettings(more, scores, kpis, linking, patterns);
    }

    public CallSettings withScores(ScoreSettings other) {
        return new CallSettings(rules, other, kpis, linking, patterns);
    }

    public CallSettings withKpis(@Nullable KpiSettings counted) {
        return new CallSettings(rules, scores, counted, linking, patterns);
    }

    public CallSettings withLinking(LinkSettings other) {
        return new CallSettings(rules, scores, kpis, other, patterns);
    }

    public CallSettings withPatterns(@Nullable PatternSettings watched) {
        return new CallSettings(rules, scores, kpis, linking, watched);
    }
}
