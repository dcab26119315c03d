// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import earshot.quality.Confidence.Circumstances;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private static final CodecUse PCMU = new CodecUse("PCMU", "", 20, 160, false);
    private static final StreamCounters CLEAN = counters(1000, 1000, 0);

    @Test
    void aCleanG711StreamIsRatedWithoutImpairment() {
        Score score = score(CLEAN, PCMU, null);

        assertThat(score.rFactor()).isEqualTo(93.2);
        assertThat(score.mosLq()).isCloseTo(4.409286, within(1e-6));
        assertThat(score.scale()).isEqualTo(Scale.NB);
        assertThat(score.note()).isEmpty();
        assertThat(score.formula()).isEqualTo("earshot-2 G.107-2015");
        assertThat(score.confidence().level()).isEqualTo(Confidence.Level.HIGH);
        assertThat(score.sentence()).isEqualTo("4.41 at best with PCMU (NB), and nothing took from it.");
    }

    /** Of 4 % lost, redundancy brought three quarters: what remains counts, and the sentence says how it came about. */
    @Test
    void whatRedundancyBroughtIsNotMissing() {
        PacketCounts packets = new PacketCounts(960, 960, 1000, 0, 0, 0, 153_600, 0, 0);
        LossPattern loss = new LossPattern(0, 0, 0, 40, 1000, 40);
        StreamCounters counters = counters(packets, loss, LateCounts.NONE);
        Scorer scorer = new Scorer(ScoreSettings.DEFAULT);

        Score with = scorer.score(counters, PCMU, null, new Circumstances(false, false, 30, 50));
        Score without = scorer.score(counters, PCMU, null, Circumstances.CLEAR);

        assertThat(with.rFactor()).isCloseTo(89.560, within(1e-3)); // of 1 % lost: docs/quality.md
        assertThat(without.rFactor()).isLessThan(with.rFactor());
        assertThat(Objects.requireNonNull(with.inputs()).lossPercent()).isEqualTo(4);
        assertThat(Objects.requireNonNull(with.inputs()).recoveredPercent()).isEqualTo(3);
        assertThat(with.sentence())
                .isEqualTo(
                        "4.41 at best with PCMU (NB) - 0.08 for 1.0 % lost (4.0 % less 3.0 % that redundancy brought)"
                                + " = 4.33.");
    }

    /** A buffer of 120 ms holds packets for longer, and the conversation counts it. */
    @Test
    void thePlayoutBufferThatDecidesIsPartOfTheDelay() {
        Score score =
                new Scorer(ScoreSettings.DEFAULT).score(CLEAN, PCMU, 100.0, new Circumstances(false, false, 0, 120));

        assertThat(delay(score).oneWayMs()).isEqualTo(50 + 120 + 20);
    }

    /** A delay that nobody measured is not assumed: no conversational figure then. */
    @Test
    void conversationalQualityNeedsAMeasuredDelay() {
        assertThat(score(CLEAN, PCMU, null).mosCq()).isNull();

        Score measured = score(CLEAN, PCMU, 260.0); // 130 + 50 of playout + 20 of packet = 200 ms
        assertThat(measured.mosCq()).isCloseTo(4.342793, within(1e-6));
        assertThat(measured.mosLq()).isCloseTo(4.409286, within(1e-6));
        assertThat(measured.sentence())
                .isEqualTo("4.41 at best with PCMU (NB), and nothing took from it;"
                        + " in conversation - 0.07 for 200 ms one way = 4.34.");
    }

    @Test
    void anAssumedDelayIsSaidToBeOne() {
        Scorer scorer = new Scorer(new ScoreSettings(true, 130.0));

        Score assumed = scorer.score(CLEAN, PCMU, null, Circumstances.CLEAR);
        assertThat(assumed.mosCq()).isCloseTo(4.342793, within(1e-6));
        assertThat(delay(assumed).source()).isEqualTo(Delay.Source.ASSUMED);
        assertThat(assumed.confidence()).isEqualTo(medium("delay of the network assumed"));
        assertThat(assumed.sentence()).contains("for 200 ms assumed = 4.34");

        Score measured = scorer.score(CLEAN, PCMU, 20.0, Circumstances.CLEAR);
        assertThat(delay(measured).source()).isEqualTo(Delay.Source.MEASURED);
        assertThat(measured.confidence().level()).isEqualTo(Confidence.Level.HIGH);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScoreSettings(true, -1.0))
                .withMessage("assumed delay is -1.0 ms, allowed: 0 to 10000");
    }

    @Test
    void aCodecWithoutConstantsIsNotScoredAndSaysSo() {
        Score score = score(CLEAN, CodecUse.of("speex"), 100.0);

        assertThat(score.mosLq()).isNull();
        assertThat(score.rFactor()).isNull();
        assertThat(score.mosCq()).isNull();
        assertThat(score.scale()).isNull();
        assertThat(score.formula()).isEmpty();
        assertThat(score.note()).isEqualTo("no E-model constants for speex");
        assertThat(score.sentence()).isEqualTo("No score: no E-model constants for speex.");
        assertThat(score.confidence().level()).isEqualTo(Confidence.Level.NONE);
        assertThat(score(CLEAN, null, null).note()).isEqualTo("codec unknown");
    }

    @Test
    void anEstimateIsSaidToBeOne() {
        Score opus = score(CLEAN, CodecUse.of("opus"), null);

        assertThat(opus.note()).startsWith("estimated: ");
        assertThat(opus.scale()).isEqualTo(Scale.FB);
        assertThat(opus.confidence()).isEqualTo(medium("codec constants estimated"));
        assertThat(score(CLEAN, CodecUse.of("G729"), null).confidence())
                .isEqualTo(medium("codec mode not known: the worst is taken"));
    }

    /** The model never reaches 1.0; no packets at all is no audio, not MOS 1.18. */
    @Test
    void noPacketsAreNoAudioAndNoScore() {
        Score score = score(counters(100, 0, 0), PCMU, null);

        assertThat(score.mosLq()).isNull();
        assertThat(score.sentence()).isEqualTo("No score: no audio: no packet came.");
    }

    @Test
    void digitsAndNoiseAreNoSpeech() {
        assertThat(score(kinds(20, 5, 15), PCMU, null).note()).isEqualTo("telephone events only");
        assertThat(score(kinds(20, 20, 0), PCMU, null).note()).isEqualTo("comfort noise only");
        assertThat(score(kinds(20, 5, 14), PCMU, null).mosLq()).isNotNull();
    }

    @Test
    void aPacketTooLateIsAsLostAsOneThatNeverCame() {
        Score lost = score(counters(1000, 980, 0), PCMU, null);
        Score late = score(counters(1000, 1000, 20), PCMU, null);

        assertThat(lost.mosLq()).isCloseTo(4.234833, within(1e-6)); // 2 % loss
        assertThat(late.mosLq()).isEqualTo(lost.mosLq());
        assertThat(lost.sentence()).isEqualTo("4.41 at best with PCMU (NB) - 0.18 for 2.0 % lost = 4.23.");
        assertThat(late.sentence()).isEqualTo("4.41 at best with PCMU (NB) - 0.18 for 2.0 % too late = 4.23.");
        assertThat(costs(late).main()).isEqualTo(ScoreCosts.Cause.DISCARD);
    }

    @Test
    void whatTheScoreRestsOnIsKept() {
        Score score = score(counters(1000, 950, 0), new CodecUse("G729", "annexb=yes", 20, 20, false), 100.0);

        ScoreInputs inputs = Objects.requireNonNull(score.inputs());
        assertThat(inputs.codec().ie()).isEqualTo(11);
        assertThat(inputs.lossPercent()).isEqualTo(5);
        assertThat(inputs.discardPercent()).isZero();
        assertThat(inputs.delay()).isEqualTo(new Delay(Delay.Source.MEASURED, 50.0, 50, 20, 5));
        assertThat(inputs.delay().oneWayMs()).isEqualTo(125.0);
        assertThat(score.packets()).isEqualTo(950);
    }

    /** Fewer packets than 200 are a slight doubt, fewer than 50 or a capture with drops a serious one. */
    @Test
    void confidenceFollowsItsRule() {
        assertThat(score(counters(200, 200, 0), PCMU, null).confidence().level())
                .isEqualTo(Confidence.Level.HIGH);
        assertThat(score(counters(199, 199, 0), PCMU, null).confidence()).isEqualTo(medium("fewer than 200 packets"));
        assertThat(score(counters(49, 49, 0), PCMU, null).confidence().level()).isEqualTo(Confidence.Level.LOW);

        Confidence suspect = new Scorer(ScoreSettings.DEFAULT)
                .score(CLEAN, PCMU, null, new Circumstances(true, true, 0, 50))
                .confidence();
        assertThat(suspect.level()).isEqualTo(Confidence.Level.LOW);
        assertThat(suspect.doubts())
                .containsExactly(
                        "the probe dropped packets: loss is an upper bound", "clock rate not known for certain");
        assertThat(score(CLEAN, CodecUse.of("G722"), 10.0).confidence().doubts())
                .contains("wideband delay impairment by analogy");
    }

    private static Score score(StreamCounters counters, @Nullable CodecUse codec, @Nullable Double rttMs) {
        return new Scorer(ScoreSettings.DEFAULT).score(counters, codec, rttMs, Circumstances.CLEAR);
    }

    private static Confidence medium(String doubt) {
        return new Confidence(Confidence.Level.MEDIUM, List.of(doubt));
    }

    private static Delay delay(Score score) {
        return Objects.requireNonNull(score.inputs()).delay();
    }

    private static ScoreCosts costs(Score score) {
        return Objects.requireNonNull(score.costs());
    }

    private static StreamCounters counters(long expected, long unique, long late) {
        return counters(
                new PacketCounts(unique, unique, expected, 0, 0, 0, 0, 0, 0),
                LossPattern.NONE,
                new LateCounts(late, 0, 0));
    }

    private static StreamCounters kinds(long packets, long comfortNoise, long events) {
        return counters(
                new PacketCounts(packets, packets, packets, 0, 0, 0, 0, comfortNoise, events),
                LossPattern.NONE,
                LateCounts.NONE);
    }

    private static StreamCounters counters(PacketCounts packets, LossPattern loss, LateCounts late) {
        return new StreamCounters(
                packets, JitterCounts.NONE, loss, late, LossPattern.NONE, ReorderCounts.NONE, TalkCounts.NONE);
    }
}
