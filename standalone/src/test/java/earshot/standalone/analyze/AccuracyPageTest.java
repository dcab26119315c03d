// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.FileSource;
import earshot.storage.StreamRow;
import earshot.testkit.impair.KnownCapture;
import earshot.testkit.impair.Scenarios;
import earshot.testkit.impair.StreamTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Earshot's half of the table in docs/accuracy.md is what Earshot gives now; scripts/accuracy writes it. */
class AccuracyPageTest {
    private static final Path HOME = Path.of("..");
    private static final String ROW_START = "| `";

    /** A row: the file, then calls, transactions, streams, packets, lost, jitter in ms. */
    record Row(String file, List<String> figures) {
        static Row of(String line) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            List<String> figures = cells.subList(2, cells.size() - 1).stream()
                    .map(cell -> cell.contains(" ") ? cell.substring(0, cell.indexOf(' ')) : cell)
                    .toList();
            return new Row(cells.get(1).replace("`", ""), figures);
        }
    }

    static List<Row> rows() throws IOException {
        String page = Files.readString(HOME.resolve("docs/accuracy.md"));
        int begin = page.indexOf("<!-- begin sample-pcaps -->");
        int end = page.indexOf("<!-- end sample-pcaps -->");
        return page.substring(begin, end)
                .lines()
                .filter(line -> line.startsWith(ROW_START))
                .map(Row::of)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theFiguresAreThoseOfToday(Row row) throws Exception {
        Analysis analysis = new Analysis(null, List.of(), false);
        try (FileSource source = FileSource.open(HOME.resolve("sample-pcaps").resolve(row.file()))) {
            analysis.read(source);
        }

        List<StreamRow> streams = analysis.streams();
        double jitterMs =
                streams.stream().mapToDouble(StreamRow::jitterMeanMs).max().orElse(0);
        assertThat(row.figures().subList(0, 5))
                .as("calls, transactions, streams, packets, lost")
                .containsExactly(
                        Integer.toString(analysis.calls().size()),
                        Integer.toString(analysis.transactions().size()),
                        Integer.toString(streams.size()),
                        Long.toString(
                                streams.stream().mapToLong(StreamRow::packets).sum()),
                        Long.toString(
                                streams.stream().mapToLong(StreamRow::lost).sum()));
        assertThat(Double.parseDouble(row.figures().get(5)))
                .as("jitter, %s", String.format(Locale.ROOT, "%.3f ms", jitterMs))
                .isBetween(jitterMs - 0.051, jitterMs + 0.051);
    }

    @Test
    void everySampleCaptureIsOnThePage() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("sample-pcaps"))) {
            List<String> captures = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pcap"))
                    .sorted()
                    .toList();

            assertThat(rows()).extracting(Row::file).containsExactlyElementsOf(captures);
        }
    }

    /** That Earshot is exact, as the page has it, is what {@link KnownTruthTest} holds. */
    @Test
    void thePageTellsTheKnownTruthAndThatEarshotIsExact() throws IOException {
        List<String> rows = new ArrayList<>();
        List<KnownCapture> captures = Scenarios.all(HOME.resolve("sample-pcaps"));
        for (KnownCapture capture : captures) {
            int number = 0;
            for (StreamTruth truth : capture.truths()) rows.add(knownRow(capture.name(), ++number, truth));
        }

        String page = Files.readString(HOME.resolve("docs/accuracy.md"));
        List<String> section = page.substring(
                        page.indexOf("<!-- begin known-truth -->"), page.indexOf("<!-- end known-truth -->"))
                .lines()
                .toList();

        assertThat(section)
                .anyMatch(line -> line.startsWith("In %1$d of %1$d scenarios (%2$d streams) Earshot's counts are exact"
                        .formatted(captures.size(), rows.size())));
        assertThat(section.stream().filter(line -> line.startsWith("| ")).skip(1))
                .as("rows but for Wireshark's cell")
                .map(line -> line.substring(0, line.lastIndexOf(" | ")))
                .containsExactlyElementsOf(rows);
    }

    private static String knownRow(String name, int number, StreamTruth truth) {
        return String.format(
                Locale.ROOT,
                "| %s%s | %d | %d | %d | %d | %d | %d | %d | %.0f | %d | %.3f | %.3f | exact",
                name,
                number == 1 ? "" : ", stream " + number,
                truth.sent(),
                truth.received(),
                truth.lost(),
                truth.duplicates(),
                truth.outOfOrder(),
                truth.reorderMax(),
                truth.pauses(),
                truth.pauseMs(),
                truth.restarts(),
                truth.jitterMeanMs(),
                truth.jitterMaxMs());
    }
}
