// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.probe.agents.HepOptions;
import earshot.probe.capture.LiveOptions;
import earshot.probe.capture.ReplaySource;
import earshot.quality.BufferDepths;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeSettingsTest {
    @Test
    void anInterfaceIsEnoughToStart() throws Exception {
        ProbeSettings settings = ProbeSettings.of(Map.of(ProbeSetting.INTERFACE, "eth1"));

        assertThat(settings.source())
                .isEqualTo(new ProbeSettings.Source.Live(
                        List.of(new LiveOptions("eth1", "", 65_535, true, 64, LiveOptions.Method.AUTO))));
        assertThat(settings.id()).isEqualTo("probe");
        assertThat(settings.kafka().bootstrap()).isEqualTo("localhost:9092");
    }

    @Test
    void playoutBuffersHaveTheDepthsThatAreAskedFor() throws Exception {
        Map<ProbeSetting, String> texts = new EnumMap<>(ProbeSetting.class);
        texts.put(ProbeSetting.INTERFACE, "eth1");
        assertThat(ProbeSettings.of(texts).pipeline(0, 0).buffers()).isEqualTo(BufferDepths.DEFAULT);

        texts.put(ProbeSetting.FIXED_BUFFERS, "80, 120");
        texts.put(ProbeSetting.ADAPTIVE_BUFFER, "30-90");
        assertThat(ProbeSettings.of(texts).pipeline(0, 0).buffers()).isEqualTo(new BufferDepths(80, 120, 30, 90));
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

    @Test
    void severalInterfacesAreSeparatedByCommas() throws Exception {
        ProbeSettings settings = ProbeSettings.of(Map.of(ProbeSetting.INTERFACE, "eth1, eth2,eth1"));

        assertThat(settings.source())
                .isInstanceOfSatisfying(ProbeSettings.Source.Live.class, live -> assertThat(live.interfaces())
                        .extracting(LiveOptions::device)
                        .containsExactly("eth1", "eth2"));
    }

    @ParameterizedTest
    @CsvSource({"auto, AUTO", "ring, RING", "libpcap, LIBPCAP"})
    void whatLivePacketsComeThroughCanBeForced(String text, LiveOptions.Method method) throws Exception {
        ProbeSettings settings = ProbeSettings.of(Map.of(ProbeSetting.INTERFACE, "eth1", ProbeSetting.METHOD, text));

        assertThat(settings.source())
                .isInstanceOfSatisfying(ProbeSettings.Source.Live.class, live -> assertThat(live.interfaces())
                        .extracting(LiveOptions::method)
                        .containsExactly(method));
    }

    @Test
    void aFolderIsWatchedAndStandardInputIsRead() throws Exception {
        assertThat(ProbeSettings.of(Map.of(ProbeSetting.WATCH, "in", ProbeSetting.DONE, "out"))
                        .source())
                .isEqualTo(new ProbeSettings.Source.Watch(Path.of("in"), Path.of("out")));
        assertThat(ProbeSettings.of(Map.of(ProbeSetting.READ, "-")).source())
                .isEqualTo(new ProbeSettings.Source.StandardInput());
        assertThatThrownBy(() -> ProbeSettings.of(Map.of(ProbeSetting.READ, "-", ProbeSetting.REPLAY, "true")))
                .hasMessage("read is \"-\", allowed: standard input (-) alone, without replay");
        assertThatThrownBy(() -> ProbeSettings.of(Map.of(ProbeSetting.READ, "a", ProbeSetting.DONE, "out")))
                .hasMessage("watch.done is \"out\", allowed: only with watch");
    }

    @ParameterizedTest
    @CsvSource({
        "SNAP_LENGTH, 5, 'capture.snapLength is \"5\", allowed: 64 to 262144'",
        "SNAP_LENGTH, many, 'capture.snapLength is \"many\", allowed: 64 to 262144'",
        "PROMISCUOUS, yes, 'capture.promiscuous is \"yes\", allowed: true or false'",
        "METHOD, pcap, 'capture.method is \"pcap\", allowed: auto, ring or libpcap'",
        "KAFKA, localhost, 'kafka.bootstrap is \"localhost\", allowed: host:port, several separated by commas'",
        "STREAMS_MAX, 0, 'streams.max is \"0\", allowed: 1 to 10000000'",
        "FIXED_BUFFERS, 60, 'buffers.fixedMs is \"60\", allowed: two numbers of 0 to 1000, like 50,200'",
        "FIXED_BUFFERS, '200,50', 'buffers.fixedMs is \"200,50\", allowed: 10 to 1000 twice, the shorter first'",
        "FIXED_BUFFERS, '50,2000', 'buffers.fixedMs is \"50,2000\", allowed: two numbers of 0 to 1000, like 50,200'",
        "ADAPTIVE_BUFFER, 90-30, 'buffers.adaptiveMs is \"90-30\", allowed: 0 to 1000 twice, the least first'",
        "HTTP_PORT, 70000, 'http.port is \"70000\", allowed: 0 to 65535'",
        "ID, a b, 'id is \"a b\", allowed: 1 to 64 letters, digits, dots, dashes, underscores'"
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
    void agentsMaySendBesideACaptureOrAlone() throws Exception {
        ProbeSettings alone = ProbeSettings.of(Map.of(ProbeSetting.HEP_LISTEN, "udp://127.0.0.1:9060,tcp://[::1]"));
        HepOptions hep = Objects.requireNonNull(alone.hep());

        assertThat(alone.source()).isNull();
        assertThat(hep.listen()).map(Object::toString).containsExactly("udp://127.0.0.1:9060", "tcp://[::1]:9060");
        assertThat(hep.agents()).map(Object::toString).containsExactly("127.0.0.0/8", "::1/128");
        assertThat(ProbeSettings.of(Map.of(ProbeSetting.INTERFACE, "eth1")).hep())
                .isNull();
        Map<ProbeSetting, String> both = Map.of(ProbeSetting.INTERFACE, "eth1", ProbeSetting.HEP_LISTEN, "udp://");
        assertThat(ProbeSettings.of(both).source()).isNotNull();
        assertThat(ProbeSettings.of(both).hep()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://127.0.0.1:9060 | 127.0.0.0/8 | hep.listen",
                "udp://example.com:9060 | 127.0.0.0/8 | hep.listen",
                "udp://127.0.0.1:90600 | 127.0.0.0/8 | hep.listen",
                "udp://127.0.0.1 | 10.0.0.0/33 | hep.agents",
                "udp://127.0.0.1 | everyone | hep.agents",
                "udp://0.0.0.0:9060 | 127.0.0.0/8,::1 | --hep-agents",
                "tls://127.0.0.1 | 127.0.0.0/8 | --hep-tls-cert",
            })
    void whatWouldLetInAnyoneOrNobodyIsRefused(String listen, String agents, String named) {
        assertThatThrownBy(() ->
                        ProbeSettings.of(Map.of(ProbeSetting.HEP_LISTEN, listen, ProbeSetting.HEP_AGENTS, agents)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aKeyComesFromAFileAndIsNotShort(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "correct horse\n");
        Map<ProbeSetting, String> texts = new EnumMap<>(ProbeSetting.class);
        texts.put(ProbeSetting.HEP_LISTEN, "udp://");
        texts.put(ProbeSetting.HEP_KEY_FILE, file.toString());

        assertThat(ProbeSettings.of(texts).toString()).contains("***").doesNotContain("horse");

        Files.writeString(file, "secret");
        assertThatThrownBy(() -> ProbeSettings.of(texts))
                .hasMessageContaining("8 to 1024 octets")
                .hasMessageNotContaining("secret");
        Files.delete(file);
        assertThatThrownBy(() -> ProbeSettings.of(texts)).hasMessageContaining("cannot read the HEP key");
    }

    @Test
    void everySettingHasAKeyAVariableAndASentence() {
        for (ProbeSetting setting : ProbeSetting.values()) {
            assertThat(setting.environmentVariable()).matches("EARSHOT_PROBE_[A-Z_]+");
            assertThat(setting.meaning()).endsWith(".");
        }
        assertThat(ProbeSetting.SNAP_LENGTH.environmentVariable()).isEqualTo("EARSHOT_PROBE_CAPTURE_SNAPLENGTH");
    }

    @Test
    void numbersBecomeTokensByAKeyFromAFileOrTheEnvironment(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("numbers.key"), "0123456789abcdef\n");
        Map<ProbeSetting, String> texts = new EnumMap<>(ProbeSetting.class);
        texts.put(ProbeSetting.INTERFACE, "eth1");
        assertThat(ProbeSettings.of(texts).numbers()).isNull();

        texts.put(ProbeSetting.NUMBERS, "tokenised");
        texts.put(ProbeSetting.NUMBER_KEY_FILE, file.toString());
        assertThat(ProbeSettings.of(texts).numbers()).isNotNull();

        texts.remove(ProbeSetting.NUMBER_KEY_FILE);
        texts.put(ProbeSetting.NUMBER_KEY, "0123456789abcdef");
        ProbeSettings byEnvironment = ProbeSettings.of(texts);
        assertThat(byEnvironment.numbers()).isNotNull();
        assertThat(byEnvironment.toString()).doesNotContain("0123456789abcdef");
        assertThat(ProbeSetting.NUMBER_KEY.environmentVariable()).isEqualTo("EARSHOT_PROBE_PRIVACY_KEY");
    }

    @Test
    void logLinesAreKeptWhereThatIsSaidAndNumbersMayLeave() throws Exception {
        Map<ProbeSetting, String> texts = new EnumMap<>(ProbeSetting.class);
        texts.put(ProbeSetting.HEP_LISTEN, "udp://");
        assertThat(ProbeSettings.of(texts).pipeline(1, 1).keepsLogs()).isFalse();

        texts.put(ProbeSetting.HEP_LOGS, "keep");
        assertThat(ProbeSettings.of(texts).pipeline(1, 1).keepsLogs()).isTrue();

        texts.put(ProbeSetting.NUMBERS, "tokenised");
        texts.put(ProbeSetting.NUMBER_KEY, "0123456789abcdef");
        assertThatThrownBy(() -> ProbeSettings.of(texts))
                .hasMessage("hep.logs is \"keep\", allowed: count while privacy.numbers is tokenised,"
                        + " as numbers in free text cannot all be found");

        texts.put(ProbeSetting.HEP_LOGS, "all");
        assertThatThrownBy(() -> ProbeSettings.of(texts)).hasMessage("hep.logs is \"all\", allowed: count or keep");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hidden    |                  | privacy.numbers is \"hidden\", allowed: clear or tokenised",
                "tokenised |                  | tokens for numbers need one key",
                "tokenised | tooshort         | must have 16 to 1024 octets",
                "clear     | 0123456789abcdef | does nothing while privacy.numbers is clear"
            })
    void aKeyForNumbersThatCannotBeMeantIsRefusedWithoutShowingIt(String numbers, String key, String complaint) {
        Map<ProbeSetting, String> texts = new EnumMap<>(ProbeSetting.class);
        texts.put(ProbeSetting.INTERFACE, "eth1");
        texts.put(ProbeSetting.NUMBERS, numbers);
        if (key != null) texts.put(ProbeSetting.NUMBER_KEY, key);

        assertThatThrownBy(() -> ProbeSettings.of(texts))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("tooshort")
                .hasMessageNotContaining("0123456789abcdef");
    }
}
