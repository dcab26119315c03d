// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import java.util.Objects;

/**
 * How well a codec does by itself and under loss (ITU-T G.113).
 *
 * @param name RTP encoding name
 * @param mode which of its rates or variants; empty when it has one only
 * @param modeFrom how the mode is known
 * @param scale the scale the constants belong to: never mix them
 * @param ie equipment impairment without loss
 * @param bpl robustness against loss, percent
 * @param lookaheadMs what the codec adds to the delay beyond the packet itself
 * @param origin whether every constant is published for this codec, mode and use
 * @param source the clause of each constant, and what was assumed
 */
public record CodecConstants(
        String name,
        String mode,
        ModeFrom modeFrom,
        Scale scale,
        double ie,
        double bpl,
        double lookaheadMs,
        Origin origin,
        String source) {

    /** Whether constants stand in a recommendation. */
    public enum Origin {
        PUBLISHED,
        /** Inferred or assumed, at least one of them. */
        ESTIMATED
    }

    /** How the mode of a codec is known. */
    public enum ModeFrom {
        /** There is one only. */
        CODEC,
        /** Format parameters of the session description, or their default. */
        SDP,
        /** Size and spacing of the packets. */
        PACKETS,
        /** Not known: the worst of those that are possible. */
        CAUTION
    }

    public CodecConstants {
        Objects.requireNonNull(scale);
        if (!(ie >= 0 && ie < scale.impairmentMax())) { // from there on the loss term turns over
            throw new IllegalArgumentException(
                    "ie is " + ie + ", allowed: 0 to below " + scale.impairmentMax() + " on the scale " + scale);
        }
        if (!(bpl > 0 && bpl <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("bpl is " + bpl + ", allowed: above 0");
        }
        if (!(lookaheadMs >= 0 && lookaheadMs < 1000)) {
            throw new IllegalArgumentException("lookaheadMs is " + lookaheadMs + ", allowed: 0 to below 1000");
        }
    }

    /** Encoding name and mode, for people. */
    public String label() {
        return mode.isEmpty() ? name : name + " " + mode;
    }
}
