// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * How well a codec does by itself and under loss (ITU-T G.113).
 *
 * @param name RTP encoding name
 * @param scale the scale the constants belong to: never mix them
 * @param ie equipment impairment without loss
 * @param bpl robustness against loss, percent
 * @param lookaheadMs what the codec adds to the delay beyond the packet itself
 * @param estimated true when not every constant is published for this codec and use
 * @param source the clause of each constant, and what was assumed
 */
public record CodecConstants(
        String name, Scale scale, double ie, double bpl, double lookaheadMs, boolean estimated, String source) {

    public CodecConstants {
        if (!(ie >= 0 && ie < 95)) {
            throw new IllegalArgumentException(
                    "ie is " + ie + ", allowed is 0 to below 95"); // 95 turns the loss term over
        }
        if (!(bpl > 0)) {
            throw new IllegalArgumentException("bpl is " + bpl + ", allowed is above 0");
        }
    }
}
