// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import earshot.events.StreamInterval;
import org.jspecify.annotations.Nullable;

/** What a rule may watch: a closed catalogue, so that a misspelt metric is found when the rule is read. */
public enum Metric {
    /** Lost of expected packets, 0 to 1. */
    RTP_LOSS_RATIO("rtp.loss_ratio", Unit.RATIO),
    /** Mean RFC 3550 jitter, ms. */
    RTP_JITTER("rtp.jitter", Unit.MILLISECONDS),
    /** Listening quality, 1 to 5. */
    RTP_MOS_LQ("rtp.mos_lq", Unit.MOS),
    /** Round trip between the two ends, ms: both halves at the probe, else as an end reported it; never half of one. */
    RTCP_RTT("rtcp.rtt", Unit.MILLISECONDS);

    /** What a threshold of the metric is written in. */
    public enum Unit {
        RATIO("a ratio such as 3% or 0.03"),
        MILLISECONDS("a time such as 300ms, 1s or 300 (ms)"),
        MOS("a MOS such as 3.6");

        private final String allowed;

        Unit(String allowed) {
            this.allowed = allowed;
        }

        /** What may be written, for people. */
        String allowed() {
            return allowed;
        }
    }

    private final String id;
    private final Unit unit;

    Metric(String id, Unit unit) {
        this.id = id;
        this.unit = unit;
    }

    /** As written in rules. */
    public String id() {
        return id;
    }

    public Unit unit() {
        return unit;
    }

    /** Its value in an interval; null when it was not measured. */
    public @Nullable Double of(StreamInterval interval) {
        return switch (this) {
            case RTP_LOSS_RATIO ->
                interval.getExpected() <= 0 ? null : Math.max(0, (double) interval.getLost() / interval.getExpected());
            case RTP_JITTER -> interval.getPackets() <= 0 ? null : Double.valueOf(interval.getJitterMeanMs());
            case RTP_MOS_LQ -> interval.getMosLq();
            case RTCP_RTT -> interval.getRttMs();
        };
    }
}
