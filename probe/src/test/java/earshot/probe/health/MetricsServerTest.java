// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.health;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.dissect.Fate;
import earshot.probe.health.ProbeMetrics.Metric;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    @Test
    void metricsAndHealthAreServedOnLoopback() throws Exception {
        ProbeMetrics metrics = new ProbeMetrics(
                Map.of(Fate.RTP, 12L),
                Map.of("sip:no message", 1L),
                Map.of(Metric.STREAMS_ACTIVE, 3L),
                Map.of("hep_clock_held_total{agent=\"192.0.2.9\"}", 2L, "hep_connections_refused_total", 0L));
        try (MetricsServer server = MetricsServer.start(0, () -> metrics)) {
            assertThat(get(server, "/health")).contains("UP");
            assertThat(get(server, "/metrics")).isEqualTo("""
                            # TYPE earshot_probe_packets_total counter
                            earshot_probe_packets_total{fate="rtp"} 12
                            # TYPE earshot_probe_decode_errors_total counter
                            earshot_probe_decode_errors_total{layer="sip",reason="no message"} 1
                            # TYPE earshot_probe_streams_active gauge
                            earshot_probe_streams_active 3
                            # TYPE earshot_probe_hep_clock_held_total counter
                            earshot_probe_hep_clock_held_total{agent="192.0.2.9"} 2
                            # TYPE earshot_probe_hep_connections_refused_total counter
                            earshot_probe_hep_connections_refused_total 0
                            """);
        }
    }

    private static String get(MetricsServer server, String path) throws Exception {
        URI uri = URI.create("http://localhost:" + server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
