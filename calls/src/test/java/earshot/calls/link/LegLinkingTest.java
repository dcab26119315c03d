// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.CAROL;
import static earshot.calls.Capture.MALLORY;
import static earshot.calls.Capture.PROXY;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import earshot.calls.Rows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of evidence, and what only looks like it. */
class LegLinkingTest extends LegScene {
    private static final String FROM_UUID = "ab30317f1a784dc48ff824d0d3715d86";
    private static final String TO_UUID = "47755a9de7794ba387653f2099600ef2";

    @Test
    void callsWithNothingInCommonAreNotLinked() {
        legIn("a", 0).send();
        legOut("b", 0.1).send();

        assertThat(links()).isEmpty();
    }

    /** RFC 7989 section 9: the first INVITE knows one UUID only, and each side puts its own first. */
    @Test
    void oneUuidOfTheSessionIdIsEnoughInEitherOrder() {
        legIn("a", 0)
                .header("session-id", FROM_UUID + ";remote=00000000000000000000000000000000")
                .send();
        legOut("b", 0.1).header("session-id", TO_UUID + ";remote=" + FROM_UUID).send();

        assertThat(links()).containsExactly("a b session-id 0.99");
    }

    @Test
    void theNilUuidIsNobodys() {
        legIn("a", 0)
                .header("session-id", FROM_UUID + ";remote=00000000000000000000000000000000")
                .send();
        legOut("b", 0.1)
                .header("session-id", TO_UUID + ";remote=00000000000000000000000000000000")
                .send();

        assertThat(links()).isEmpty();
    }

    /** A UUID that only the answer tells links as well. */
    @Test
    void whatIsSaidLaterLinksToo() {
        legIn("a", 0).send();
        legOut("b", 0.1).header("session-id", TO_UUID).send();
        capture.at(4)
                .response("a", 200, "INVITE")
                .header("session-id", TO_UUID + ";remote=" + FROM_UUID)
                .send();

        assertThat(links()).containsExactly("a b session-id 0.99");
    }

    @ParameterizedTest
    @CsvSource({
        "x-cid, 7f3d2a91@192.0.2.10, 0.95",
        "x-call-id, 7f3d2a91@192.0.2.10, 0.95",
        "cisco-guid, 2456810912-3423867358-2717909023-2735423213, 0.95",
        "p-charging-vector, icid-value=\"1234bc9876e\";icid-generated-at=192.0.2.20, 0.95",
        "identity, ***;syntax=full;attest=A;orig=+12155551212;dest=+12155551213;iat=1768478400;ppt=shaken, 0.85"
    })
    void oneValueInBothLegsLinksThem(String header, String value, String confidence) {
        legIn("a", 0).header(header, value).send();
        legOut("b", 0.1).header(header, value).send();
        legOut("c", 0.2).send();

        assertThat(links()).containsExactly("a b " + header + " " + confidence);
    }

    @ParameterizedTest
    @CsvSource({
        "x-cid, leg-a@192.0.2.10, 0.98",
        "x-cid, \"<leg-a@192.0.2.10>\", 0.98",
        "replaces, leg-a@192.0.2.10;to-tag=1;from-tag=2, 0.98",
        "join, leg-a@192.0.2.10;to-tag=1;from-tag=2, 0.98",
        "target-dialog, leg-a@192.0.2.10;local-tag=1;remote-tag=2, 0.9",
        "refer-to, <sip:bob@192.0.2.30?Replaces=leg-a%40192.0.2.10%3Bto-tag%3D1%3Bfrom-tag%3D2>, 0.98"
    })
    void aLegThatNamesTheOthersCallIdIsLinked(String header, String value, String confidence) {
        legOut("leg-b", 0).header(header, value).send(); // in whichever order
        legIn("leg-a@192.0.2.10", 0.1).send();

        assertThat(links()).containsExactly("leg-a@192.0.2.10 leg-b " + header + " " + confidence);
    }

    @Test
    void aSwitchThatNumbersItsLegsLinksThem() {
        legIn("77a1@192.0.2.10", 0).send();
        legOut("77a1@192.0.2.10_b2b-1", 0.1).send();

        assertThat(links()).containsExactly("77a1@192.0.2.10 77a1@192.0.2.10_b2b-1 call-id 0.98");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "none", "1111111111", "-", "ababababab"})
    void fillersAreNoIdentifiers(String filler) {
        legIn("a", 0)
                .header("x-cid", filler)
                .header("p-charging-vector", "icid-value=" + filler)
                .send();
        legOut("b", 0.1)
                .header("x-cid", filler)
                .header("p-charging-vector", "icid-value=" + filler)
                .send();

        assertThat(links()).isEmpty();
    }

    /** Links told before it was known are taken back. */
    @Test
    void aValueOfManyCallsIsNoIdentifier() {
        for (int i = 0; i < 40; i++) {
            legIn("call" + i, i * 0.1)
                    .header("p-charging-vector", "icid-value=unset-icid")
                    .send();
        }

        assertThat(Rows.of(capture).links).hasSize(16 * 15 / 2);
        assertThat(links()).isEmpty();
    }

    @Test
    void aHeaderOfTheHouseLinksWhenItIsConfigured() {
        legIn("a", 0).header("x-acme-track", "T-4711-abc").send();
        legOut("b", 0.1).header("x-acme-track", "T-4711-abc").send();

        assertThat(links()).isEmpty();
        Rows rows = Rows.of(capture, LinkSettings.DEFAULT.withHeaders(List.of("X-Acme-Track")));
        assertThat(rows.links.keySet()).containsExactly("a b x-acme-track");
    }

    @Test
    void equalNumbersLinkNeighboursThatStartOneAfterTheOther() {
        capture.at(0)
                .request("a", "INVITE")
                .from(ALICE)
                .to(SWITCH)
                .numbers("+4930123456", "004420794600")
                .send();
        capture.at(0.3)
                .request("b", "INVITE")
                .from(SWITCH)
                .to(BOB)
                .numbers("030123456", "+4420794600")
                .send();

        assertThat(links()).containsExactly("a b numbers 0.75");
    }

    /** A probe that lets out no numbers: the token of the last seven digits, and the clear ones before them. */
    @Test
    void tokensOfOneNumberLinkAsTheNumberWould() {
        legIn("a", 0)
                .numbers("+493~bcdfghjkmnpqrstv", "0044207~vtsrqpnmkjhgfdcb")
                .send();
        legOut("b", 0.1)
                .numbers("03~bcdfghjkmnpqrstv", "+44207~vtsrqpnmkjhgfdcb")
                .send();
        legIn("c", 60)
                .numbers("+493~bcdfghjkmnpqrstv", "+44207~vtsrqpnmkjhgfdcb")
                .send();
        legOut("d", 60.1)
                .numbers("+494~bcdfghjkmnpqrstv", "+44207~vtsrqpnmkjhgfdcb")
                .send();

        assertThat(links()).containsExactly("a b numbers 0.75");
    }

    @Test
    void equalNumbersElsewhereOrLaterDoNot() {
        capture.at(0)
                .request("a", "INVITE")
                .from(ALICE)
                .to(SWITCH)
                .numbers("30123456", "20794600")
                .send();
        capture.at(1)
                .request("elsewhere", "INVITE")
                .from(CAROL)
                .to(BOB)
                .numbers("30123456", "20794600")
                .send();
        capture.at(40)
                .request("later", "INVITE")
                .from(SWITCH)
                .to(BOB)
                .numbers("30123456", "20794600")
                .send();

        assertThat(links()).isEmpty();
    }

    /** The same two people redial: each outgoing leg goes to the incoming one that nothing came of yet. */
    @Test
    void redialsAreToldApart() {
        for (int i = 0; i < 3; i++) {
            capture.at(i * 4)
                    .request("in" + i, "INVITE")
                    .from(ALICE)
                    .to(SWITCH)
                    .numbers("100", "200")
                    .send();
            capture.at(i * 4 + 0.2)
                    .request("out" + i, "INVITE")
                    .from(SWITCH)
                    .to(BOB)
                    .numbers("100", "200")
                    .send();
        }

        assertThat(links()).containsExactly("in0 out0 numbers 0.75", "in1 out1 numbers 0.75", "in2 out2 numbers 0.75");
    }

    @Test
    void whereTwoAreAsLikelyNumbersDecideNothing() {
        capture.at(0)
                .request("in1", "INVITE")
                .from(ALICE)
                .to(SWITCH)
                .numbers("100", "200")
                .send();
        capture.at(0.1)
                .request("in2", "INVITE")
                .from(CAROL)
                .to(SWITCH)
                .numbers("100", "200")
                .send();
        capture.at(0.3)
                .request("out", "INVITE")
                .from(SWITCH)
                .to(BOB)
                .numbers("100", "200")
                .send();

        assertThat(links()).isEmpty();
    }

    /** A call that goes through a proxy ends behind it: its other calls are no neighbours. */
    @Test
    void aHostOnTheWayIsNoNeighbour() {
        capture.at(0)
                .request("a", "INVITE")
                .from(ALICE)
                .to(PROXY)
                .numbers("100", "200")
                .send();
        capture.at(0.1)
                .request("a", "INVITE")
                .from(PROXY)
                .to(CAROL)
                .numbers("100", "200")
                .send();
        capture.at(0.2)
                .request("b", "INVITE")
                .from(PROXY)
                .to(BOB)
                .numbers("100", "200")
                .send();

        assertThat(links()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "diversion, <sip:200@example.org>;reason=no-answer",
        "history-info, '<sip:200@example.org>;index=1, <sip:300@example.org>;index=1.1'"
    })
    void aDivertedCallIsLinkedToTheOneThatRangFirst(String header, String value) {
        capture.at(0)
                .request("a", "INVITE")
                .from(ALICE)
                .to(SWITCH)
                .numbers("100", "200")
                .send();
        capture.at(20)
                .request("b", "INVITE")
                .from(SWITCH)
                .to(CAROL)
                .numbers("100", "300")
                .header(header, value)
                .send();

        assertThat(links()).containsExactly("a b " + header + " 0.85");
    }

    @Test
    void whoIsReferredIsLinkedToTheReferral() {
        capture.answeredCall("a", 0);
        capture.at(10)
                .request("a", "REFER")
                .header("refer-to", "<sip:300@example.org>")
                .header("referred-by", "<sip:200@example.org>")
                .send();
        capture.at(11)
                .request("b", "INVITE")
                .from(MALLORY)
                .to(CAROL)
                .numbers("100", "300")
                .header("referred-by", "<sip:200@example.org>")
                .send();

        assertThat(links()).containsExactly("a b referred-by 0.8");
    }

    @Test
    void severalReasonsAndValuesMakeOneRowEach() {
        legIn("a", 0)
                .header("session-id", FROM_UUID + ";remote=" + TO_UUID)
                .header("x-cid", "7f3d2a91@x")
                .send();
        legOut("b", 0.1)
                .header("session-id", TO_UUID + ";remote=" + FROM_UUID)
                .header("x-cid", "7f3d2a91@x")
                .send();

        Rows rows = Rows.of(capture);
        assertThat(rows.links.keySet()).containsExactly("a b session-id", "a b x-cid");
        assertThat(rows.links.get("a b session-id")).satisfies(link -> {
            assertThat(link.values).containsExactly(TO_UUID, FROM_UUID);
            assertThat(link.timeMicros).isEqualTo(Capture.micros(0.1));
        });
    }

    /** Ended legs are forgotten after two minutes; what was told of them stays. */
    @Test
    void aValueThatComesBackLongAfterTheCallLinksNothing() {
        legIn("a", 0).header("x-cid", "7f3d2a91@x").send();
        capture.bye("a", 10);
        legOut("soon", 60).header("x-cid", "7f3d2a91@x").send();
        capture.bye("soon", 70);
        legOut("late", 300).header("x-cid", "7f3d2a91@x").send();

        assertThat(links()).containsExactly("a soon x-cid 0.95");
    }

    /** Where only what comes back to the caller is captured, a leg begins with its first ringing. */
    @Test
    void legsAreLinkedByNumbersOfResponsesAlone() {
        capture.at(0.02)
                .response("out", 180, "INVITE")
                .from(BOB)
                .to(SWITCH)
                .numbers("4955501", "4955502")
                .send();
        capture.at(0.03)
                .response("in", 180, "INVITE")
                .from(SWITCH)
                .to(ALICE)
                .numbers("4955501", "4955502")
                .send();

        assertThat(links()).containsExactly("in out numbers 0.75");
    }
}
