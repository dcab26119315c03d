// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.CAROL;
import static earshot.calls.Capture.MALLORY;
import static earshot.calls.Capture.audio;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Legs that share media: an address in their SDP, or a stream that a relay passes on. */
class MediaLinkingTest extends LegScene {
    @Test
    void oneRelayPortInTheSdpOfBothLegsLinksThem() {
        capture.answeredCall("a", 0, audio(ALICE, 4000), audio(SWITCH, 30_000));
        capture.answeredCall("b", 1, audio(SWITCH, 30_000), audio(BOB, 5000));

        assertThat(links()).containsExactly("a b media 0.9");
    }

    /** A signalling-only switch passes SDP on; the announcement server behind it names one port in every call. */
    @Test
    void aPortNamedInEveryCallLinksOnlyWhatFollowsEachOther() {
        for (int i = 0; i < 2; i++) {
            double start = i * 0.3;
            legIn("in" + i, start).sdp(audio(ALICE, 4000 + i * 2)).send();
            legOut("out" + i, start + 0.01).sdp(audio(ALICE, 4000 + i * 2)).send();
            capture.at(start + 2)
                    .response("out" + i, 200, "INVITE")
                    .sdp(audio(BOB, 6000))
                    .send();
            capture.at(start + 2.01)
                    .response("in" + i, 200, "INVITE")
                    .sdp(audio(BOB, 6000))
                    .send();
        }

        assertThat(links()).containsExactly("in0 out0 media 0.95", "in1 out1 media 0.95");
    }

    /** The answer to the first caller was not captured: its leg to the server is not that of the second, who called later. */
    @Test
    void aLegIsNotOfACallThatBeganAfterItAndHasALegOfItsOwn() {
        legIn("in0", 0).sdp(audio(ALICE, 4000)).send();
        legOut("out0", 0.01).sdp(audio(SWITCH, 30_000)).send();
        legIn("in1", 0.3).sdp(audio(CAROL, 4000)).send();
        legOut("out1", 0.31).sdp(audio(SWITCH, 30_002)).send();
        for (String leg : List.of("out0", "out1", "in1")) {
            capture.at(2).response(leg, 200, "INVITE").sdp(audio(BOB, 6000)).send();
        }

        assertThat(links()).containsExactly("in1 out1 media 0.95");
    }

    @Test
    void aRelayPortUsedAgainLinksNothing() {
        capture.answeredCall("a", 0, audio(ALICE, 4000), audio(SWITCH, 30_000)).bye("a", 10);
        capture.answeredCall("b", 11, audio(SWITCH, 30_000), audio(BOB, 5000));

        assertThat(links()).isEmpty();
    }

    /** The BYE was not captured, but its response. */
    @Test
    void aPortUsedAgainAfterAByeThatWasNotSeenLinksNothing() {
        capture.answeredCall("a", 0, audio(ALICE, 4000), audio(SWITCH, 30_000));
        capture.at(10).response("a", 200, "BYE").cseq(2).send();
        capture.answeredCall("b", 11, audio(SWITCH, 30_000), audio(BOB, 5000));

        assertThat(links()).isEmpty();
    }

    /** Of requests alone: the ACKs tell that both legs were answered. */
    @Test
    void legsWhoseAnswersWereNotSeenAreLinkedAsAnsweredOnes() {
        legIn("in", 0).sdp(audio(ALICE, 4000)).send();
        legOut("out", 0.01).sdp(audio(ALICE, 4000)).send();
        assertThat(links()).containsExactly("in out media 0.75");

        for (String leg : List.of("in", "out")) {
            boolean isIn = leg.equals("in");
            capture.at(2)
                    .request(leg, "ACK")
                    .from(isIn ? ALICE : SWITCH)
                    .to(isIn ? SWITCH : BOB)
                    .branch("z9hG4bK-ack")
                    .toTag("bob-tag")
                    .send();
        }

        assertThat(links()).containsExactly("in out media 0.95");
    }

    /** Anyone can name anyone's endpoint; an unanswered INVITE from elsewhere proves nothing. */
    @Test
    void forgedSdpLinksNothing() {
        capture.answeredCall("a", 0, audio(ALICE, 4000), audio(SWITCH, 30_000));
        capture.at(5)
                .request("forged", "INVITE")
                .from(MALLORY)
                .to(CAROL)
                .sdp(audio(ALICE, 4000))
                .send();

        assertThat(links()).isEmpty();
    }

    /** Two phones behind two NATs may have one private address. */
    @Test
    void aPrivateAddressToldFromAPublicOneLinksNothing() {
        capture.answeredCall("a", 0, audio("192.168.1.20", 4000), audio(SWITCH, 30_000));
        capture.answeredCall("b", 1, audio("192.168.1.20", 4000), audio(SWITCH, 30_002));

        assertThat(links()).isEmpty();
    }

    @Test
    void aStreamThatGoesThroughARelayLinksBothLegs() {
        capture.answeredCall("a", 0, audio(ALICE, 4000), audio(SWITCH, 30_000));
        capture.answeredCall("b", 0.2, audio(SWITCH, 30_002), audio(BOB, 5000));
        capture.answeredCall("c", 0.3, audio(CAROL, 4000), audio(MALLORY, 5000));
        capture.media(ALICE, 4000, SWITCH, 30_000)
                .ssrc(0x8765_4321L)
                .runs(3.3, 20)
                .send();
        capture.media(SWITCH, 30_002, BOB, 5000)
                .ssrc(0x8765_4321L)
                .runs(3.31, 20)
                .send();
        capture.media(CAROL, 4000, MALLORY, 5000)
                .ssrc(0x1111_2222L)
                .runs(3.4, 20)
                .send();

        assertThat(links()).containsExactly("a b stream 0.9");
    }

    /** Test tools send every call's media with one SSRC. */
    @Test
    void oneSsrcInUnrelatedCallsLinksNothing() {
        capture.answeredCall("a", 0, audio(ALICE, 4000), audio(BOB, 5000));
        capture.answeredCall("b", 0.2, audio(CAROL, 4000), audio(MALLORY, 5000));
        capture.media(ALICE, 4000, BOB, 5000).ssrc(0x4d2).runs(3.3, 20).send();
        capture.media(CAROL, 4000, MALLORY, 5000).ssrc(0x4d2).runs(3.5, 20).send();

        assertThat(links()).isEmpty();
    }
}
