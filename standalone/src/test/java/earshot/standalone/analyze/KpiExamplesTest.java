// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.calls.CallSettings;
import earshot.calls.kpi.KpiSettings;
import earshot.probe.capture.FileSource;
import earshot.standalone.RowJson;
import earshot.storage.KpiPoint;
import earshot.testkit.Frames;
import earshot.testkit.PcapWriter;
import earshot.testkit.RtpPackets;
import earshot.testkit.SipText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of docs/kpis.md, from its packets to its figures: what we tell people is what the code does. */
class KpiExamplesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "kpis.md");
    private static final long NOON_SECONDS =
            Instant.parse("2026-01-15T12:00:00Z").getEpochSecond();
    private static final String CALLER = "192.0.2.1";
    private static final String CALLEE = "192.0.2.2";

    private static final class Packet {
        private final double second;
        private final byte[] frame;

        private Packet(double second, byte[] frame) {
            this.second = second;
            this.frame = frame;
        }
    }

    @TempDir
    private Path folder;

    @Test
    void theFiguresAreThoseOfTheTable() throws Exception {
        Path capture = folder.resolve("example.pcap");
        write(capture);
        Analysis analysis = new Analysis(null, false, CallSettings.DEFAULT.withKpis(KpiSettings.DEFAULT));
        try (FileSource source = FileSource.open(capture)) {
            analysis.read(source);
        }

        List<JsonNode> minutes = analysis.kpis().stream()
                .filter(point -> point.dimension().equals("overall"))
                .<JsonNode>map(point -> RowJson.mapper().valueToTree(point))
                .toList();

        assertThat(minutes).hasSize(2);
        List<List<String>> rows = rows("### Everybody's figures");
        assertThat(rows).hasSizeGreaterThan(30);
        for (List<String> row : rows) {
            for (int minute = 0; minute < 2; minute++) {
                JsonNode figure = minutes.get(minute).at('/' + row.get(0).replace('.', '/'));
                String stated = row.get(minute + 1);
                if (stated.equals("unknown")) {
                    assertThat(figure.isNull() || figure.isMissingNode())
                            .as(row.get(0))
                            .isTrue();
                } else {
                    assertThat(figure.asDouble()).as(row.get(0)).isCloseTo(Double.parseDouble(stated), within(6e-5));
                }
            }
        }
    }

    /** Both telephones have the same calls, the one as the caller and the other as the callee. */
    @Test
    void thePeersHaveTheFiguresOfTheirSide() throws Exception {
        Path capture = folder.resolve("example.pcap");
        write(capture);
        Analysis analysis = new Analysis(null, false, CallSettings.DEFAULT.withKpis(KpiSettings.DEFAULT));
        try (FileSource source = FileSource.open(capture)) {
            analysis.read(source);
        }

        List<KpiPoint> peers = analysis.kpiTotals().stream()
                .filter(point -> point.dimension().equals("peer"))
                .toList();

        assertThat(peers).hasSize(2);
        assertThat(peers)
                .extracting(point -> point.name()
                        + ' '
                        + point.side()
                        + ' '
                        + point.calls().attempts()
                        + ' '
                        + point.media().goodMicros())
                .containsExactly(CALLER + " caller 9 30000000", CALLEE + " callee 9 30000000");
    }

    private static void write(Path file) throws IOException {
        List<Packet> packets = new ArrayList<>();
        for (List<String> row : rows("### Messages")) packets.add(message(row));
        for (List<String> row : rows("### Streams")) packets.addAll(stream(row));
        packets.sort((a, b) -> Double.compare(a.second, b.second));
        try (PcapWriter out = new PcapWriter(Files.newOutputStream(file), PcapWriter.Format.PCAP_NANOS, 1)) {
            for (Packet packet : packets) {
                out.packet(NOON_SECONDS * 1_000_000_000L + Math.round(packet.second * 1e9), packet.frame);
            }
        }
    }

    private static Packet message(List<String> row) {
        String call = row.get(1);
        String[] words = row.get(3).split(" ", -1);
        boolean isRequest = row.get(2).equals("\u2192");
        String method = isRequest ? words[0] : words[1];
        int cseq = Integer.parseInt(words[words.length - 1]);
        // A CANCEL has the branch of its INVITE (RFC 3261 9.1).
        String branch = "z9hG4bK" + call + (method.equals("CANCEL") ? "INVITE" : method) + cseq;
        SipText text = isRequest
                ? SipText.request(method, call, cseq, branch)
                : SipText.response(Integer.parseInt(words[0]), "Because", method, call, cseq, branch);
        if (isRequest && method.equals("INVITE")) text.sdp(CALLER, port(call));
        if (!isRequest && method.equals("INVITE") && words[0].equals("200")) text.sdp(CALLEE, port(call) + 1_000);
        byte[] frame = isRequest
                ? Frames.udpFrame(CALLER, 5060, CALLEE, 5060, text.bytes())
                : Frames.udpFrame(CALLEE, 5060, CALLER, 5060, text.bytes());
        return new Packet(Double.parseDouble(row.get(0)), frame);
    }

    private static List<Packet> stream(List<String> row) {
        boolean isForth = row.get(3).equals("\u2192");
        int port = port(row.get(2));
        boolean isLossy = row.get(4).equals("every 10th");
        RtpPackets sender = new RtpPackets(0, isForth ? 1 : 2, 1, 0, 160, 160);
        List<Packet> packets = new ArrayList<>();
        int count = (Integer.parseInt(row.get(1)) - Integer.parseInt(row.get(0))) * 50;
        for (int i = 0; i < count; i++) {
            byte[] rtp = sender.next();
            if (isLossy && i % 10 == 5) continue;
            double second = Integer.parseInt(row.get(0)) + i * 0.02;
            packets.add(new Packet(
                    second,
                    isForth
                            ? Frames.udpFrame(CALLER, port, CALLEE, port + 1_000, rtp)
                            : Frames.udpFrame(CALLEE, port + 1_000, CALLER, port, rtp)));
        }
        return packets;
    }

    private static int port(String call) {
        return 4_000 + 2 * call.charAt(0);
    }

    private static List<List<String>> rows(String heading) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        boolean isHere = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("#")) isHere = line.equals(heading);
            if (isHere && line.startsWith("|")) {
                rows.add(Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows.subList(2, rows.size());
    }
}
