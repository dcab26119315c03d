// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.testkit.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedSourceTest {
    @Test
    void theEarliestPacketComesNextAndTiesGoToTheCaptureNamedFirst() throws IOException {
        MergedSource merged = new MergedSource(List.of(capture(10, 30, 30), capture(20, 30, 40), capture()));

        assertThat(read(merged)).containsExactly("10 of 3", "20 of 3", "30 of 3", "30 of 3", "30 of 3", "40 of 3");
    }

    /** Multi-queue cards write slightly out of order; sorting a file would need all of it in memory. */
    @Test
    void aCaptureKeepsItsOwnOrder() throws IOException {
        MergedSource merged = new MergedSource(List.of(capture(10, 25, 24), capture(26)));

        assertThat(read(merged)).containsExactly("10 of 3", "25 of 3", "24 of 3", "26 of 1");
    }

    private static List<String> read(MergedSource merged) {
        List<String> times = new ArrayList<>();
        try (merged) {
            while (merged.advance() == PacketSource.Step.PACKET) {
                CapturedPacket packet = merged.packet();
                times.add(packet.timeNanos() / 1_000_000_000L + " of " + packet.capturedLength());
            }
        }
        return times;
    }

    /** Packets at the given seconds, as many octets long as there are packets. */
    private static FileSource capture(long... seconds) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PcapWriter writer = new PcapWriter(bytes, PcapWriter.Format.PCAP_NANOS, 1)) {
            for (long second : seconds) writer.packet(second * 1_000_000_000L, new byte[seconds.length]);
        }
        return FileSource.of("test", new ByteArrayInputStream(bytes.toByteArray()));
    }
}
