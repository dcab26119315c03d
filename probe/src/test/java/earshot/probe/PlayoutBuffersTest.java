// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.MediaReport;
import earshot.quality.BufferDepths;
import earshot.testkit.RtpPackets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Of 100 packets every tenth comes 90 ms late, and those behind it at once: 70, 50, 30 and 10 ms late. How many are too late
 * depends on the buffer, and the report names it.
 */
class PlayoutBuffersTest {
    @ParameterizedTest
    @CsvSource({
        "50, 200, 20, 0",
        "80, 85, 10, 10",
        "95, 100, 0, 0",
    })
    void depthsDecideWhatIsTooLate(int shortMs, int longMs, long lateShort, long lateLong) {
        BufferDepths depths = new BufferDepths(shortMs, longMs, 30, 300);
        Tap tap = new Tap(new PipelineSettings.Builder("tap", 0).buffers(depths).build());
        RtpPackets sender = new RtpPackets(0, 0xABC, 1, 0, 160, 160);
        for (int i = 0; i < 100; i++) {
            int sinceSlow = i % 10 - 5;
            double lateMs = sinceSlow >= 0 ? 90 - 20 * sinceSlow : 0;
            tap.udp(20 * i + lateMs, "192.0.2.1", 4_000, "192.0.2.2", 5_000, sender.next());
        }
        tap.pipeline.finish();

        MediaReport report = tap.events.media.get(0);
        assertThat(report.getBufferShortMs()).isEqualTo(shortMs);
        assertThat(report.getBufferLongMs()).isEqualTo(longMs);
        assertThat(report.getBufferAdaptiveMinMs()).isEqualTo(30);
        assertThat(report.getBufferAdaptiveMaxMs()).isEqualTo(300);
        assertThat(report.getLateFixed50()).isEqualTo(lateShort);
        assertThat(report.getLateFixed200()).isEqualTo(lateLong);
        assertThat(report.getPlayoutBurstLoss() + report.getPlayoutGapLoss()).isEqualTo(report.getLateFixed50());
    }
}
