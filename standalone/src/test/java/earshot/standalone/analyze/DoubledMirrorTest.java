// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.CaptureException;
import earshot.probe.capture.FileSource;
import earshot.standalone.Manifest;
import earshot.testkit.impair.DoubledMirror;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample capture as a doubled mirror port would have shown it: every packet twice, the copy 20 us later. */
class DoubledMirrorTest {
    private static final long DELAY_MICROS = 20;

    @TempDir
    Path folder;

    static List<Manifest> captures() throws IOException {
        return Manifest.all();
    }

    private static Analysis analysisOf(Path capture, boolean deduplicates) throws CaptureException {
        Analysis analysis = new Analysis(null, List.of(), deduplicates);
        try (FileSource source = FileSource.open(capture)) {
            analysis.read(source);
        }
        return analysis;
    }

    private Path doubled(Manifest manifest) throws IOException {
        Path file = folder.resolve("doubled.pcap");
        DoubledMirror.write(manifest.capture(), file, DELAY_MICROS);
        return file;
    }

    @ParameterizedTest
    @MethodSource("captures")
    void withoutTheCopiesNothingDiffers(Manifest manifest) throws Exception {
        Analysis original = analysisOf(manifest.capture(), false);

        Analysis deduplicated = analysisOf(doubled(manifest), true);

        assertThat(deduplicated.calls()).isEqualTo(original.calls());
        assertThat(deduplicated.streams()).isEqualTo(original.streams());
        assertThat(deduplicated.transactions()).isEqualTo(original.transactions());
        long once = original.packets().read();
        assertThat(deduplicated.packets().read()).isEqualTo(2 * once);
        assertThat(deduplicated.packets().decoded())
                .isEqualTo(original.packets().decoded());
        assertThat(deduplicated.packets().ignored())
                .isEqualTo(original.packets().ignored() + once);
        assertThat(deduplicated.notes())
                .containsExactly(once + " packets were exact copies within 10 ms and are not counted otherwise");
    }

    /** What is no copy is not taken for one: genuine retransmissions and duplicates have an identification of their own. */
    @ParameterizedTest
    @MethodSource("captures")
    void anOrdinaryCaptureLosesNothing(Manifest manifest) throws Exception {
        Analysis original = analysisOf(manifest.capture(), false);

        Analysis deduplicated = analysisOf(manifest.capture(), true);

        assertThat(deduplicated.calls()).isEqualTo(original.calls());
        assertThat(deduplicated.streams()).isEqualTo(original.streams());
        assertThat(deduplicated.packets()).isEqualTo(original.packets());
        assertThat(original.notes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void aDoubledMirrorIsNoticedWhereCopiesAreKept(Manifest manifest) throws Exception {
        Analysis kept = analysisOf(doubled(manifest), false);

        if (kept.packets().read() < 100) return; // too few to say so
        assertThat(kept.notes())
                .containsExactly("about 50 % of the packets are exact copies within 10 ms:"
                        + " the mirror port may be doubled; see --deduplicate");
    }
}
