// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import earshot.standalone.RowJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Scores computed again from what {@code analyze --json} prints and from docs/quality.md alone: the formulas stand here a
 * second time, and no class of {@code earshot.quality} is used.
 */
class ReceiptTest {
    private static final Path SAMPLES = Path.of("..", "sample-pcaps");
    private static final Offset<Double> EXACT = within(1e-9);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11-g711-clean",
                "21-opus",
                "22-g722",
                "25-rtcp-xr",
                "51-random-loss",
                "52-burst-loss",
                "53-jitter",
                "56-opus-loss",
                "57-bad-line",
                "58-rtcp-xr-metrics"
            })
    void anyoneCanComputeTheScoreAgain(String name) throws Exception {
        List<JsonNode> streams = streams(name);
        assertThat(streams).isNotEmpty();
        for (JsonNode stream : streams) recompute(stream);
    }

    @Test
    void aBadLineSaysWhatCostMost() throws Exception {
        JsonNode stream = streams("57-bad-line").stream()
                .filter(one -> one.get("lossPercent").asDouble() > 1)
                .findFirst()
                .orElseThrow();
        JsonNode receipt = stream.get("receipt");

        assertThat(receipt.get("mainCost").asText()).isIn("loss", "discard", "burst");
        assertThat(receipt.get("sentence").asText()).contains(" at best with ", " lost");
    }

    /** With media one way no round trip is whole: the delay is what is assumed. */
    @Test
    void theOptionsAreSeenInTheReceipt() throws Exception {
        JsonNode stream = streams("55-one-way", "--no-concealment", "--assume-delay", "150")
                .get(0);
        JsonNode receipt = stream.get("receipt");

        assertThat(receipt.get("bpl").asDouble()).isEqualTo(4.3);
        assertThat(receipt.get("delaySource").asText()).isEqualTo("assumed");
        assertThat(receipt.get("oneWayMs").asDouble()).isEqualTo(150.0 + 50 + 20);
        assertThat(receipt.get("doubts").toString()).contains("delay of the network assumed");
        recompute(stream);
    }

    private static void recompute(JsonNode stream) {
        JsonNode receipt = stream.get("receipt");
        if (stream.get("mosLq").isNull()) {
            assertThat(receipt.get("sentence").asText()).startsWith("No score: ");
            assertThat(receipt.get("confidence").asText()).isEqualTo("none");
            return;
        }
        double loss = receipt.get("lossPercent").asDouble()
                - receipt.get("recoveredPercent").asDouble();
        double discard = receipt.get("discardPercent").asDouble();
        double burstRatio = receipt.get("burstRatio").asDouble();

        double r = rating(receipt, loss + discard, burstRatio);
        double mosLq = mos(receipt, r);
        assertThat(stream.get("rFactor").asDouble()).isCloseTo(Math.max(0, r), EXACT);
        assertThat(stream.get("mosLq").asDouble()).isCloseTo(mosLq, EXACT);
        if (receipt.get("oneWayMs").isNull()) {
            assertThat(stream.get("mosCq").isNull()).isTrue();
        } else {
            double oneWayMs = receipt.get("networkMs").asDouble()
                    + receipt.get("playoutMs").asDouble()
                    + receipt.get("packetMs").asDouble()
                    + receipt.get("lookaheadMs").asDouble();
            double mosCq = mos(receipt, r - stretch(receipt) * idd(oneWayMs));
            assertThat(receipt.get("oneWayMs").asDouble()).isCloseTo(oneWayMs, EXACT);
            assertThat(stream.get("mosCq").asDouble()).isCloseTo(mosCq, EXACT);
            assertThat(receipt.get("costDelay").asDouble()).isCloseTo(mosLq - mosCq, EXACT);
        }
        costs(receipt, loss, discard, mosLq);
    }

    private static void costs(JsonNode receipt, double loss, double discard, double mosLq) {
        double best = mos(receipt, rating(receipt, 0, 1));
        double random = mos(receipt, rating(receipt, loss + discard, 1));
        double share = loss + discard > 0 ? loss / (loss + discard) : 0;
        assertThat(receipt.get("best").asDouble()).isCloseTo(best, EXACT);
        assertThat(receipt.get("costLoss").asDouble()).isCloseTo((best - random) * share, EXACT);
        assertThat(receipt.get("costDiscard").asDouble()).isCloseTo((best - random) * (1 - share), EXACT);
        assertThat(receipt.get("costBurst").asDouble()).isCloseTo(random - mosLq, EXACT);
    }

    private static double rating(JsonNode receipt, double missingPercent, double burstRatio) {
        double ie = receipt.get("ie").asDouble();
        double bpl = receipt.get("bpl").asDouble();
        double ppl = Math.min(100, missingPercent);
        return switch (receipt.get("formula").asText()) {
            case "earshot-2 G.107-2015" -> 93.2 - ie - (95 - ie) * ppl / (ppl / burstRatio + bpl);
            case "earshot-2 G.107.1-2019" -> 129 - ie - (95 - ie) * ppl / (ppl + bpl);
            case "earshot-2 G.107.2-2019" -> 148 - ie - (132 - ie) * ppl / (ppl + bpl);
            default -> throw new AssertionError("a formula that the documentation does not have: " + receipt);
        };
    }

    private static double stretch(JsonNode receipt) {
        String formula = receipt.get("formula").asText();
        return formula.contains("G.107.1-") ? 1.29 : formula.contains("G.107.2-") ? 1.48 : 1;
    }

    private static double mos(JsonNode receipt, double rating) {
        double r = rating / stretch(receipt);
        if (r <= 0) return 1;
        if (r >= 100) return 4.5;
        return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
    }

    private static double idd(double oneWayMs) {
        if (oneWayMs <= 100) return 0;
        double x = Math.log(oneWayMs / 100) / Math.log(2);
        return 25 * (Math.pow(1 + Math.pow(x, 6), 1.0 / 6) - 3 * Math.pow(1 + Math.pow(x / 3, 6), 1.0 / 6) + 2);
    }

    private static List<JsonNode> streams(String name, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--json", SAMPLES.resolve(name + ".pcap").toString()));
        arguments.addAll(List.of(options));
        StringWriter printed = new StringWriter();
        CommandLine command = new CommandLine(new AnalyzeCommand()).setOut(new PrintWriter(printed));
        assertThat(command.execute(arguments.toArray(new String[0]))).isZero();
        ObjectMapper json = RowJson.mapper();
        List<JsonNode> streams = new ArrayList<>();
        json.readTree(printed.toString()).get("streams").forEach(streams::add);
        return streams;
    }
}
