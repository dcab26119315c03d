// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.FileSource;
import earshot.standalone.Manifest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample capture alone: what the probe and the logic of calls make of it equals its truth. */
class SampleCapturesTest {
    static List<Manifest> captures() throws IOException {
        return Manifest.all();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void callsAndStreamsEqualTheirTruth(Manifest manifest) throws Exception {
        Analysis analysis = new Analysis(null, List.of(), false);
        try (FileSource source = FileSource.open(manifest.capture())) {
            analysis.read(source);
        }

        manifest.assertCalls(analysis.calls());
        manifest.assertStreams(analysis.streams());
        assertThat(analysis.calls())
                .as("calls")
                .hasSize(manifest.truth().path("calls").size());
        assertThat(analysis.streams()).as("streams").hasSize(manifest.streamCount());
        assertThat(analysis.errors()).as("decode errors").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void everyPacketHasExactlyOneFate(Manifest manifest) throws Exception {
        Analysis analysis = new Analysis(null, List.of(), false);
        try (FileSource source = FileSource.open(manifest.capture())) {
            analysis.read(source);
        }

        var packets = analysis.packets();
        assertThat(packets.read())
                .isEqualTo(manifest.truth().path("packets").path("total").asLong());
        assertThat(packets.decoded() + packets.ignored() + packets.malformed() + packets.truncated())
                .isEqualTo(packets.read());
        assertThat(packets.malformed() + packets.truncated()).isZero();
    }

    /** Both phones speak of the stream that they hear, in each of their reports. */
    @Test
    void reportsOfThePhonesAreCountedOnTheirStreams() throws Exception {
        Manifest manifest = captures().stream()
                .filter(sample -> sample.capture().endsWith("25-rtcp-xr.pcap"))
                .findFirst()
                .orElseThrow();
        Analysis analysis = new Analysis(null, List.of(), false);
        try (FileSource source = FileSource.open(manifest.capture())) {
            analysis.read(source);
        }

        long sent =
                analysis.streams().stream().mapToLong(row -> row.rtcp().sr()).sum();
        long extended =
                analysis.streams().stream().mapToLong(row -> row.rtcp().xr()).sum();
        assertThat(sent).isEqualTo(manifest.truth().at("/rtcpPackets/sr").asLong());
        assertThat(extended).isEqualTo(manifest.truth().at("/rtcpPackets/xr").asLong());
    }
}
