// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private final EventCodec<ProbeHealth> codec = EventCodec.of(ProbeHealth.class);

    private static ProbeHealth health() {
        return ProbeHealth.newBuilder()
                .setProbe("lab")
                .setBoot(1)
                .setSequence(2)
                .setTimeMicros(20_000_000)
                .setStartMicros(10_000_000)
                .setPacketsRead(7)
                .setFates(Map.of("decoded", 5L, "ignored", 2L))
                .setErrors(Map.of())
                .build();
    }

    @Test
    void anEventSurvivesTheWire() throws Exception {
        assertThat(codec.decode(codec.encode(health()))).isEqualTo(health());
    }

    @Test
    void anotherEventIsRefusedAndNotMisread() {
        Alert alert = Alert.newBuilder()
                .setAlertId("a")
                .setRule("r")
                .setSubject("s")
                .setStatus(AlertStatus.FIRING)
                .setSeverity("info")
                .setStartsAtMicros(1)
                .setTimeMicros(1)
                .setMetric("rtp.loss_ratio")
                .setValue(0.05)
                .setThreshold(0.03)
                .setLabels(Map.of())
                .setAnnotations(Map.of())
                .setCallIds(List.of())
                .build();
        byte[] bytes = EventCodec.of(Alert.class).encode(alert);

        assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(EventCodec.NotAnEvent.class);
    }

    @Test
    void everyTruncationAndEveryFlippedByteIsAnEventOrARefusal() {
        byte[] good = codec.encode(health());
        Random random = new Random(20260115);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(EventCodec.NotAnEvent.class);
        }
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] bent = good.clone();
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                codec.decode(bent);
            } catch (EventCodec.NotAnEvent e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(500); // all flips in the ten-byte header among them
    }
}
