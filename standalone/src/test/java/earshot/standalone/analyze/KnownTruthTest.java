// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import earshot.probe.capture.FileSource;
import earshot.storage.StreamRow;
import earshot.testkit.impair.KnownCapture;
import earshot.testkit.impair.RandomScenario;
import earshot.testkit.impair.Scenarios;
import earshot.testkit.impair.StreamTruth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Captures of which all is known, the whole way from their bytes to the rows: counts are exact, jitter to a microsecond. */
class KnownTruthTest {
    private static final double MICROSECOND = 0.001;

    @TestFactory
    Stream<DynamicTest> countsAreExactAndJitterToAMicrosecond() throws IOException {
        return Scenarios.all(Path.of("..", "sample-pcaps")).stream()
                .map(capture -> DynamicTest.dynamicTest(capture.name(), () -> assertEqualsTruth(capture)));
    }

    @Property(tries = 150)
    void soTheyAreForCallsThatNobodyThoughtOf(@ForAll long seed) throws Exception {
        assertEqualsTruth(RandomScenario.of(seed));
    }

    private static void assertEqualsTruth(KnownCapture capture) throws Exception {
        List<StreamRow> rows = streamsOf(capture);

        assertThat(rows).hasSameSizeAs(capture.truths());
        for (StreamTruth truth : capture.truths()) {
            assertThat(rows).filteredOn(row -> isOf(truth, row)).singleElement().satisfies(row -> {
                assertThat(List.of(
                                row.packets(),
                                row.expected(),
                                row.lost(),
                                row.duplicates(),
                                row.outOfOrder(),
                                row.restarts()))
                        .as("received, expected, lost, duplicates, out of order, restarts")
                        .containsExactly(
                                truth.received(),
                                truth.expected(),
                                truth.lost(),
                                truth.duplicates(),
                                truth.outOfOrder(),
                                truth.restarts());
                assertThat(row.reordering().extentMax()).as("farthest").isEqualTo(truth.reorderMax());
                assertThat(row.jitterMeanMs()).as("jitter, mean").isCloseTo(truth.jitterMeanMs(), within(MICROSECOND));
                assertThat(row.jitterMaxMs()).as("jitter, most").isCloseTo(truth.jitterMaxMs(), within(MICROSECOND));
            });
        }
    }

    /**
     * The named scenarios, and a call whose codec changes to one of another clock before the pause. Not any call: where a sender changes its clock or starts over in a pause, it is no pause of one stream. */
    @TestFactory
    Stream<DynamicTest> pausesAreThoseOfTheSender() throws IOException {
        return Stream.concat(Scenarios.all(Path.of("..", "sample-pcaps")).stream(), Stream.of(RandomScenario.of(7_922)))
                .map(capture -> DynamicTest.dynamicTest(capture.name(), () -> {
                    List<StreamRow> rows = streamsOf(capture);
                    for (StreamTruth truth : capture.truths()) {
                        assertThat(rows)
                                .filteredOn(row -> isOf(truth, row))
                                .singleElement()
                                .satisfies(row -> {
                                    assertThat(row.pauses().count())
                                            .as("pauses")
                                            .isEqualTo(truth.pauses());
                                    assertThat(row.pauses().ms())
                                            .as("ms")
                                            .isCloseTo(truth.pauseMs(), within(MICROSECOND));
                                });
                    }
                }));
    }

    private static boolean isOf(StreamTruth truth, StreamRow row) {
        return row.src().equals(truth.src())
                && row.dst().equals(truth.dst())
                && row.ssrc().equals(truth.ssrc());
    }

    private static List<StreamRow> streamsOf(KnownCapture capture) throws Exception {
        Analysis analysis = new Analysis(null, List.of(), false);
        try (FileSource source = FileSource.of(capture.name(), new ByteArrayInputStream(capture.bytes()))) {
            analysis.read(source);
        }
        return analysis.streams();
    }
}
