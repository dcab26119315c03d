// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RttMemoryTest {
    private static final long SECOND = 1_000_000;

    private final RttMemory rtt = new RttMemory();

    @Test
    void halvesMakeAWholeOnlyWhenBothAreKnown() {
        rtt.toReceiver(30, SECOND);
        assertThat(rtt.best().samples.mean()).isNull();
        assertThat(rtt.best().source).isEmpty();

        rtt.toSource(10, 2 * SECOND); // 40
        rtt.toReceiver(50, 6 * SECOND); // 60

        assertThat(rtt.best().source).isEqualTo("tap");
        assertThat(rtt.best().samples.mean()).isEqualTo(50);
        assertThat(rtt.best().samples.min()).isEqualTo(40);
        assertThat(rtt.best().samples.max()).isEqualTo(60);
        assertThat(rtt.best().samples.samples).isEqualTo(2);
        assertThat(rtt.toReceiver.mean()).isEqualTo(40);
    }

    @Test
    void halvesFurtherApartThanHalfAMinuteAreNoWhole() {
        rtt.toReceiver(30, SECOND);
        rtt.toSource(10, SECOND + RttMemory.PAIR_MICROS + 1);

        assertThat(rtt.best().samples.mean()).isNull();
    }

    @Test
    void whatAnEndReportedStandsInForWhatWasNotMeasured() {
        rtt.reported(120);
        assertThat(rtt.best().source).isEqualTo("endpoint");
        assertThat(rtt.best().samples.mean()).isEqualTo(120);

        rtt.toReceiver(30, SECOND);
        rtt.toSource(10, SECOND);

        assertThat(rtt.best().source).isEqualTo("tap");
        assertThat(rtt.best().samples.mean()).isEqualTo(40);
    }

    /** Measured at the probe, else reported in RTCP, else in SIP: the source is named. */
    @Test
    void whatADeviceReportedIsTheLastResort() {
        rtt.device(200);
        assertThat(rtt.best().source).isEqualTo("device");
        assertThat(rtt.best().samples.mean()).isEqualTo(200);
        assertThat(rtt.takeInterval().source).isEqualTo("device");
        assertThat(rtt.takeInterval().source).isEmpty();

        rtt.reported(120);
        assertThat(rtt.best().source).isEqualTo("endpoint");
        assertThat(rtt.best().samples.mean()).isEqualTo(120);
    }

    @Test
    void anIntervalHasItsOwnRoundTrips() {
        rtt.toReceiver(30, SECOND);
        rtt.toSource(10, SECOND);
        assertThat(rtt.takeInterval().samples.mean()).isEqualTo(40);
        assertThat(rtt.takeInterval().samples.mean()).isNull();

        rtt.toSource(20, 6 * SECOND);

        assertThat(rtt.takeInterval().samples.mean()).isEqualTo(50);
        assertThat(rtt.best().samples.mean()).isEqualTo(45);
    }
}
