// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of docs/quality.md, recomputed: what we tell people is what the code does. */
class WorkedExamplesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "quality.md");
    private static final Offset<Double> AS_PRINTED = within(5.0001e-4);
    private static final Offset<Double> EXACT = within(1e-6);

    static Stream<List<String>> codecs() throws IOException {
        return rows("## Codecs");
    }

    static Stream<List<String>> scores() throws IOException {
        return rows("### Scores");
    }

    static Stream<List<String>> costs() throws IOException {
        return rows("### What cost how much");
    }

    static Stream<List<String>> delays() throws IOException {
        return rows("### Idd");
    }

    static Stream<List<String>> ratings() throws IOException {
        return rows("### R and MOS");
    }

    static Stream<List<String>> bursts() throws IOException {
        return rows("### BurstR");
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void constantsAreThoseOfTheTable(List<String> row) {
        CodecConstants codec = codec(row.get(0), row.get(1));

        assertThat(codec.name()).isEqualTo(row.get(0));
        assertThat(codec.mode()).isEqualTo(row.get(2));
        assertThat(codec.scale()).hasToString(row.get(3));
        assertThat(codec.ie()).isCloseTo(number(row, 4), EXACT);
        assertThat(codec.bpl()).isCloseTo(number(row, 5), EXACT);
        assertThat(codec.lookaheadMs()).isCloseTo(number(row, 6), EXACT);
        assertThat(codec.origin().name().toLowerCase(Locale.ROOT)).isEqualTo(row.get(7));
    }

    @ParameterizedTest
    @MethodSource("scores")
    void scoresAreThoseOfTheTable(List<String> row) {
        ScoreInputs inputs = inputs(codec(row.get(0), row.get(1)), row, 2);

        assertThat(inputs.rating()).isCloseTo(number(row, 6), AS_PRINTED);
        assertThat(inputs.mosLq()).isCloseTo(number(row, 7), AS_PRINTED);
        assertThat(inputs.mosCq()).isCloseTo(number(row, 8), AS_PRINTED);
        assertThat(inputs.codec().scale()).hasToString(row.get(9));
    }

    @ParameterizedTest
    @MethodSource("costs")
    void costsAreThoseOfTheTable(List<String> row) {
        ScoreInputs inputs = inputs(codec(row.get(0), ""), row, 1);
        ScoreCosts costs = ScoreCosts.of(inputs);

        assertThat(costs.best()).isCloseTo(number(row, 5), AS_PRINTED);
        assertThat(costs.loss()).isCloseTo(number(row, 6), AS_PRINTED);
        assertThat(costs.discard()).isCloseTo(number(row, 7), AS_PRINTED);
        assertThat(costs.burst()).isCloseTo(number(row, 8), AS_PRINTED);
        assertThat(costs.delay()).isCloseTo(number(row, 9), AS_PRINTED);
        ScoreCosts.Cause main = costs.main();
        assertThat(main == null ? "" : main.name().toLowerCase(Locale.ROOT)).isEqualTo(row.get(10));
        assertThat(Explanation.of(inputs, costs)).isEqualTo(row.get(11));
    }

    @ParameterizedTest
    @MethodSource("delays")
    void delayImpairsAsInTheTable(List<String> row) {
        assertThat(EModel.delayImpairment(number(row, 0))).isCloseTo(number(row, 1), EXACT);
    }

    @ParameterizedTest
    @MethodSource("ratings")
    void ratingsBecomeTheMosOfTheTable(List<String> row) {
        assertThat(EModel.mos(number(row, 0), Scale.valueOf(row.get(1)))).isCloseTo(number(row, 2), EXACT);
    }

    @ParameterizedTest
    @MethodSource("bursts")
    void lossPatternsHaveTheBurstRatioOfTheTable(List<String> row) {
        BurstDetector detector = new BurstDetector();
        String packets = row.get(0).replace("`", "");
        for (int i = 0; i < packets.length(); i++) {
            if (packets.charAt(i) == '1') detector.received(1);
            else detector.lost(1);
        }
        detector.close();
        LossPattern pattern = detector.drain();

        assertThat(pattern.burstLoss() + pattern.gapLoss()).isEqualTo((long) number(row, 1));
        assertThat(pattern.lossRuns()).isEqualTo((long) number(row, 2));
        assertThat(pattern.burstRatio()).isCloseTo(number(row, 3), EXACT);
    }

    private static ScoreInputs inputs(CodecConstants codec, List<String> row, int first) {
        Delay delay = new Delay(Delay.Source.MEASURED, number(row, first + 3), 0, 0, 0);
        return new ScoreInputs(codec, number(row, first), 0, number(row, first + 1), number(row, first + 2), delay);
    }

    /** A codec by name and {@code format; 20 ms, 140 octets}: what stands behind the semicolon is spacing and size. */
    private static CodecConstants codec(String name, String use) {
        int packets = use.indexOf("; ");
        String format = packets < 0 ? use : use.substring(0, packets);
        double ptimeMs = 0;
        double octets = 0;
        if (packets >= 0) {
            String[] spacing = use.substring(packets + 2).split(" ms, ", -1);
            ptimeMs = Double.parseDouble(spacing[0]);
            octets = Double.parseDouble(spacing[1].replace(" octets", ""));
        }
        CodecMatch match = Codecs.find(new CodecUse(name, format, ptimeMs, octets, false), ScoreSettings.DEFAULT);
        return Objects.requireNonNull(match.constants(), match.reason());
    }

    /** The rows of the first table under a heading. */
    private static Stream<List<String>> rows(String heading) throws IOException {
        List<List<String>> rows = Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2) // head and rule
                .map(line -> Stream.of(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
        assertThat(rows).as(heading).hasSizeGreaterThan(3);
        return rows.stream();
    }

    private static double number(List<String> row, int column) {
        return Double.parseDouble(row.get(column));
    }
}
