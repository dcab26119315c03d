// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import org.jspecify.annotations.Nullable;

/** Scores streams from their counters. Pure: the same counters give the same score. */
public final class Scorer {
    private final ScoreSettings settings;

    public Scorer(ScoreSettings settings) {
        this.settings = settings;
    }

    /**
     * The score of a stream, or of any of its intervals.
     *
     * @param codec null when unknown
     * @param rttMs round trip between the two ends as measured from RTCP; null when not measured
     */
    public Score score(
            StreamCounters counters, @Nullable CodecUse codec, @Nullable Double rttMs, Confidence.Circumstances seen) {
        PacketCounts packets = counters.packets();
        if (packets.unique() <= 0) return Score.none("no audio: no packet came", 0);
        if (packets.media() <= 0) {
            String kind = packets.telephoneEvent() > 0 ? "telephone events only" : "comfort noise only";
            return Score.none(kind, packets.unique());
        }
        if (codec == null) return Score.none("codec unknown", packets.unique());
        CodecMatch match = Codecs.find(codec, settings);
        CodecConstants constants = match.constants();
        if (constants == null) return Score.none(match.reason(), packets.unique());
        Delay delay = Delay.of(rttMs, seen.playoutMs(), codec.ptimeMs(), constants.lookaheadMs(), settings);
        ScoreInputs inputs = new ScoreInputs(
                constants,
                counters.lossPercent(),
                counters.recoveredPercent(seen.recovered()),
                counters.discardPercent(),
                counters.burstRatio(),
                delay);
        return Score.of(inputs, packets.unique(), seen);
    }
}
