// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.AgentLog;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.probe.PipelineSettings;
import earshot.probe.ProbePipeline;
import earshot.probe.capture.CaptureException;
import earshot.probe.capture.FileSource;
import earshot.probe.capture.PacketSource;
import earshot.probe.publish.EventPublisher;
import earshot.testkit.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The captures are what they are said to be. How fast they are read is not for a test. */
class CapturesTest {
    @TempDir
    private Path folder;

    @Test
    void callsAreTheSameEachTimeAndReadWhole() throws IOException, CaptureException {
        Path file = file(capture -> new CallCapture(3, 8, 1).write(capture));

        PipelinePasses.Pass pass = PipelinePasses.read(file, 0, 1_000);

        // 3 calls, 2 directions, 400 packets each; 7 SIP messages a call, and RTCP every 5 s each way.
        assertThat(pass.received() - pass.duplicate() + pass.lost()).isEqualTo(3 * 2 * 400);
        assertThat(pass.packets()).isBetween(pass.received() + 3 * (7 + 2), pass.received() + 3 * (7 + 4));
        assertThat(pass.lost()).isBetween(1L, 60L);
        assertThat(bytes(capture -> new CallCapture(3, 8, 1).write(capture))).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void eachCallIsOneThatWasSeenFromItsBeginning() throws IOException {
        List<String> signalling = new ArrayList<>();
        ProbePipeline pipeline =
                new ProbePipeline(new PipelineSettings.Builder("test", 0).build(), new Signalling(signalling));
        byte[] capture = bytes(each -> new CallCapture(1, 8, 1).write(each));
        try (FileSource source = FileSource.of("capture", new ByteArrayInputStream(capture))) {
            while (source.advance() == PacketSource.Step.PACKET) pipeline.accept(source.packet());
        }

        assertThat(signalling)
                .containsExactly(
                        "INVITE",
                        "100",
                        "180 within b0",
                        "200 within b0",
                        "ACK within b0",
                        "BYE within b0",
                        "200 within b0");
    }

    /** What a call's messages are, and the tag of the dialog that they are sent in. */
    private record Signalling(List<String> told) implements EventPublisher {
        @Override
        public void sip(SipMessage message) {
            String what = message.getStatusCode() == 0 ? message.getMethod() : "" + message.getStatusCode();
            told.add(what + (message.getToTag().isEmpty() ? "" : " within " + message.getToTag()));
        }

        @Override
        public void media(MediaReport report) {
            // Media is looked at by the test before.
        }

        @Override
        public void rtcp(RtcpReport report) {
            // As media.
        }

        @Override
        public void log(AgentLog line) {
            // As media.
        }

        @Override
        public void health(ProbeHealth health) {
            // As media.
        }
    }

    @Test
    void allStreamsOfTheGrowthCaptureAreRecognisedBeforeTheClockStarts() throws IOException, CaptureException {
        GrowthCapture growth = new GrowthCapture(12_000, 2);
        Path file = file(growth::write);

        PipelinePasses.Pass pass = PipelinePasses.read(file, growth.packetsToBegin(), 12_000);

        assertThat(growth.packetsToBegin()).isEqualTo(6 * 12_000);
        assertThat(pass.received()).isEqualTo(8 * 12_000);
        assertThat(pass.lost()).isZero();
    }

    private Path file(Consumer<PcapWriter> content) throws IOException {
        return Files.write(folder.resolve("capture.pcap"), bytes(content));
    }

    private static byte[] bytes(Consumer<PcapWriter> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PcapWriter capture = new PcapWriter(bytes, PcapWriter.Format.PCAP_MICROS, 1)) {
            content.accept(capture);
        }
        return bytes.toByteArray();
    }
}
