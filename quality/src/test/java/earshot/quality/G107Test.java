// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import earshot.quality.G107.Parameter;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class G107Test {
    private static final Offset<Double> EXACT = within(1e-6);

    /** G.107 clause 7.7: with every parameter at its default, R is 93.2. */
    @Test
    void theReferenceConnectionIsRated93Point2() {
        G107 connection = G107.defaults();

        assertThat(connection.nos()).isCloseTo(-75.744, EXACT);
        assertThat(connection.pre()).isCloseTo(35.638920, EXACT);
        assertThat(connection.nor()).isCloseTo(-83.357814, EXACT);
        assertThat(connection.nfo()).isEqualTo(-62);
        assertThat(connection.xolr()).isCloseTo(10.164157, EXACT);
        assertThat(connection.no()).isCloseTo(-61.179214, EXACT);
        assertThat(connection.ro()).isCloseTo(94.768822, EXACT);
        assertThat(connection.iolr()).isCloseTo(0.440178, EXACT);
        assertThat(connection.ist()).isCloseTo(-0.000715, EXACT);
        assertThat(connection.iq()).isCloseTo(0.974105, EXACT);
        assertThat(connection.is()).isCloseTo(1.413568, EXACT);
        assertThat(connection.idte()).isZero();
        assertThat(connection.idle()).isCloseTo(0.149046, EXACT);
        assertThat(connection.rating()).isCloseTo(93.2062077233, EXACT);
        assertThat(EModel.mos(connection.rating(), Scale.NB)).isCloseTo(4.409405954, EXACT);
    }

    /** The complete Id with echo: Ta = T = Tr / 2. */
    @ParameterizedTest(name = "{0} ms")
    @CsvSource({
        "0, 0.149046", "50, 1.599092", "100, 2.691523", "125, 3.190848", "150, 3.816122", "177.3, 5.303376",
        "200, 7.550535", "250, 14.178153", "300, 20.688893", "400, 31.108427", "500, 38.552083", "600, 43.871456",
        "800, 50.533076", "1000, 54.278712"
    })
    void delayBringsEchoToo(double oneWayMs, double id) {
        G107 connection = G107.defaults()
                .with(Parameter.TA, oneWayMs)
                .with(Parameter.T, oneWayMs)
                .with(Parameter.TR, 2 * oneWayMs);

        assertThat(connection.id()).isCloseTo(id, EXACT);
    }

    @Test
    void lossAndCodecTakeFromTheRatingWhatTheReducedModelTakes() {
        G107 connection = G107.defaults()
                .with(Parameter.IE, 11)
                .with(Parameter.BPL, 19)
                .with(Parameter.PPL, 5)
                .with(Parameter.BURST_R, 2);

        assertThat(connection.ieEff()).isCloseTo(30.534884, EXACT);
        assertThat(connection.rating()).isCloseTo(93.2062077233 - 30.534884, EXACT);
    }

    @Test
    void anAdvantageIsAddedAndTheDefaultsStay() {
        G107 mobile = G107.defaults().with(Parameter.A, 10);

        assertThat(mobile.rating() - G107.defaults().rating()).isCloseTo(10, EXACT);
    }

    /** The classes differ in mT and sT only; figures of an independent computation. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"DEFAULT, 14.760694709", "LOW, 10.094229248", "VERY_LOW, 6.178554709"})
    void calmTalkersMindDelayLess(DelaySensitivity sensitivity, double idd) {
        G107 connection = G107.defaults().with(Parameter.TA, 300).with(sensitivity);

        assertThat(connection.idd()).isCloseTo(idd, EXACT);
    }

    /** Echo and sidetone away from their defaults; figures of an independent computation of the same formulas. */
    @ParameterizedTest(name = "TELR {0}, STMR {1}, WEPL {2}, {3} ms")
    @CsvSource({
        "65, 15, 110, 150, 2.811843803, 0.840746535, 89.539131974",
        "45, 15, 110, 50, 10.378543779, 0.576146944, 82.400562775",
        "45, 8, 110, 100, 22.127538172, 0.727662938, 70.160097786",
        "65, 22, 110, 25, 1.020075974, 0.462509463, 90.988896503",
        "55, 15, 40, 200, 13.560818375, 7.381817825, 69.368203074",
        "35, 15, 20, 400, 67.578252430, 45.216492336, -43.509580488",
        "65, 8, 110, 0.5, 0.000000000, 0.180079423, 92.835215918"
    })
    void echoAndSidetoneImpair(
            double telr, double stmr, double wepl, double delayMs, double idte, double idle, double rating) {
        G107 connection = G107.defaults()
                .with(Parameter.TELR, telr)
                .with(Parameter.STMR, stmr)
                .with(Parameter.WEPL, wepl)
                .with(Parameter.T, delayMs)
                .with(Parameter.TR, 2 * delayMs)
                .with(Parameter.TA, delayMs);

        assertThat(connection.idte()).isCloseTo(idte, EXACT);
        assertThat(connection.idle()).isCloseTo(idle, EXACT);
        assertThat(connection.rating()).isCloseTo(rating, EXACT);
    }

    /** Noise, loudness and quantisation away from their defaults; figures of the same independent computation. */
    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "SLR, 15, 83.323216810",
        "SLR, 2, 92.538662258",
        "RLR, 8, 85.497430781",
        "STMR, 10, 93.188180764",
        "DS, 0, 92.969030621",
        "DR, 0, 93.200961574",
        "QDU, 14, 66.262065569",
        "NC, -50, 76.350793392",
        "NFOR, -50, 73.734587268",
        "PS, 60, 71.550333010",
        "PR, 60, 80.443281366",
        "A, 20, 113.206207723",
        "WEPL, 10, 91.383329500"
    })
    void everyParameterCounts(Parameter parameter, double value, double rating) {
        assertThat(G107.defaults().with(parameter, value).rating()).isCloseTo(rating, EXACT);
    }
}
