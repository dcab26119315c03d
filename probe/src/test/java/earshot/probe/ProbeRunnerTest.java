// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.ProbeHealth;
import earshot.probe.capture.CaptureFault;
import earshot.probe.capture.CapturedPacket;
import earshot.probe.capture.PacketSource;
import earshot.probe.dissect.DecodeError;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeRunnerTest {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final RecordingPublisher events = new RecordingPublisher();
    private final ProbePipeline pipeline = new ProbePipeline(PipelineSettings.of("probe", 0), events);

    /** One packet, half a minute of silence, then the end. */
    private static final class SilentLine implements PacketSource {
        private final CapturedPacket packet = new CapturedPacket();
        private int second = -1;
        private boolean closed;

        @Override
        public Step advance() {
            second++;
            if (second == 0) packet.set(1, 0, new byte[60], 60);
            if (second == 0) return Step.PACKET;
            return second <= 30 ? Step.IDLE : Step.END;
        }

        @Override
        public long silentUntilNanos() {
            return second * SECOND_NANOS;
        }

        @Override
        public CapturedPacket packet() {
            return packet;
        }

        @Override
        public List<CaptureFault> faults() {
            return List.of(new CaptureFault("line", 0, CaptureFault.Reason.NO_PACKETS, "unplugged"));
        }

        @Override
        public long kernelDropped() {
            return 5;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void healthBeatsWhileTheLineIsSilent() {
        SilentLine line = new SilentLine();

        new ProbeRunner(line, pipeline, () -> 0).run();

        assertThat(events.health)
                .extracting(ProbeHealth::getTimeMicros)
                .containsExactly(10_000_000L, 20_000_000L, 30_000_000L, 30_000_000L);
        assertThat(events.health).extracting(ProbeHealth::getPacketsRead).containsExactly(1L, 0L, 0L, 0L);
        assertThat(line.closed).isTrue();
    }

    @Test
    void dropsAndFaultsOfTheSourceAreAccountedFor() {
        ProbeRunner runner = new ProbeRunner(new SilentLine(), pipeline, () -> 0);

        runner.run();

        assertThat(events.health.get(3).getKernelDropped()).isEqualTo(5);
        assertThat(pipeline.errors()).contains(new DecodeError(1, "interface", "interface gives no packets"));
        assertThat(runner.metrics().toPrometheus())
                .contains("earshot_probe_kernel_dropped_total 5")
                .contains(
                        "earshot_probe_decode_errors_total{layer=\"interface\",reason=\"interface gives no packets\"} 1")
                .contains("earshot_probe_packets_total{fate=\"not_ip\"} 1");
    }

    @Test
    void stoppingReportsWhatWasSeen() throws Exception {
        ProbeRunner runner = new ProbeRunner(new SilentLine(), pipeline, () -> 0);
        assertThat(runner.stop(0)).isFalse();

        runner.run();

        assertThat(runner.stop(0)).isTrue();
        assertThat(events.health).singleElement().satisfies(last -> assertThat(last.getEndOfCapture())
                .isTrue());
    }
}
