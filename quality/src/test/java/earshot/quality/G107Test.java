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
}
