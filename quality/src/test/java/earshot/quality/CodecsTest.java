// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.quality.CodecConstants.ModeFrom;
import earshot.quality.CodecConstants.Origin;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodecsTest {
    /** Constants of G.113, and of what stands in for it; where nothing tells the mode, the worst is taken. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PCMU, NB, 0, 25.1, PUBLISHED, CODEC", "PCMA, NB, 0, 25.1, PUBLISHED, CODEC",
        "G729, NB, 11, 19, PUBLISHED, CAUTION", "G723, NB, 19, 16.1, ESTIMATED, CAUTION",
        "GSM, NB, 20, 10, ESTIMATED, CODEC", "GSM-EFR, NB, 5, 10, PUBLISHED, CODEC",
        "GSM-HR-08, NB, 23, 10, ESTIMATED, CODEC", "G728, NB, 7, 10, ESTIMATED, CODEC",
        "G726-40, NB, 2, 4.3, ESTIMATED, CODEC", "G726-32, NB, 7, 4.3, ESTIMATED, CODEC",
        "AAL2-G726-32, NB, 7, 4.3, ESTIMATED, CODEC", "G726-24, NB, 25, 4.3, ESTIMATED, CODEC",
        "G726-16, NB, 50, 4.3, ESTIMATED, CODEC", "iLBC, NB, 12, 30, ESTIMATED, CAUTION",
        "EVRC, NB, 6, 10, ESTIMATED, CODEC", "AMR, NB, 21.3, 10, ESTIMATED, CAUTION",
        "AMR-WB, WB, 41, 4.3, ESTIMATED, CAUTION", "G722, WB, 13, 4.3, ESTIMATED, CODEC",
        "G7221, WB, 19, 4.3, ESTIMATED, CAUTION", "opus, FB, 10.2, 4.3, ESTIMATED, CODEC"
    })
    void byNameAlone(String name, Scale scale, double ie, double bpl, Origin origin, ModeFrom from) {
        CodecConstants codec = found(CodecUse.of(name));

        assertThat(codec.scale()).isEqualTo(scale);
        assertThat(codec.ie()).isEqualTo(ie);
        assertThat(codec.bpl()).isEqualTo(bpl);
        assertThat(codec.origin()).isEqualTo(origin);
        assertThat(codec.modeFrom()).isEqualTo(from);
        assertThat(codec.source()).isNotBlank();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "G729, annexb=no, 10, no VAD",
        "G729, annexb=yes, 11, VAD",
        "G729, '', 11, VAD",
        "G723, bitrate=6.3;annexa=yes, 15, 6.3 kbit/s",
        "G723, annexa=no; bitrate=5.3, 19, 5.3 kbit/s",
        "iLBC, mode=20, 11, 15.2 kbit/s",
        "iLBC, '', 12, 13.3 kbit/s",
        "AMR, mode-set=7; octet-align=1, 5, 12.2 kbit/s",
        "AMR-WB, mode-set=2, 13, 12.65 kbit/s",
        "AMR-WB, mode-set=8, 8, 23.85 kbit/s",
        "G7221, bitrate=32000, 13, 32 kbit/s",
        "G7221, bitrate=24000, 19, 24 kbit/s",
        "opus, maxplaybackrate=8000; useinbandfec=1, 65, narrowband",
        "opus, maxplaybackrate=16000, 29.2, wideband",
        "EVS, evs-mode-switch=1; mode-set=2, 13, 12.65 kbit/s"
    })
    void formatParametersTellTheMode(String name, String format, double ie, String mode) {
        CodecConstants codec = found(new CodecUse(name, format, 0, 0, false));

        assertThat(codec.ie()).isEqualTo(ie);
        assertThat(codec.mode()).isEqualTo(mode);
        assertThat(codec.modeFrom()).isEqualTo(ModeFrom.SDP);
    }

    /** Sizes of RFC 4867 4.3 and 4.4 (AMR, one frame of 20 ms), RFC 3551 4.5 (G.723.1, G.722), RFC 3952 (iLBC). */
    @ParameterizedTest(name = "{0}: {2} octets each {1} ms")
    @CsvSource({
        "AMR, 20, 32, 12.2 kbit/s",
        "AMR, 20, 33, 12.2 kbit/s",
        "AMR, 20, 28, 10.2 kbit/s",
        "AMR, 20, 22, 7.95 kbit/s",
        "AMR, 20, 21, 7.4 kbit/s",
        "AMR, 20, 14, 4.75 kbit/s",
        "AMR, 40, 63, 12.2 kbit/s",
        "AMR-WB, 20, 33, 12.65 kbit/s",
        "AMR-WB, 20, 34, 12.65 kbit/s",
        "AMR-WB, 20, 60, 23.05 kbit/s",
        "AMR-WB, 20, 61, 23.85 kbit/s",
        "G723, 30, 24, 6.3 kbit/s",
        "G723, 60, 48, 6.3 kbit/s",
        "iLBC, 20, 38, 15.2 kbit/s",
        "iLBC, 30, 50, 13.3 kbit/s",
        "G722, 20, 160, 64 kbit/s",
        "G722, 20, 140, 56 kbit/s",
        "G722, 20, 120, 48 kbit/s",
        "EVS, 20, 61, 24.4 kbit/s or more"
    })
    void packetsTellTheMode(String name, double ptimeMs, double octets, String mode) {
        CodecConstants codec = found(new CodecUse(name, null, ptimeMs, octets, false));

        assertThat(codec.mode()).isEqualTo(mode);
        assertThat(codec.modeFrom()).isEqualTo(ModeFrom.PACKETS);
    }

    /** Comfort noise makes the mean packet smaller: that must not lift the mode, and a mode-set bounds it. */
    @Test
    void aSmallerPacketNeverFlatters() {
        assertThat(found(new CodecUse("AMR-WB", null, 20, 25, false)).mode()).isEqualTo("8.85 kbit/s");
        assertThat(found(new CodecUse("AMR-WB", "mode-set=0,1,2", 20, 61, false))
                        .mode())
                .isEqualTo("12.65 kbit/s");
        assertThat(found(new CodecUse("AMR-WB", "mode-set=2,8", 20, 10, false)).mode())
                .isEqualTo("12.65 kbit/s");
        assertThat(found(new CodecUse("AMR", "mode-set=9", 20, 10, false)).mode())
                .isEqualTo("4.75 kbit/s");
    }

    /** An authentication tag of up to 16 octets makes the packet larger than its speech. */
    @Test
    void anEncryptedPacketIsTakenWithTheLongestTag() {
        CodecConstants codec = found(new CodecUse("AMR-WB", null, 20, 33 + 10, true));

        assertThat(codec.mode()).isEqualTo("8.85 kbit/s");
        assertThat(codec.modeFrom()).isEqualTo(ModeFrom.CAUTION);
        assertThat(found(new CodecUse("G722", null, 20, 150, true)).mode()).isEqualTo("64 kbit/s");
    }

    @Test
    void concealmentIsASetting() {
        ScoreSettings bare = new ScoreSettings(false, null);

        CodecMatch match = Codecs.find(CodecUse.of("PCMA"), bare);

        assertThat(Objects.requireNonNull(match.constants()).bpl()).isEqualTo(4.3);
        assertThat(match.constants().source()).contains("no concealment");
    }

    @ParameterizedTest
    @CsvSource({
        "CLEARMODE, 'clearmode carries data, not speech'",
        "telephone-event, telephone events only",
        "CN, comfort noise only",
        "red, redundant packets whose codec is not known",
        "speex, no E-model constants for speex",
        "H264, no E-model constants for H264",
        "EVS, no E-model constants for EVS below 24.4 kbit/s"
    })
    void whatHasNoConstantsSaysWhy(String name, String reason) {
        assertThat(Codecs.find(CodecUse.of(name), ScoreSettings.DEFAULT)).isEqualTo(CodecMatch.none(reason));
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(found(CodecUse.of("pcmu"))).isEqualTo(found(CodecUse.of("PCMU")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "null",
            value = {
                "null, null",
                "'', null",
                "mode, null",
                "mode=20, 20",
                " MODE = 20 ;x=1, 20",
                "x=1; mode=30, 30",
                "xmode=1, null",
                "=20, null",
                ";;mode=, ''"
            })
    void formatParametersAreReadAsTheyCome(@Nullable String format, @Nullable String value) {
        assertThat(new CodecUse("iLBC", format, 0, 0, false).parameter("mode")).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "bitrate=24000, 24000",
        "bitrate=2.5, 2.5",
        "bitrate=., -1",
        "bitrate=1.2.3, -1",
        "bitrate=-5, -1",
        "bitrate=9999999999999, -1",
        "x=1, -1"
    })
    void numbersAreReadOrNot(String format, double number) {
        assertThat(new CodecUse("G7221", format, 0, 0, false).number("bitrate")).isEqualTo(number);
    }

    private static CodecConstants found(CodecUse use) {
        return Objects.requireNonNull(Codecs.find(use, ScoreSettings.DEFAULT).constants());
    }
}
