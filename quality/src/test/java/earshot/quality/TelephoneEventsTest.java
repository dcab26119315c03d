// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TelephoneEventsTest { // RFC 4733 §2.5
    private static final int KEY_5 = 5 << 24;
    private static final int KEY_6 = 6 << 24;
    private static final int END = 0x80 << 16;

    private final TelephoneEvents events = new TelephoneEvents();

    private void packet(int timestamp, int payload) {
        events.packet(timestamp, payload, 8_000);
    }

    /** 100 ms: updates each 20 ms, and the end three times. */
    @Test
    void aKeyPressIsOneHoweverManyPacketsTellOfIt() {
        for (int duration = 160; duration <= 640; duration += 160) packet(1_000, KEY_5 | duration);
        for (int copy = 0; copy < 3; copy++) packet(1_000, KEY_5 | END | 800);

        assertThat(events.events()).isEqualTo(1);
        assertThat(events.milliseconds()).isEqualTo(100);
    }

    @Test
    void theSameKeyAgainIsAnotherEvent() {
        packet(1_000, KEY_5 | END | 800);
        packet(3_000, KEY_5 | END | 800);

        assertThat(events.events()).isEqualTo(2);
        assertThat(events.milliseconds()).isEqualTo(200);
    }

    @Test
    void packetsThatOvertakeEachOtherDoNotCountTwice() {
        packet(1_000, KEY_5 | END | 800);
        packet(3_000, KEY_6 | 160);
        packet(1_000, KEY_5 | END | 800);
        packet(3_000, KEY_6 | END | 320);
        packet(1_000, KEY_5 | 640);

        assertThat(events.events()).isEqualTo(2);
        assertThat(events.milliseconds()).isEqualTo(140);
    }

    /** Longer than 65535 ticks: the next segment begins where the one before ends, and only the last has an end. */
    @Test
    void segmentsOfALongEventAreOne() {
        packet(0, KEY_5 | 0xFFFF);
        packet(0xFFFF, KEY_5 | 4_000);
        packet(0xFFFF, KEY_5 | END | 8_000);

        assertThat(events.events()).isEqualTo(1);
        assertThat(events.milliseconds()).isEqualTo((65_535 + 8_000) / 8.0);
    }

    @Test
    void anEventThatLostItsBeginningAndItsEndIsStillOne() {
        packet(1_000, KEY_5 | 480);

        assertThat(events.events()).isEqualTo(1);
    }

    @Test
    void anEventUnderWayIsNotCountedAgainInTheNextInterval() {
        packet(1_000, KEY_5 | 400);
        events.forgetCounts();
        packet(1_000, KEY_5 | END | 800);

        assertThat(events.events()).isZero();
        assertThat(events.milliseconds()).isEqualTo(50);
    }

    @Property(tries = 200)
    void neverMoreEventsThanPackets(@ForAll @Size(max = 60) int[] payloads) {
        TelephoneEvents any = new TelephoneEvents();
        for (int payload : payloads) any.packet(payload * 31, payload, 8_000);

        assertThat(any.events()).isBetween(payloads.length == 0 ? 0L : 1L, (long) payloads.length);
        assertThat(any.milliseconds()).isBetween(0.0, payloads.length * 65_535 / 8.0);
    }
}
