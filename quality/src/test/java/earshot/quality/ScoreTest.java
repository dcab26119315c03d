// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {
    private static final StreamCounters CLEAN = counters(1000, 1000, 0);

    @Test
    void aCleanG711StreamIsRatedWithoutImpairment() {
        Score score = Score.of(CLEAN, "PCMU", 20, null);

        assertThat(score.rFactor()).isEqualTo(93.2);
        assertThat(score.mosLq()).isCloseTo(4.409286, within(1e-6));
        assertThat(score.scale()).isEqualTo(Scale.NB);
        assertThat(score.note()).isEmpty();
    }

    /** A delay that nobody measured is not assumed: no conversational figure then. */
    @Test
    void conversationalQualityNeedsAMeasuredDelay() {
        assertThat(Score.of(CLEAN, "PCMU", 20, null).mosCq()).isNull();

        Score measured = Score.of(CLEAN, "PCMU", 20, 260.0); // 130 + 50 of playout + 20 of packet = 200 ms
        assertThat(measured.mosCq()).isCloseTo(4.342793, within(1e-6));
        assertThat(measured.mosLq()).isCloseTo(4.409286, within(1e-6));
    }

    @Test
    void aCodecWithoutConstantsIsNotScoredAndSaysSo() {
        Score score = Score.of(CLEAN, "EVS", 20, 100.0);

        assertThat(score.mosLq()).isNull();
        assertThat(score.rFactor()).isNull();
        assertThat(score.mosCq()).isNull();
        assertThat(score.scale()).isNull();
        assertThat(score.note()).isEqualTo("no E-model constants for EVS");
        assertThat(Score.of(CLEAN, null, 20, null).note()).isEqualTo("codec unknown");
    }

    @Test
    void anAssumedConstantIsSaidInTheNote() {
        assertThat(Score.of(CLEAN, "opus", 20, null).note()).startsWith("estimated: ");
        assertThat(Score.of(CLEAN, "opus", 20, null).scale()).isEqualTo(Scale.FB);
        assertThat(Score.of(CLEAN, "G722", 20, null).scale()).isEqualTo(Scale.WB);
    }

    /** The model never reaches 1.0; no packets at all is no audio, not a bad score. */
    @Test
    void noPacketsAreNoScore() {
        assertThat(Score.of(counters(100, 0, 0), "PCMU", 20, null).note()).isEqualTo("no packets");
    }

    @Test
    void aPacketTooLateIsAsLostAsOneThatNeverCame() {
        Score lost = Score.of(counters(1000, 980, 0), "PCMA", 20, null);
        Score late = Score.of(counters(1000, 1000, 20), "PCMA", 20, null);

        assertThat(lost.mosLq()).isCloseTo(4.234833, within(1e-6)); // 2 % loss
        assertThat(late.mosLq()).isEqualTo(lost.mosLq());
    }

    @Test
    void whatTheScoreRestsOnIsKept() {
        Score score = Score.of(counters(1000, 950, 0), "G729", 20, 100.0);

        assertThat(score.inputs()).isNotNull().satisfies(inputs -> {
            assertThat(inputs.codec().ie()).isEqualTo(11);
            assertThat(inputs.lossPercent()).isEqualTo(5);
            assertThat(inputs.oneWayMs()).isEqualTo(50 + 50 + 20 + 5.0);
        });
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(Codecs.find("pcmu")).isEqualTo(Codecs.find("PCMU")).isNotNull();
        assertThat(Codecs.find("AAL2-G726-32"))
                .isEqualTo(Codecs.find("G726-32"))
                .isNotNull();
        assertThat(Codecs.find("telephone-event")).isNull();
        assertThat(Codecs.find("CLEARMODE")).isNull();
    }

    @Test
    void constantsThatBreakTheModelAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CodecConstants("x", Scale.NB, 95, 10, 0, true, "x"))
                .withMessageContaining("ie is 95");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CodecConstants("x", Scale.NB, 10, 0, 0, true, "x"))
                .withMessageContaining("bpl is 0");
    }

    private static StreamCounters counters(long expected, long unique, long late) {
        return new StreamCounters(
                new PacketCounts(unique, unique, expected, 0, 0, 0, 0, 0, 0),
                new JitterCounts(0, 0, 0, 0, List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L)),
                LossPattern.NONE,
                new LateCounts(late, 0, 0));
    }
}
