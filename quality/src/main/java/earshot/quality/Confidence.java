// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import earshot.quality.CodecConstants.ModeFrom;
import earshot.quality.CodecConstants.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a score can be trusted, by rule: without a doubt it is high, with slight ones medium, with a serious one low.
 *
 * @param level NONE when there is no score
 * @param doubts in words, serious ones first
 */
public record Confidence(Level level, List<String> doubts) {
    /** Below that, one packet is more than 2 % of all: a serious doubt. */
    static final long PACKETS_FEW = 50;

    /** Below that, one packet is more than half a percent of all: a slight doubt. */
    static final long PACKETS_SOME = 200;

    public enum Level {
        HIGH,
        MEDIUM,
        LOW,
        NONE
    }

    /**
     * What else is known of how a stream was seen.
     *
     * @param captureSuspect the probe dropped packets meanwhile, so that loss is an upper bound
     * @param clockInferred the clock rate that lateness is judged by is inferred, or unknown
     * @param recovered lost packets whose data came as redundancy (RFC 2198)
     * @param playoutMs depth of the fixed buffer that decided what was too late
     */
    public record Circumstances(boolean captureSuspect, boolean clockInferred, long recovered, double playoutMs) {
        /** Nothing odd. */
        public static final Circumstances CLEAR = new Circumstances(false, false, 0, BufferDepths.DEFAULT.shortMs());
    }

    public Confidence {
        doubts = List.copyOf(doubts);
    }

    static Confidence none() {
        return new Confidence(Level.NONE, List.of());
    }

    static Confidence of(ScoreInputs in, long packets, Circumstances seen) {
        List<String> doubts = new ArrayList<>();
        if (seen.captureSuspect) doubts.add("the probe dropped packets: loss is an upper bound");
        if (packets < PACKETS_FEW) doubts.add("fewer than " + PACKETS_FEW + " packets");
        boolean isSerious = !doubts.isEmpty();
        if (packets >= PACKETS_FEW && packets < PACKETS_SOME) doubts.add("fewer than " + PACKETS_SOME + " packets");
        if (in.codec().origin() == Origin.ESTIMATED) doubts.add("codec constants estimated");
        if (in.codec().modeFrom() == ModeFrom.CAUTION) doubts.add("codec mode not known: the worst is taken");
        if (seen.clockInferred) doubts.add("clock rate not known for certain");
        if (in.delay().source() == Delay.Source.ASSUMED) doubts.add("delay of the network assumed");
        if (in.delay().oneWayMs() != null && in.codec().scale() == Scale.WB) {
            doubts.add("wideband delay impairment by analogy");
        }
        if (doubts.isEmpty()) return new Confidence(Level.HIGH, doubts);
        return new Confidence(isSerious ? Level.LOW : Level.MEDIUM, doubts);
    }
}
