// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.CodecConstantsOrigin;
import earshot.events.CodecModeFrom;
import earshot.events.DelaySource;
import earshot.events.MainCost;
import earshot.events.ScoreConfidence;
import earshot.events.ScoreReceipt;
import earshot.quality.CodecConstants;
import earshot.quality.Confidence;
import earshot.quality.Delay;
import earshot.quality.Scale;
import earshot.quality.Score;
import earshot.quality.ScoreCosts;
import earshot.quality.ScoreInputs;
import java.util.ArrayList;
import java.util.Locale;

/** Scores as events tell them. */
final class Receipts {
    private Receipts() {}

    static ScoreReceipt of(Score score) {
        ScoreReceipt.Builder receipt = ScoreReceipt.newBuilder()
                .setFormula(score.formula())
                .setPackets(score.packets())
                .setConfidence(
                        ScoreConfidence.valueOf(score.confidence().level().name()))
                .setDoubts(new ArrayList<>(score.confidence().doubts()))
                .setSentence(score.sentence());
        if (score.inputs() != null) inputs(score.inputs(), receipt);
        if (score.costs() != null) costs(score.costs(), receipt);
        return receipt.build();
    }

    /** NB, WB or FB; empty when there is no score. */
    static String scale(Score score) {
        Scale scale = score.scale();
        return scale == null ? "" : scale.name();
    }

    static String word(Confidence.Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static void inputs(ScoreInputs in, ScoreReceipt.Builder receipt) {
        CodecConstants codec = in.codec();
        Delay delay = in.delay();
        receipt.setCodecMode(codec.mode())
                .setCodecModeFrom(CodecModeFrom.valueOf(codec.modeFrom().name()))
                .setIe(codec.ie())
                .setBpl(codec.bpl())
                .setLookaheadMs(codec.lookaheadMs())
                .setConstants(CodecConstantsOrigin.valueOf(codec.origin().name()))
                .setConstantsSource(codec.source())
                .setLossPercent(in.lossPercent())
                .setRecoveredPercent(in.recoveredPercent())
                .setDiscardPercent(in.discardPercent())
                .setBurstRatio(in.burstRatio())
                .setBuffer("fixed " + Math.round(delay.playoutMs()) + " ms")
                .setDelaySource(DelaySource.valueOf(delay.source().name()))
                .setNetworkMs(delay.networkMs())
                .setPlayoutMs(delay.playoutMs())
                .setPacketMs(delay.packetMs())
                .setOneWayMs(delay.oneWayMs());
    }

    private static void costs(ScoreCosts costs, ScoreReceipt.Builder receipt) {
        ScoreCosts.Cause main = costs.main();
        receipt.setBest(costs.best())
                .setCostLoss(costs.loss())
                .setCostDiscard(costs.discard())
                .setCostBurst(costs.burst())
                .setCostDelay(costs.delay())
                .setMainCost(main == null ? MainCost.NONE : MainCost.valueOf(main.name()));
    }
}
