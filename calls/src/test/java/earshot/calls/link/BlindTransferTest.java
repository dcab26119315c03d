// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.CAROL;
import static earshot.calls.Capture.MALLORY;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import org.junit.jupiter.api.Test;

/** A call that comes of a REFER without saying so (no Referred-By), and calls that only look like one. */
class BlindTransferTest extends LegScene {
    /** Bob is told to call 300, and does so without saying who told him. */
    private Capture blindTransfer(double seconds) {
        capture.answeredCall("a", 0);
        return capture.at(10)
                .request("a", "REFER")
                .cseq(7)
                .header("refer-to", "<sip:300@example.org>")
                .send()
                .at(seconds)
                .request("b", "INVITE")
                .from(BOB)
                .to(CAROL)
                .numbers("200", "300")
                .send();
    }

    @Test
    void whoIsTransferredBlindlyIsLinkedByTargetAndHost() {
        blindTransfer(11);
        capture.at(12)
                .request("a", "NOTIFY")
                .from(BOB)
                .to(ALICE)
                .header("event", "refer")
                .header("subscription-state", "terminated;reason=noresource")
                .send();

        assertThat(links()).containsExactly("a b transfer 0.8");
    }

    @Test
    void whatIsCalledLongAfterTheTransferIsAnotherCall() {
        blindTransfer(45);

        assertThat(links()).isEmpty();
    }

    @Test
    void aRefusedTransferLinksNothing() {
        capture.at(10.5).response("a", 603, "REFER").cseq(7).send();
        blindTransfer(15);

        assertThat(links()).isEmpty();
    }

    @Test
    void whatIsCalledAfterTheTransferIsOverIsAnotherCall() {
        capture.at(13)
                .request("a", "NOTIFY")
                .from(BOB)
                .to(ALICE)
                .header("event", "refer")
                .header("subscription-state", "terminated;reason=noresource")
                .send();
        blindTransfer(20);

        assertThat(links()).isEmpty();
    }

    @Test
    void somebodyElsesCallToTheTargetIsNotTheTransfer() {
        capture.at(11)
                .request("other", "INVITE")
                .from(MALLORY)
                .to(CAROL)
                .numbers("400", "300")
                .send();
        blindTransfer(12);

        assertThat(links()).containsExactly("a b transfer 0.8");
    }
}
