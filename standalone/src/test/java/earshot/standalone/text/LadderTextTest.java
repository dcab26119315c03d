// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.AgentLog;
import earshot.events.SipMessage;
import earshot.events.SipReason;
import earshot.events.SipTransport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LadderTextTest {
    private static final String ALICE = "10.0.0.1";
    private static final String BOB = "10.0.0.2";

    @Test
    void requestsAndResponsesAreArrowsBetweenTheirLanes() {
        String ladder = ladder(
                        request(0, "INVITE", "z9hG4bK1"),
                        response(100_000, 180, "Ringing"),
                        response(2_500_000, 200, "OK"))
                .render(Terminal.PLAIN);

        assertThat(ladder.lines().map(String::strip))
                .containsExactly(
                        "10.0.0.1:5060             10.0.0.2:5060",
                        "0.000000               │──────── INVITE ────────▶│",
                        "0.100000               │◀───── 180 Ringing ──────│",
                        "2.500000               │◀─────── 200 OK ─────────│");
    }

    @Test
    void aRetransmissionIsDashedAndSaysSo() {
        String ladder = ladder(request(0, "INVITE", "z9hG4bK1"), request(500_000, "INVITE", "z9hG4bK1"))
                .render(Terminal.PLAIN);

        assertThat(ladder.lines().toList().get(1)).contains("── INVITE ──");
        assertThat(ladder.lines().toList().get(2)).contains("╌ INVITE (again) ╌");
    }

    @Test
    void whyAMessageWasSentStandsBesideIt() {
        SipMessage bye = request(0, "BYE", "z9hG4bK1");
        bye.setReasons(List.of(new SipReason("Q.850", 16, "Normal"), new SipReason("SIP", -1, "")));
        SipMessage invite = request(1, "INVITE", "z9hG4bK2");
        invite.setHeaders(Map.of("identity", "***;syntax=full;attest=B;orig=1"));
        SipMessage info = request(2, "INFO", "z9hG4bK3");
        info.setDialledDigits(2);

        assertThat(ladder(bye, invite, info).render(Terminal.PLAIN))
                .contains(" BYE · Q.850 16 · SIP ", " INVITE · attest B ", " INFO · 2 digits ");
    }

    @Test
    void whatIsAroundThePacketsIsSaidWhereItChanges() {
        SipMessage tagged = request(0, "INVITE", "z9hG4bK1");
        tagged.setEncapsulation("vlan 7 > vxlan 5001");
        SipMessage alike = response(1, 180, "Ringing");
        alike.setEncapsulation("vlan 7 > vxlan 5001");

        String ladder = ladder(tagged, alike, response(2, 200, "OK")).render(Terminal.PLAIN);

        List<String> lines = ladder.lines().map(String::strip).toList();
        assertThat(lines.get(1)).isEqualTo("in vlan 7 > vxlan 5001");
        assertThat(lines.get(3)).contains("180 Ringing");
        assertThat(lines.get(4)).isEqualTo("without tags or tunnels");
        assertThat(lines).hasSize(6);
    }

    @Test
    void aNarrowTerminalGetsNarrowLanes() {
        LadderText ladder = ladder(response(0, 487, "Request Terminated because somebody hung up"));

        String wide = ladder.render(new Terminal(false, 200));
        String narrow = ladder.render(new Terminal(false, 70));

        assertThat(wide).contains("487 Request Terminated because somebody hung up");
        assertThat(narrow).contains("487 Request Terminate… ");
        assertThat(narrow.lines()).allMatch(line -> line.length() <= 70);
    }

    @Test
    void hostileReasonPhrasesCannotSteerTheTerminal() {
        assertThat(ladder(response(0, 200, "\u001b[2J")).render(Terminal.PLAIN))
                .contains("200 .[2J")
                .doesNotContain("\u001b");
    }

    @Test
    void whatAgentsLoggedStandsBetweenTheMessagesByTime() {
        LadderText ladder = new LadderText(
                List.of(request(0, "INVITE", "z9hG4bK1"), response(100_000, 180, "Ringing")),
                List.of(log(200_000, "hung up"), log(-1_000, "script starts"), log(50_000, "\u001b[2J routed to gw1")));

        assertThat(ladder.render(Terminal.PLAIN).lines().map(String::strip))
                .containsExactly(
                        "10.0.0.1:5060             10.0.0.2:5060",
                        "-0.001000  · 2001: script starts",
                        "0.000000               │──────── INVITE ────────▶│",
                        "0.050000  · 2001: .[2J routed to gw1",
                        "0.100000               │◀───── 180 Ringing ──────│",
                        "0.200000  · 2001: hung up");
    }

    @Test
    void aLongLineEndsWithTheTerminalAndACutOneSaysSo() {
        AgentLog cut = log(0, "x".repeat(4_096));
        cut.setCut(true);
        LadderText ladder = new LadderText(List.of(), List.of(cut));

        assertThat(ladder.render(new Terminal(false, 80))).hasSize(81).endsWith("xx…\n");
        assertThat(ladder.render(Terminal.PLAIN)).isEqualTo(" 0.000000  · 2001: " + "x".repeat(4_096) + " …\n");
    }

    private static LadderText ladder(SipMessage... messages) {
        return new LadderText(List.of(messages), List.of());
    }

    private static AgentLog log(long micros, String text) {
        return AgentLog.newBuilder()
                .setProbe("lab/2001")
                .setBoot(1)
                .setSequence(1)
                .setTimeMicros(1_700_000_000_000_000L + micros)
                .setCallId("call")
                .setSourceAddress(ALICE)
                .setSourcePort(0)
                .setDestinationAddress(BOB)
                .setDestinationPort(0)
                .setText(text)
                .build();
    }

    private static SipMessage request(long micros, String method, String branch) {
        return message(micros, method, branch, ALICE, BOB)
                .setRequestUri("sip:bob@example.org")
                .build();
    }

    private static SipMessage response(long micros, int status, String reason) {
        return message(micros, "INVITE", "z9hG4bK1", BOB, ALICE)
                .setStatusCode(status)
                .setReasonPhrase(reason)
                .build();
    }

    private static SipMessage.Builder message(
            long micros, String method, String branch, String source, String destination) {
        return SipMessage.newBuilder()
                .setProbe("lab")
                .setBoot(1)
                .setSequence(micros)
                .setTimeMicros(1_700_000_000_000_000L + micros)
                .setTransport(SipTransport.UDP)
                .setSourceAddress(source)
                .setSourcePort(5060)
                .setDestinationAddress(destination)
                .setDestinationPort(5060)
                .setCallId("call")
                .setMethod(method)
                .setCseq(1)
                .setViaBranch(branch)
                .setRaw("");
    }
}
