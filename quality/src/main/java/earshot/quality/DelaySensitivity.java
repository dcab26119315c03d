// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/** How much the talkers of a conversation mind delay (G.107 Table 1): the lower the sensitivity, the calmer the talk. */
public enum DelaySensitivity {
    DEFAULT(100, 1),
    LOW(120, 0.55),
    VERY_LOW(150, 0.4);

    private final double insensibleMs;
    private final double steepness;

    DelaySensitivity(double insensibleMs, double steepness) {
        this.insensibleMs = insensibleMs;
        this.steepness = steepness;
    }

    /** mT: delay up to which nobody minds, ms. */
    public double insensibleMs() {
        return insensibleMs;
    }

    /** sT: how fast the impairment grows above that. */
    public double steepness() {
        return steepness;
    }
}
