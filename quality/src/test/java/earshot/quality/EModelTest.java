// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EModelTest {
    private static final Offset<Double> EXACT = within(1e-6);

    @ParameterizedTest(name = "R {0} is MOS {1}")
    @CsvSource({
        "-5, 1",
        "0, 1",
        "3, 1",
        "6.5, 1.000000",
        "10, 1.035000",
        "20, 1.252000",
        "30, 1.609000",
        "40, 2.064000",
        "50, 2.575000",
        "60, 3.100000",
        "70, 3.597000",
        "80, 4.024000",
        "82.2, 4.104375",
        "90, 4.339000",
        "93.2, 4.409286",
        "94, 4.424232",
        "95, 4.441375",
        "100, 4.5",
        "120, 4.5"
    })
    void ratingsBecomeMosByAnnexB(double rating, double mos) {
        assertThat(EModel.mos(rating, Scale.NB)).isCloseTo(mos, EXACT);
    }

    @Test
    void theCurveNeverDipsBelowOneWhereItsPolynomialDoes() {
        assertThat(EModel.mos(3.222, Scale.NB)).isEqualTo(1);
        assertThat(EModel.mos(Double.NaN, Scale.NB)).isEqualTo(1);
    }

    @Test
    void mosBecomesTheRatingItCameFrom() {
        for (double rating = 10; rating <= 95; rating += 0.25) {
            assertThat(EModel.rating(EModel.mos(rating, Scale.NB))).isCloseTo(rating, EXACT);
        }
        assertThat(EModel.rating(1)).isZero();
        assertThat(EModel.rating(4.5)).isEqualTo(100);
    }

    @ParameterizedTest(name = "{0} ms: Idd {1}")
    @CsvSource({
        "0, 0",
        "50, 0",
        "100, 0",
        "125, 0.004617",
        "150, 0.163531",
        "177.3, 1.172058",
        "200, 3.044414",
        "250, 8.916710",
        "300, 14.760695",
        "400, 24.070089",
        "500, 30.635925",
        "600, 35.246848",
        "800, 40.832483",
        "1000, 43.789575"
    })
    void delayImpairs(double oneWayMs, double idd) {
        assertThat(EModel.delayImpairment(oneWayMs)).isCloseTo(idd, EXACT);
    }

    /** The exponent is six times sT: taking it for six minus sT is a known mistake. */
    @Test
    void insensitiveListenersMindDelayLess() {
        assertThat(EModel.delayImpairment(300, DelaySensitivity.DEFAULT)).isCloseTo(14.760694708940193, EXACT);
        assertThat(EModel.delayImpairment(300, DelaySensitivity.LOW)).isCloseTo(10.09422924836096, EXACT);
        assertThat(EModel.delayImpairment(300, DelaySensitivity.VERY_LOW)).isCloseTo(6.178554709183004, EXACT);
    }

    @ParameterizedTest(name = "Ie {0} Bpl {1}, loss {2} %, BurstR {3}, {4} ms")
    @CsvSource({
        "0, 4.3, 0, 1, 0, 0.000000, 93.200000, 4.409286", "0, 4.3, 1, 1, 0, 17.924528, 75.275472, 3.833651",
        "0, 4.3, 3, 1, 0, 39.041096, 54.158904, 2.794050", "0, 4.3, 5, 1, 50, 51.075269, 42.124731, 2.169309",
        "0, 25.1, 0, 1, 100, 0.000000, 93.200000, 4.409286", "0, 25.1, 0, 1, 150, 0.000000, 93.036469, 4.406098",
        "0, 25.1, 0, 1, 200, 0.000000, 90.155586, 4.342793", "0, 25.1, 0, 1, 300, 0.000000, 78.439305, 3.963668",
        "0, 25.1, 0, 1, 400, 0.000000, 69.129911, 3.555932", "0, 25.1, 1, 1, 0, 3.639847, 89.560153, 4.328075",
        "0, 25.1, 2, 1, 0, 7.011070, 86.188930, 4.234833", "0, 25.1, 2, 2, 0, 7.279693, 85.920307, 4.226707",
        "0, 25.1, 5, 1, 150, 15.780731, 77.255738, 3.916194", "0, 25.1, 5, 3, 150, 17.745953, 75.290516, 3.834292",
        "0, 25.1, 10, 1, 0, 27.065527, 66.134473, 3.410881", "0, 25.1, 20, 1, 0, 42.128603, 51.071397, 2.631320",
        "0, 25.1, 100, 1, 0, 75.939249, 17.260751, 1.176862", "10, 19, 0, 1, 0, 10.000000, 83.200000, 4.138996",
        "11, 19, 0, 1, 0, 11.000000, 82.200000, 4.104375", "11, 19, 1, 1, 0, 15.200000, 78.000000, 3.946216",
        "11, 19, 2, 1, 100, 19.000000, 74.200000, 3.787287", "11, 19, 4, 1, 150, 25.608696, 67.427773, 3.474166",
        "11, 19, 5, 2, 250, 30.534884, 53.748406, 2.772406", "15, 16.1, 0, 1, 0, 15.000000, 78.200000, 3.954186",
        "15, 16.1, 3, 1, 200, 27.565445, 62.590141, 3.233108", "5, 10, 0, 1, 0, 5.000000, 88.200000, 4.292446",
        "5, 10, 2, 1, 150, 20.000000, 73.036469, 3.735987", "20, 10, 0, 1, 0, 20.000000, 73.200000, 3.743267",
        "20, 10, 1, 1, 0, 26.818182, 66.381818, 3.423057", "7, 4.3, 0, 1, 0, 7.000000, 86.200000, 4.235165"
    })
    void narrowband(
            double ie, double bpl, double loss, double burstR, double delayMs, double ieEff, double r, double mos) {
        CodecConstants codec = codec(Scale.NB, ie, bpl);

        assertThat(EModel.effectiveEquipmentImpairment(codec, loss, burstR)).isCloseTo(ieEff, EXACT);
        double rating = EModel.conversationalRating(codec, loss, burstR, delayMs);
        assertThat(rating).isCloseTo(r, EXACT);
        assertThat(EModel.mos(rating, Scale.NB)).isCloseTo(mos, EXACT);
    }

    @ParameterizedTest(name = "Ie {0} Bpl {1}, loss {2} %")
    @CsvSource({
        "0, 1, 0, 0, 129, 4.5",
        "13, 1, 0, 13, 116, 4.337096",
        "20, 1, 0, 20, 109, 4.181997",
        "31, 1, 0, 31, 98, 3.862987",
        "1, 1, 0, 1, 128, 4.493988",
        "8, 1, 0, 8, 121, 4.420569",
        "41, 1, 0, 41, 88, 3.512307",
        "20, 4.3, 2, 43.809524, 85.190476, 3.406179",
        "10, 4.9, 1, 24.406780, 104.593220, 4.064163",
        "35.8, 25.1, 0, 35.8, 93.2, 3.700586"
    })
    void wideband(double ie, double bpl, double loss, double ieEff, double r, double mos) {
        CodecConstants codec = codec(Scale.WB, ie, bpl);

        assertThat(EModel.effectiveEquipmentImpairment(codec, loss, 1)).isCloseTo(ieEff, EXACT);
        assertThat(EModel.listeningRating(codec, loss, 1)).isCloseTo(r, EXACT);
        assertThat(EModel.mos(r, Scale.WB)).isCloseTo(mos, EXACT);
    }

    @ParameterizedTest(name = "loss {0} %, {1} ms")
    @CsvSource({
        "0, 0, 137.8, 4.407500",
        "1, 0, 114.818868, 3.929356",
        "3, 0, 87.745205, 3.063014",
        "5, 150, 72.074103, 2.506817",
        "0, 200, 133.294267, 4.340557"
    })
    void fullband(double loss, double delayMs, double r, double mos) {
        double rating = EModel.conversationalRating(codec(Scale.FB, 10.2, 4.3), loss, 1, delayMs);

        assertThat(rating).isCloseTo(r, EXACT);
        assertThat(EModel.mos(rating, Scale.FB)).isCloseTo(mos, EXACT);
    }

    @Test
    void burstinessCountsOnTheNarrowbandScaleOnly() {
        CodecConstants wideband = codec(Scale.WB, 13, 4.3);

        assertThat(EModel.effectiveEquipmentImpairment(wideband, 5, 3))
                .isEqualTo(EModel.effectiveEquipmentImpairment(wideband, 5, 1));
    }

    /** Ie from the scale's ceiling on would turn the loss term over; a robustness of 0 would divide by nothing. */
    @Test
    void constantsThatBreakTheModelAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec(Scale.NB, 95, 10))
                .withMessage("ie is 95.0, allowed: 0 to below 95.0 on the scale NB");
        assertThat(codec(Scale.FB, 95, 10).ie()).isEqualTo(95);
        assertThatIllegalArgumentException().isThrownBy(() -> codec(Scale.FB, 132, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> codec(Scale.NB, Double.NaN, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> codec(Scale.NB, -1, 10));
        for (double bpl : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> codec(Scale.NB, 10, bpl))
                    .withMessageStartingWith("bpl is ");
        }
    }

    @Test
    void lossOutsideZeroToAHundredPercentIsBroughtBack() {
        CodecConstants codec = codec(Scale.NB, 7, 4.3);

        assertThat(EModel.effectiveEquipmentImpairment(codec, Double.NaN, 1)).isEqualTo(7);
        assertThat(EModel.effectiveEquipmentImpairment(codec, -1, 1)).isEqualTo(7);
        assertThat(EModel.effectiveEquipmentImpairment(codec, 400, 1))
                .isEqualTo(EModel.effectiveEquipmentImpairment(codec, 100, 1));
        assertThat(EModel.effectiveEquipmentImpairment(codec, 5, 0.2))
                .isEqualTo(EModel.effectiveEquipmentImpairment(codec, 5, 1));
    }

    private static CodecConstants codec(Scale scale, double ie, double bpl) {
        return new CodecConstants(
                "test", "", CodecConstants.ModeFrom.CODEC, scale, ie, bpl, 0, CodecConstants.Origin.PUBLISHED, "test");
    }
}
