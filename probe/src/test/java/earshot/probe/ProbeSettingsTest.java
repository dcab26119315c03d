// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.probe.capture.LiveSource;
import earshot.probe.capture.ReplaySource;
import java.io.File;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeSettingsTest {
    @Test
    void anInterfaceIsEnoughToStart() throws Exception {
        ProbeSettings settings = ProbeSettings.of(Map.of(ProbeSetting.INTERFACE, "eth1"));

        assertThat(settings.source())
                .isEqualTo(new ProbeSettings.Source.Live(new LiveSource.Options("eth1", "", 65_535, true, 64)));
        assertThat(settings.id()).isEqualTo("probe");
        assertThat(settings.kafka().bootstrap()).isEqualTo("localhost:9092");
    }

    @Test
    void filesAreReadOrReplayed() throws Exception {
        Map<ProbeSetting, String> texts = new EnumMap<>(ProbeSetting.class);
        texts.put(ProbeSetting.READ, "a.pcap" + File.pathSeparator + "b.pcap");
        List<Path> files = List.of(Path.of("a.pcap"), Path.of("b.pcap"));

        assertThat(ProbeSettings.of(texts).source()).isEqualTo(new ProbeSettings.Source.Files(files));
        texts.put(ProbeSetting.REPLAY, "true");
        texts.put(ProbeSetting.SPEED, "max");
        assertThat(ProbeSettings.of(texts).source())
                .isEqualTo(new ProbeSettings.Source.Replay(files, ReplaySource.UNPACED));
    }

    @ParameterizedTest
    @CsvSource({
        "SNAP_LENGTH, 5, 'capture.snapLength is \"5\"; allowed: 64 to 262144'",
        "SNAP_LENGTH, many, 'capture.snapLength is \"many\"; allowed: 64 to 262144'",
        "PROMISCUOUS, yes, 'capture.promiscuous is \"yes\"; allowed: true or false'",
        "KAFKA, localhost, 'kafka.bootstrap is \"localhost\"; allowed: host:port, several separated by commas'",
        "STREAMS_MAX, 0, 'streams.max is \"0\"; allowed: 1 to 10000000'",
        "HTTP_PORT, 70000, 'http.port is \"70000\"; allowed: 0 to 65535'",
        "ID, a b, 'id is \"a b\"; allowed: 1 to 64 letters, digits, dots, dashes, underscores'"
    })
    void aMistakeIsNamedWithWhatIsAllowed(ProbeSetting setting, String value, String sentence) {
        Map<ProbeSetting, String> texts = new EnumMap<>(ProbeSetting.class);
        texts.put(ProbeSetting.INTERFACE, "eth1");
        texts.put(setting, value);

        assertThatThrownBy(() -> ProbeSettings.of(texts))
                .isInstanceOf(SettingsException.class)
                .hasMessage(sentence);
    }

    @Test
    void withoutASourceOneIsAskedFor() {
        assertThatThrownBy(() -> ProbeSettings.of(Map.of())).hasMessageContaining("--interface eth0");
        assertThatThrownBy(() -> ProbeSettings.of(Map.of(ProbeSetting.INTERFACE, "a", ProbeSetting.READ, "b")))
                .hasMessageContaining("either");
    }

    @Test
    void everySettingHasAKeyAVariableAndASentence() {
        for (ProbeSetting setting : ProbeSetting.values()) {
            assertThat(setting.environmentVariable()).matches("EARSHOT_PROBE_[A-Z_]+");
            assertThat(setting.meaning()).endsWith(".");
        }
        assertThat(ProbeSetting.SNAP_LENGTH.environmentVariable()).isEqualTo("EARSHOT_PROBE_CAPTURE_SNAPLENGTH");
    }
}
