// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;

class ScoreCostsTest {
    private static final Offset<Double> EXACT = within(1e-6);
    private static final CodecConstants G711 = codec("PCMU");

    /** 3 % lost and 1 % too late in runs three times as long as at random, over 250 ms: worked by hand. */
    @Example
    void theCostsOfABadStream() {
        ScoreInputs in = inputs(G711, 3, 1, 3, 250);
        ScoreCosts costs = ScoreCosts.of(in);

        double random = EModel.mos(93.2 - 95 * 4 / (4 + 25.1), Scale.NB);
        double bursty = EModel.mos(93.2 - 95 * 4 / (4 / 3.0 + 25.1), Scale.NB);
        assertThat(costs.best()).isCloseTo(4.409286, EXACT);
        assertThat(costs.loss()).isCloseTo(0.75 * (costs.best() - random), EXACT);
        assertThat(costs.discard()).isCloseTo(0.25 * (costs.best() - random), EXACT);
        assertThat(costs.burst()).isCloseTo(random - bursty, EXACT);
        assertThat(costs.main()).isEqualTo(ScoreCosts.Cause.DELAY);
        assertThat(Explanation.of(in, costs))
                .isEqualTo("4.41 at best with PCMU (NB) - 0.28 for 3.0 % lost - 0.10 for 1.0 % too late"
                        + " - 0.05 for bursts = 3.98; in conversation - 0.39 for 250 ms one way = 3.59.");
    }

    @Example
    void nothingCostNothing() {
        assertThat(ScoreCosts.of(inputs(G711, 0, 0, 1, 100)).main()).isNull();
    }

    @Property(tries = 500)
    void costsAddUpToTheDifferenceFromTheBest(
            @ForAll @DoubleRange(min = 0, max = 100) double loss,
            @ForAll @DoubleRange(min = 0, max = 100) double discard,
            @ForAll @DoubleRange(min = 1, max = 20) double burstRatio,
            @ForAll @DoubleRange(min = 0, max = 1000) double delayMs) {
        for (String name : List.of("PCMU", "G729", "G722", "AMR-WB", "opus")) {
            ScoreInputs in = inputs(codec(name), loss, discard, burstRatio, delayMs);
            ScoreCosts costs = ScoreCosts.of(in);

            assertThat(costs.loss()).isNotNegative();
            assertThat(costs.discard()).isGreaterThanOrEqualTo(-1e-12);
            assertThat(costs.burst()).isNotNegative();
            assertThat(costs.best() - costs.loss() - costs.discard() - costs.burst())
                    .isCloseTo(in.mosLq(), within(1e-12));
            assertThat(in.mosLq() - Objects.requireNonNull(costs.delay()))
                    .isCloseTo(Objects.requireNonNull(in.mosCq()), within(1e-12));
        }
    }

    /** The sentence is arithmetic that a reader can check: its hundredths add up as they are printed. */
    @Property(tries = 500)
    void theSentenceAddsUpAsPrinted(
            @ForAll @DoubleRange(min = 0, max = 30) double loss,
            @ForAll @DoubleRange(min = 0, max = 30) double discard,
            @ForAll @DoubleRange(min = 1, max = 8) double burstRatio,
            @ForAll @DoubleRange(min = 0, max = 800) double delayMs) {
        ScoreInputs in = inputs(G711, loss, discard, burstRatio, delayMs);
        String sentence = Explanation.of(in, ScoreCosts.of(in));

        String[] parts = sentence.split("; in conversation", -1);
        long listening = sum(parts[0]);
        assertThat(listening).as(sentence).isEqualTo(Math.round(100 * in.mosLq()));
        if (parts[1].contains("the same")) {
            assertThat(Math.round(100 * Objects.requireNonNull(in.mosCq()))).isEqualTo(listening);
        } else {
            assertThat(sum(text(listening) + parts[1])).as(sentence).isEqualTo(total(parts[1]));
        }
    }

    private static ScoreInputs inputs(
            CodecConstants codec, double loss, double discard, double burstRatio, double oneWayMs) {
        return new ScoreInputs(
                codec, loss, 0, discard, burstRatio, new Delay(Delay.Source.MEASURED, oneWayMs, 0, 0, 0));
    }

    private static CodecConstants codec(String name) {
        return Objects.requireNonNull(
                Codecs.find(CodecUse.of(name), ScoreSettings.DEFAULT).constants());
    }

    private static String text(long hundredths) {
        return hundredths / 100 + "." + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100;
    }

    /** The first number less those behind a minus; what stands behind the equals sign must be the same. */
    private static long sum(String text) {
        List<Long> terms = new ArrayList<>();
        for (String part : text.split(" - ", -1)) terms.add(hundredths(part));
        long sum = terms.get(0);
        for (int i = 1; i < terms.size(); i++) sum -= terms.get(i);
        if (text.contains(" = ")) assertThat(sum).as(text).isEqualTo(total(text));
        return sum;
    }

    private static long total(String text) {
        return hundredths(text.substring(text.indexOf(" = ") + 3));
    }

    private static long hundredths(String text) {
        return Math.round(100 * Double.parseDouble(text.substring(0, 4)));
    }
}
