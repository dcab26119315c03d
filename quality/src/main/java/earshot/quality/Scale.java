// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/** The three scales of the E-model. A MOS of one is not comparable with a MOS of another. */
public enum Scale {
    /** Narrowband, 300 to 3400 Hz: ITU-T G.107. */
    NB(93.2, 1.0),
    /** Wideband, 50 to 7000 Hz: ITU-T G.107.1. */
    WB(129.0, 1.29),
    /** Fullband, 20 to 20000 Hz: ITU-T G.107.2. */
    FB(148.0, 1.48);

    private final double ratingMax;
    private final double stretch;

    Scale(double ratingMax, double stretch) {
        this.ratingMax = ratingMax;
        this.stretch = stretch;
    }

    /** The rating of a connection without impairments; 93.2 is G.107's default without talker echo. */
    public double ratingMax() {
        return ratingMax;
    }

    /** What a rating is divided by before it goes through the narrowband R-to-MOS curve. */
    public double stretch() {
        return stretch;
    }
}
