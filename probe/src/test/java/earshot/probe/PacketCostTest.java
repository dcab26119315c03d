// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.FileSource;
import earshot.probe.capture.PacketGroup;
import earshot.probe.capture.PacketSource.Step;
import earshot.testkit.AllocationMeter;
import earshot.testkit.Frames;
import earshot.testkit.PcapWriter;
import earshot.testkit.RtpPackets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What can be held to about the cost of a packet without a clock; the rest is measured by benchmarks/. */
class PacketCostTest {
    private static final int STREAMS = 400;
    private static final int PACKETS_EACH = 230; // less than the five seconds after which a report is made
    private static final int MEASURED = 20_000;

    @Test
    void fromFileToCountersAnRtpPacketAllocatesNothing() throws IOException {
        RecordingPublisher events = new RecordingPublisher();
        ProbePipeline pipeline = new ProbePipeline(PipelineSettings.of("test", 0), events);
        try (FileSource source = FileSource.of("test", new ByteArrayInputStream(capture()))) {
            PacketGroup group = new PacketGroup();
            long bytes = AllocationMeter.allocatedBytes(MEASURED / PacketGroup.SIZE_MAX, () -> {
                assertPacket(source.advance(group));
                pipeline.accept(group);
            });

            assertThat(events.media).isEmpty();
            assertThat(pipeline.streamsActive()).isEqualTo(STREAMS);
            assertThat(bytes).isLessThan(MEASURED); // less than a byte a packet: the meter's own
        }
    }

    private static void assertPacket(Step step) {
        if (step != Step.PACKET) throw new AssertionError("the capture is too short: " + step);
    }

    /** Calls in turn, with 2 % loss and packets that overtake each other: what is rare allocates nothing either. */
    private static byte[] capture() {
        Random random = new Random(7);
        RtpPackets[] senders = new RtpPackets[STREAMS];
        for (int i = 0; i < STREAMS; i++) senders[i] = new RtpPackets(8, 0xABC000L + i, 65_400 + i % 100, 0, 160, 160);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (PcapWriter capture = new PcapWriter(file, PcapWriter.Format.PCAP_NANOS, 1)) {
            long timeNanos = Tap.START_MICROS * 1_000;
            for (int packet = 0; packet < PACKETS_EACH; packet++) {
                for (int i = 0; i < STREAMS; i++) {
                    byte[] rtp = senders[i].next();
                    boolean isRough = packet > 20;
                    if (isRough && random.nextInt(50) == 0) rtp = senders[i].next();
                    if (isRough && random.nextInt(200) == 0) {
                        capture.packet(timeNanos, frame(i, senders[i].next()));
                    }
                    capture.packet(timeNanos + i * 45_000L, frame(i, rtp));
                }
                timeNanos += 20_000_000L;
            }
        }
        return file.toByteArray();
    }

    private static byte[] frame(int stream, byte[] rtp) {
        return Frames.udpFrame("10.0.0.1", 20_000 + 2 * stream, "10.0.0.2", 30_000 + 2 * stream, rtp);
    }
}
