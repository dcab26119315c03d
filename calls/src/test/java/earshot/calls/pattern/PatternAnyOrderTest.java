// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import static earshot.calls.pattern.PatternRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What is counted depends on what happened, not on how often and in which order it is told. */
class PatternAnyOrderTest {
    @Property(tries = 100)
    void anyOrderAndRepetitionCountsTheSame(
            @ForAll @IntRange(min = 1, max = 5_000) int items, @ForAll @LongRange(max = 1_000_000) long seed) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < items; i++) all.add("item-" + i);
        SampledItems expected = counted(all);
        assertThat(expected.weights.size()).isLessThanOrEqualTo(SampledItems.SIZE_MAX);
        assertThat((double) expected.sum()).isBetween(items * 0.8, items * 1.2);

        List<String> repeated = repeated(all, new Random(seed));

        assertThat(counted(repeated).weights).isEqualTo(expected.weights);
        assertThat(counted(repeated).sum()).isEqualTo(expected.sum());
    }

    @Property(tries = 100)
    void partsPutTogetherCountAsTheWhole(
            @ForAll @IntRange(min = 1, max = 5_000) int items, @ForAll @LongRange(max = 1_000_000) long seed) {
        Random random = new Random(seed);
        SampledItems whole = new SampledItems();
        List<SampledItems> parts = List.of(new SampledItems(), new SampledItems(), new SampledItems());
        for (int i = 0; i < items; i++) {
            whole.add("item-" + i, 1, "");
            parts.get(random.nextInt(3)).add("item-" + i, 1, "");
            parts.get(random.nextInt(3)).add("item-" + i, 1, "");
        }
        SampledItems sum = new SampledItems();
        for (SampledItems part : parts) sum.add(part);

        assertThat(sum.weights).isEqualTo(whole.weights);
    }

    @Property(tries = 100)
    void anyInterleavingAndRepetitionGivesTheSameAlerts(@ForAll @LongRange(max = 1_000_000) long seed) {
        List<PatternNews> news = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            PatternNews one = new PatternNews();
            one.pattern = Pattern.INVITE_FLOOD.name();
            one.subject = "source:192.0.2.9";
            one.item = "call-" + i;
            one.callId = one.item;
            one.timeMicros = at(i < 150 ? i * 2 : 300 + i * 0.2);
            one.toldMicros = one.timeMicros + 1_000_000;
            one.version = 1;
            news.add(one);
        }
        PatternRun expected = PatternRun.of(PatternSettings.DEFAULT, news, 3_600);
        assertThat(expected.alerts).hasSize(2);

        PatternRun run = PatternRun.of(PatternSettings.DEFAULT, repeated(news, new Random(seed)), 3_600);

        assertThat(run.alerts).isEqualTo(expected.alerts);
    }

    private static SampledItems counted(List<String> items) {
        SampledItems counted = new SampledItems();
        for (String item : items) counted.add(item, 1, "");
        return counted;
    }

    private static <E> List<E> repeated(List<E> all, Random random) {
        List<E> repeated = new ArrayList<>(all);
        for (E one : all) {
            if (random.nextInt(3) == 0) repeated.add(one);
        }
        Collections.shuffle(repeated, random);
        return repeated;
    }
}
