// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of worked examples in docs/quality.md, recomputed: what we tell people is what the code does. */
class WorkedExamplesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "quality.md");
    private static final int COLUMNS = 8;

    static Stream<List<String>> examples() throws IOException {
        List<List<String>> rows = Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.startsWith("## Worked examples"))
                .filter(line -> line.startsWith("|"))
                .skip(2) // head and rule
                .map(line -> Stream.of(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .limit(COLUMNS)
                        .toList())
                .toList();
        assertThat(rows).hasSizeGreaterThan(10);
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theDocumentTellsTheTruth(List<String> row) {
        CodecConstants codec = Objects.requireNonNull(Codecs.find(row.get(0)));
        double oneWayMs = number(row, 3);
        Score score = Score.of(new Score.Inputs(codec, number(row, 1), number(row, 2), oneWayMs));

        assertThat(score.rFactor()).isCloseTo(number(row, 4), within(5e-4));
        assertThat(score.mosLq()).isCloseTo(number(row, 5), within(5e-4));
        assertThat(score.mosCq()).isCloseTo(number(row, 6), within(5e-4));
        assertThat(score.scale()).hasToString(row.get(7));
    }

    private static double number(List<String> row, int column) {
        return Double.parseDouble(row.get(column));
    }
}
