// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/** The three scales of the E-model. A MOS of one is not comparable with a MOS of another. */
public enum Scale {
    /** Narrowband, 300 to 3400 Hz: ITU-T G.107. */
    NB("G.107-2015", 93.2, 1.0, 95),
    /** Wideband, 50 to 7000 Hz: ITU-T G.107.1. */
    WB("G.107.1-2019", 129.0, 1.29, 95),
    /** Fullband, 20 to 20000 Hz: ITU-T G.107.2. */
    FB("G.107.2-2019", 148.0, 1.48, 132);

    private final String recommendation;
    private final double ratingMax;
    private final double stretch;
    private final double impairmentMax;

    Scale(String recommendation, double ratingMax, double stretch, double impairmentMax) {
        this.recommendation = recommendation;
        this.ratingMax = ratingMax;
        this.stretch = stretch;
        this.impairmentMax = impairmentMax;
    }

    /** The recommendation that defines the scale, and its year. */
    public String recommendation() {
        return recommendation;
    }

    /** The rating of a connection without impairments; 93.2 is G.107's default without talker echo. */
    public double ratingMax() {
        return ratingMax;
    }

    /** What a rating is divided by before it goes through the narrowband R-to-MOS curve. */
    public double stretch() {
        return stretch;
    }

    /** What total loss makes of the equipment impairment: 95 in G.107 and G.107.1, 132 in G.107.2. */
    public double impairmentMax() {
        return impairmentMax;
    }
}
