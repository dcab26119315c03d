// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.audio;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import earshot.calls.Capture.Media;
import earshot.events.Call;
import earshot.events.CodecModeFrom;
import earshot.events.MainCost;
import earshot.events.MediaReport;
import earshot.events.ScoreConfidence;
import earshot.events.ScoreReceipt;
import earshot.events.Sdp;
import earshot.events.SdpCodec;
import earshot.events.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the score of a stream rests on, and which stream is the score of its call (docs/quality.md). */
class CallScoreTest {
    private static final String ID = "call@example.org";

    private final Capture capture = new Capture();
    private final Media aliceToBob = capture.media(ALICE, 4000, BOB, 5000);
    private final Media bobToAlice = capture.media(BOB, 5000, ALICE, 4000);

    @Test
    void theWorstStreamIsTheScoreOfTheCallAndNamed() {
        capture.answeredCall(ID, 0);
        aliceToBob.runs(3, 23).send();
        bobToAlice.runs(3, 23).losing(0.10).send();
        capture.bye(ID, 23);

        Rows rows = Rows.of(capture);
        Call call = rows.call();
        assertThat(call.getMosStream()).isEqualTo(bobToAlice.id());
        assertThat(call.getMosScale()).isEqualTo("NB");
        assertThat(call.getMosConfidence()).isEqualTo("high");
        assertThat(rows.intervals).allSatisfy(interval -> {
            assertThat(interval.getScale()).isEqualTo("NB");
            assertThat(interval.getConfidence()).isEqualTo("high");
        });
    }

    /** 40 packets of early media, half of them lost: the call that followed was clean. */
    @Test
    void aMomentOfEarlyMediaDoesNotDecide() {
        capture.answeredCall(ID, 0);
        Media early = capture.media(BOB, 5000, ALICE, 4000).ssrc(77);
        early.runs(1, 2.6).losing(0.5).send();
        aliceToBob.runs(3, 23).send();
        bobToAlice.runs(3, 23).send();
        capture.bye(ID, 23);

        Rows rows = Rows.of(capture);
        assertThat(rows.stream(early.id()).getMosLq()).isLessThan(3);
        assertThat(rows.stream(early.id()).getReceipt().getConfidence()).isEqualTo(ScoreConfidence.LOW);
        assertThat(rows.call().getMosLq()).isGreaterThan(4.4);
        assertThat(rows.call().getStreams()).contains(early.id());
    }

    /** The probe was told to emulate another buffer: what was too late, and for how long packets wait, is that one's. */
    @Test
    void theReceiptNamesTheBufferThatTheProbeEmulated() {
        capture.answeredCall(ID, 0);
        aliceToBob.runs(3, 23).send();
        for (Object event : capture.events) {
            if (event instanceof MediaReport report) report.setBufferShortMs(120);
        }

        Stream stream = Rows.of(capture).stream(aliceToBob.id());
        assertThat(stream.getReceipt().getBuffer()).isEqualTo("fixed 120 ms");
        assertThat(stream.getReceipt().getPlayoutMs()).isEqualTo(120);
        assertThat(stream.getBufferShortMs()).isEqualTo(120);
    }

    @Test
    void aCallWithNothingButAMomentIsScoredByIt() {
        capture.answeredCall(ID, 0);
        aliceToBob.runs(3, 3.6).losing(0.5).send();
        capture.bye(ID, 23);

        assertThat(Rows.of(capture).call().getMosStream()).isEqualTo(aliceToBob.id());
    }

    @Test
    void aCallWhoseCodecIsNotKnownHasNoScore() {
        capture.answeredCall(ID, 0);
        aliceToBob.runs(3, 23).codec("speex").send();
        capture.bye(ID, 23);

        Rows rows = Rows.of(capture);
        assertThat(rows.call().getMosLq()).isNull();
        assertThat(rows.call().getMosScale()).isEmpty();
        assertThat(rows.call().getMosStream()).isEmpty();
        assertThat(rows.call().getMosConfidence()).isEqualTo("none");
        assertThat(rows.stream(aliceToBob.id()).getReceipt().getSentence())
                .isEqualTo("No score: no E-model constants for speex.");
    }

    /** The format parameters travel from the SDP to the score: without VAD, G.729 is worth Ie 10, not 11. */
    @Test
    void theModeOfTheCodecComesFromTheSdp() {
        capture.answeredCall(ID, 0, g729(audio(ALICE, 4000), "annexb=no"), g729(audio(BOB, 5000), "annexb=no"));
        aliceToBob.runs(3, 23).codec("G729").send();
        capture.bye(ID, 23);

        ScoreReceipt receipt = Rows.of(capture).stream(aliceToBob.id()).getReceipt();
        assertThat(receipt.getIe()).isEqualTo(10);
        assertThat(receipt.getCodecMode()).isEqualTo("no VAD");
        assertThat(receipt.getCodecModeFrom()).isEqualTo(CodecModeFrom.SDP);
    }

    @Test
    void withoutSdpTheWorseModeIsTakenAndDoubted() {
        aliceToBob.runs(3, 23).codec("G729").send();

        ScoreReceipt receipt = Rows.of(capture).stream(aliceToBob.id()).getReceipt();
        assertThat(receipt.getIe()).isEqualTo(11);
        assertThat(receipt.getCodecModeFrom()).isEqualTo(CodecModeFrom.CAUTION);
        assertThat(receipt.getConfidence()).isEqualTo(ScoreConfidence.MEDIUM);
        assertThat(receipt.getDoubts()).containsExactly("codec mode not known: the worst is taken");
    }

    @Test
    void theCostsOfAStreamAddUpToItsScore() {
        bobToAlice.runs(3, 23).losing(0.10).send();

        Stream stream = Rows.of(capture).stream(bobToAlice.id());
        ScoreReceipt receipt = stream.getReceipt();
        assertThat(receipt.getFormula()).isEqualTo("earshot-2 G.107-2015");
        assertThat(receipt.getMainCost()).isEqualTo(MainCost.LOSS);
        assertThat(receipt.getCostDelay()).isNull();
        assertThat(receipt.getBest() - receipt.getCostLoss() - receipt.getCostDiscard() - receipt.getCostBurst())
                .isCloseTo(stream.getMosLq(), within(1e-12));
        assertThat(receipt.getSentence()).startsWith("4.41 at best with PCMU (NB) - ");
    }

    private static Sdp g729(Sdp sdp, String format) {
        SdpCodec codec = SdpCodec.newBuilder()
                .setPayloadType(0) // as the streams of this test have it
                .setName("G729")
                .setClockRateHz(8_000)
                .setFormat(format)
                .build();
        sdp.getMedia().get(0).setCodecs(List.of(codec));
        return sdp;
    }
}
