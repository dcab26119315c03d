// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.AgentLog;
import earshot.probe.PipelineSettings;
import earshot.probe.Tap;
import earshot.testkit.HepPackets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What agents log, from the chunk to the event: counted always, kept only where that was asked for. */
class HepLogTest {
    private static final String PROXY = "192.0.2.9";
    private static final String COLLECTOR = "198.51.100.7";
    private static final long START = Tap.START_MICROS / 1_000_000;

    private final Tap keeping =
            new Tap(new PipelineSettings.Builder("tap", 0).keepsLogs(true).build());

    @Test
    void aLineThatNamesACallIsKeptWithTheAgentsTimeAndEndpoints() {
        keeping.hep(1_300, log("call-1", "routed to gw1").bytes());

        AgentLog line = keeping.events.logs.get(0);
        assertThat(line.getCallId()).isEqualTo("call-1");
        assertThat(line.getProbe()).isEqualTo("tap/2001");
        assertThat(line.getTimeMicros()).isEqualTo(Tap.START_MICROS + 1_250_000);
        assertThat(line.getSourceAddress()).isEqualTo(PROXY);
        assertThat(line.getSourcePort()).isEqualTo(5_060);
        assertThat(line.getDestinationAddress()).isEqualTo(COLLECTOR);
        assertThat(line.getDestinationPort()).isEqualTo(9_060);
        assertThat(line.getFrame()).isEqualTo(1);
        assertThat(line.getText()).isEqualTo("routed to gw1");
        assertThat(line.getCut()).isFalse();
        assertThat(keeping.pipeline.fates().of(Fate.HEP_LOG)).isEqualTo(1);
        assertThat(keeping.pipeline.errors()).isEmpty();
    }

    @Test
    void unlessAskedForLinesAreCountedAndNotKept() {
        Tap usual = new Tap();
        usual.hep(0, log("call-1", "routed to gw1").bytes());

        assertThat(usual.pipeline.fates().of(Fate.HEP_LOG)).isEqualTo(1);
        assertThat(usual.events.all).isEmpty();
    }

    @Test
    void aLineOfNoCallOrOfNothingIsCountedAlone() {
        keeping.hep(0, log("", "started").bytes());
        keeping.hep(
                1,
                HepPackets.from(PROXY, 1, COLLECTOR, 2)
                        .type(100)
                        .payload("started")
                        .bytes());
        keeping.hep(2, log("call-1", " \r\n").bytes());

        assertThat(keeping.pipeline.fates().of(Fate.HEP_LOG)).isEqualTo(3);
        assertThat(keeping.events.all).isEmpty();
    }

    @Test
    void jsonIsALineToo() {
        String json = "{\"event\":\"dtmf\",\"digit\":\"7\",\"channel\":\"c1\"}";
        keeping.hep(0, log("call-1", json).type(99).bytes());

        assertThat(keeping.events.logs.get(0).getText())
                .isEqualTo("{\"event\":\"dtmf\",\"digit\":\"***\",\"channel\":\"c1\"}");
    }

    /** Markup, an escape sequence, octets that are no UTF-8, a password, and as much as a packet holds. */
    @Test
    void aHostileLineIsBoundedAndHasNothingToSteerATerminalWith() {
        String hostile = "<script>alert(1)</script>\u001b[2J password=hunter2 \u00ff" + "x".repeat(64_000);
        keeping.hep(
                0,
                log("call-1", "")
                        .payload(hostile.getBytes(StandardCharsets.ISO_8859_1))
                        .bytes());

        AgentLog line = keeping.events.logs.get(0);
        assertThat(line.getText())
                .hasSize(4_096)
                .startsWith("<script>alert(1)</script>\uFFFD[2J password=*** \uFFFDxxx");
        assertThat(line.getCut()).isTrue();
    }

    /** As that of a message, so that both meet: in characters, whatever they take in octets. */
    @Test
    void theCallIdIsCutAsThatOfAMessage() {
        keeping.hep(0, log("é".repeat(600), "a line").bytes());

        assertThat(keeping.events.logs.get(0).getCallId()).isEqualTo("é".repeat(512));
    }

    @Test
    void aWrongClockIsHeld() {
        keeping.hep(0, log("call-1", "a line").time(START - 86_400, 0).bytes());

        assertThat(keeping.events.logs.get(0).getTimeMicros()).isEqualTo(Tap.START_MICROS - 3_600_000_000L);
    }

    private static HepPackets log(String callId, String line) {
        return HepPackets.from(PROXY, 5_060, COLLECTOR, 9_060)
                .time(START + 1, 250_000)
                .type(100)
                .agent(2_001)
                .correlation(callId)
                .payload(line);
    }
}
