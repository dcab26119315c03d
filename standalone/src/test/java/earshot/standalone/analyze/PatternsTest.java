// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import earshot.calls.CallSettings;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.pattern.PatternFile;
import earshot.calls.pattern.PatternSettings;
import earshot.probe.capture.FileSource;
import earshot.storage.AlertRow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every pattern of docs/patterns.md from its packets to its line, by the limits that hold where none are set. */
class PatternsTest {
    @TempDir
    static Path folder;

    private static Path capture;

    @BeforeAll
    static void write() throws Exception {
        capture = folder.resolve("afternoon.pcap");
        Files.write(capture, BadAfternoon.pcap());
    }

    @Test
    void eachPatternIsToldOnceAndEnds() throws Exception {
        List<AlertRow> patterns = patterns(PatternSettings.DEFAULT);

        assertThat(patterns)
                .extracting(one -> one.rule() + ' ' + one.subject())
                .containsExactlyInAnyOrderElementsOf(BadAfternoon.ALERTS);
        assertThat(patterns).extracting(AlertRow::status).containsOnly("resolved");
    }

    /**
     * Highest figures of each, counted by hand in {@link BadAfternoon}; only the 1241 of the registrar are estimated from a
     * sample, and 34 of the 36 measured calls have ended when the incident is told.
     */
    @Test
    void theSentencesSayWhatWasCounted() throws Exception {
        assertThat(patterns(PatternSettings.DEFAULT))
                .extracting(one -> one.annotations().get("summary"))
                .containsExactlyInAnyOrder(
                        "source 10.0.10.1: 130 call attempts within a minute, told from 120 on",
                        "user +4930111@10.0.7.1: 6 calls to premium numbers within 60 minutes, told from 5 on",
                        "user +4930111@10.0.7.1: 32 minutes to premium numbers within 60 minutes, told from 30 on",
                        "12 of 12 bad calls went through 10.0.12.9; 35 % of all calls do",
                        "registrar 10.0.11.200: about 1292 REGISTER requests within a minute, told from 1200 on",
                        "source 10.0.11.1: 130 REGISTER requests within a minute, told from 120 on",
                        "source 10.0.9.1: 25 different users refused within 5 minutes, told from 20 on",
                        "source 10.0.9.9: 1 requests of a known scanner within 10 minutes, told from 1 on",
                        "user 2001@10.0.8.1: 22 short answered calls within 10 minutes, told from 20 on",
                        "peer 10.0.5.1/caller: no call for 5 minutes; 3.0 per minute in the 15 minutes before",
                        "peer 10.0.5.2/callee: no call for 5 minutes; 3.0 per minute in the 15 minutes before");
    }

    @Test
    void limitsAreThoseOfTheFile() throws Exception {
        PatternSettings settings = PatternFile.parse("patterns.yaml", """
                apiVersion: earshot/v1
                kind: Patterns
                patterns:
                  invite-flood: { threshold: 90, factor: 5 }
                  silent-trunk: { silentMinutes: 0 }
                """);

        assertThat(patterns(settings))
                .extracting(one -> one.rule() + ' ' + one.subject())
                .contains("pattern-invite-flood source:10.0.10.2")
                .noneMatch(alert -> alert.startsWith("pattern-silent-trunk"))
                .hasSize(BadAfternoon.ALERTS.size() + 1 - 2);
    }

    @Test
    void theTableAndTheJsonShowThem() throws Exception {
        assertThat(analyze(capture.toString()))
                .contains("Patterns of traffic (11)", "invite-flood", "130 call attempts within a minute");

        JsonNode patterns = new ObjectMapper()
                .readTree(analyze("--json", capture.toString()))
                .get("patterns");
        assertThat(patterns).hasSize(11);
        assertThat(patterns.get(0).get("rule").asText()).startsWith("pattern-");
        assertThat(patterns.get(0).get("labels").get("alertname"))
                .isEqualTo(patterns.get(0).get("rule"));
    }

    private static List<AlertRow> patterns(PatternSettings settings) throws Exception {
        CallSettings calls = CallSettings.DEFAULT.withKpis(KpiSettings.DEFAULT).withPatterns(settings);
        Analysis analysis = new Analysis(null, false, calls);
        try (FileSource source = FileSource.open(capture)) {
            analysis.read(source);
        }
        return analysis.patterns();
    }

    private static String analyze(String... arguments) {
        StringWriter out = new StringWriter();
        int status = new CommandLine(new AnalyzeCommand())
                .setOut(new PrintWriter(out))
                .execute(arguments);
        assertThat(status).isZero();
        return out.toString();
    }
}
