// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import earshot.storage.CallRow;
import earshot.storage.MoveRow;
import earshot.storage.TransferRow;
import earshot.testkit.CallScript;
import org.junit.jupiter.api.Test;

/** What happens within calls: holds, glare, transfers, handover; as octets on the wire, and what the row must say of it. */
class CallDialogTest {
    private static final String A = "192.0.2.10";
    private static final String B = "192.0.2.30";
    private static final String C = "192.0.2.40";

    private final CallScript wire = new CallScript("call-1");

    private CallRow call() {
        return Situation.of(wire).call();
    }

    /** INVITE at 0, 180 at 1, 200 at 3, ACK; the dialog's tag is b. */
    private void answered() {
        answered("", "");
    }

    private void answered(String header, String value) {
        wire.at(0)
                .request("INVITE", A, B)
                .header("Contact", "<sip:alice@" + A + ">")
                .sdp(A, 4000)
                .send();
        wire.at(1).response(180, "INVITE", B, A).tag("b").send();
        CallScript.Line ok = wire.at(3).response(200, "INVITE", B, A).tag("b").header("Contact", "<sip:bob@" + B + ">");
        if (!header.isEmpty()) ok.header(header, value);
        ok.sdp(B, 5000).send();
        wire.at(3.01).request("ACK", A, B).tag("b").via("ack").send();
    }

    private void byeByCaller(double seconds) {
        wire.at(seconds).request("BYE", A, B).tag("b").cseq(9).send();
        wire.at(seconds + 0.01).response(200, "BYE", B, A).tag("b").cseq(9).send();
    }

    private void reInvite(double seconds, int cseq, int status, String address, String... attributes) {
        wire.at(seconds)
                .request("INVITE", A, B)
                .tag("b")
                .cseq(cseq)
                .sdp(address, 4000, attributes)
                .send();
        CallScript.Line last =
                wire.at(seconds + 0.1).response(status, "INVITE", B, A).tag("b").cseq(cseq);
        if (status == 200) last.sdp(B, 5000);
        last.send();
        wire.at(seconds + 0.2)
                .request("ACK", A, B)
                .tag("b")
                .cseq(cseq)
                .via("ack-" + cseq)
                .send();
    }

    /** RFC 3261 14.1: both sides offer at once, both are refused, one tries again. */
    @Test
    void glareIsARemarkAndNoHold() {
        answered();
        wire.at(5)
                .request("INVITE", A, B)
                .tag("b")
                .cseq(2)
                .sdp(A, 4000, "sendonly")
                .send();
        wire.at(5.01)
                .request("INVITE", B, A)
                .byCallee("b")
                .cseq(7)
                .via("bi")
                .sdp(B, 5000, "sendonly")
                .send();
        wire.at(5.02).response(491, "INVITE", B, A).tag("b").cseq(2).send();
        wire.at(5.03)
                .response(491, "INVITE", A, B)
                .byCallee("b")
                .cseq(7)
                .via("bi")
                .send();
        reInvite(8, 3, 200, A, "sendonly");
        byeByCaller(20);

        CallRow call = call();
        assertThat(call.course().remarks()).containsExactly("glare");
        assertThat(call.holds()).isEqualTo(1);
        assertThat(call.finalStatus()).isEqualTo(200);
    }

    /** The three forms of hold: a=sendonly, a=inactive (RFC 3264 8.4) and c=0.0.0.0 (RFC 2543 B.5). */
    @Test
    void holdsAreIntervalsOfThreeForms() {
        answered();
        reInvite(10, 2, 200, A, "sendonly");
        reInvite(14, 3, 200, A);
        reInvite(20, 4, 200, A, "inactive");
        reInvite(22, 5, 200, A);
        reInvite(30, 6, 200, "0.0.0.0");
        reInvite(33, 7, 200, A);
        reInvite(35, 8, 488, A, "sendonly"); // refused: no hold
        byeByCaller(40);

        CallRow call = call();
        assertThat(call.holds()).isEqualTo(3);
        assertThat(call.course().heldMs()).isEqualTo(9_000.0);
        assertThat(call.course().heldIntervals())
                .extracting("party", "form", "afterMs", "lengthMs")
                .containsExactly(
                        tuple("caller", "sendonly", 10_100.0, 4_000.0),
                        tuple("caller", "inactive", 20_100.0, 2_000.0),
                        tuple("caller", "address", 30_100.0, 3_000.0));
        assertThat(call.course().remarks()).containsExactly("refusedChange");
    }

    /** RFC 3261 13.2.1: a re-INVITE without SDP; the offer to hold comes in the 200 and is accepted by the ACK. */
    @Test
    void anOfferInTheAnswerHoldsWithItsAck() {
        answered();
        wire.at(10).request("INVITE", A, B).tag("b").cseq(2).send();
        wire.at(10.1)
                .response(200, "INVITE", B, A)
                .tag("b")
                .cseq(2)
                .sdp(B, 5000, "sendonly")
                .send();
        wire.at(10.2)
                .request("ACK", A, B)
                .tag("b")
                .cseq(2)
                .via("ack-2")
                .sdp(A, 4000, "recvonly")
                .send();
        byeByCaller(15.2);

        assertThat(call().course().heldIntervals())
                .extracting("party", "form", "afterMs", "lengthMs")
                .containsExactly(tuple("callee", "sendonly", 10_200.0, 5_000.0));
    }

    private void notified(double seconds, int cseq, String fragment) {
        wire.at(seconds)
                .request("NOTIFY", B, A)
                .byCallee("b")
                .cseq(cseq)
                .header("Event", "refer")
                .header("Subscription-State", "active;expires=60")
                .body("message/sipfrag;version=2.0", fragment)
                .send();
        wire.at(seconds + 0.05)
                .response(200, "NOTIFY", A, B)
                .byCallee("b")
                .cseq(cseq)
                .send();
    }

    /** RFC 5589 6: blind transfer. */
    @Test
    void aBlindTransferTellsToWhomByWhomAndHowItWent() {
        answered();
        wire.at(10)
                .request("REFER", A, B)
                .tag("b")
                .cseq(2)
                .header("Refer-To", "<sip:carol@example.com>")
                .send();
        wire.at(10.1).response(202, "REFER", B, A).tag("b").cseq(2).send();
        notified(10.2, 1, "SIP/2.0 100 Trying\r\n");
        notified(13, 2, "SIP/2.0 200 OK\r\nContact: <sip:carol@192.0.2.40>\r\n");
        byeByCaller(13.5);

        CallRow call = call();
        assertThat(call.course().transfers())
                .containsExactly(new TransferRow(
                        "caller", "sip:carol@example.com", false, "", 10_000, 200, "succeeded", 13_000.0));
        assertThat(call.course().endCause()).isEqualTo("transfer");
    }

    /** RFC 5589 7, RFC 3891: Refer-To names the call that the new one takes over. */
    @Test
    void anAttendedTransferNamesTheCallThatIsTakenOver() {
        answered();
        wire.at(10)
                .request("REFER", A, B)
                .tag("b")
                .cseq(2)
                .header("Refer-To", "<sip:carol@192.0.2.40?Replaces=call-2%40pbx%3Bto-tag%3Dc%3Bfrom-tag%3Da2>")
                .send();
        wire.at(10.1).response(202, "REFER", B, A).tag("b").cseq(2).send();
        notified(11, 1, "SIP/2.0 486 Busy Here\r\n");
        byeByCaller(20);
        CallScript all = wire.called("call-3");
        all.at(10.3)
                .request("INVITE", B, C)
                .header("Replaces", "call-2@pbx;to-tag=c;from-tag=a2")
                .header("Referred-By", "<sip:alice@example.com>;cid=1")
                .send();

        Situation rows = Situation.of(all);
        TransferRow transfer = rows.call("call-1").course().transfers().get(0);
        assertThat(transfer.attended()).isTrue();
        assertThat(transfer.replacesCallId()).isEqualTo("call-2@pbx");
        assertThat(transfer.target()).isEqualTo("sip:carol@192.0.2.40");
        assertThat(transfer.result()).isEqualTo("failed");
        assertThat(rows.call("call-1").course().endCause()).isEqualTo("hangUp");
        assertThat(rows.call("call-3").course().replacesCallId()).isEqualTo("call-2@pbx");
        assertThat(rows.call("call-3").course().referredBy()).isEqualTo("sip:alice@example.com");
    }

    @Test
    void aRefusedTransferChangesNothing() {
        answered();
        wire.at(10)
                .request("REFER", A, B)
                .tag("b")
                .cseq(2)
                .header("Refer-To", "<sip:carol@example.com>")
                .send();
        wire.at(10.1).response(603, "REFER", B, A).tag("b").cseq(2).send();
        byeByCaller(20);

        CallRow call = call();
        assertThat(call.course().transfers())
                .extracting(TransferRow::result, TransferRow::status)
                .containsExactly(tuple("refused", 603));
        assertThat(call.course().endCause()).isEqualTo("hangUp");
    }

    /** Both hang up at once: each BYE is answered, the first one counts. */
    @Test
    void twoByesAreOneEnd() {
        answered();
        wire.at(10).request("BYE", A, B).tag("b").cseq(2).send();
        wire.at(10.005).request("BYE", B, A).byCallee("b").cseq(1).via("bbye").send();
        wire.at(10.01).response(200, "BYE", B, A).tag("b").cseq(2).send();

        CallRow call = call();
        assertThat(call.byeFrom()).isEqualTo("caller");
        assertThat(call.course().endCause()).isEqualTo("bothHungUp");
        assertThat(call.durationMs()).isEqualTo(7_000.0);
    }

    /** A new Contact and c= in a re-INVITE: the phone changed from one network to another (RFC 3261 12.2). */
    @Test
    void aHandoverIsAMoveOfContactAndMedia() {
        answered();
        String mobile = "198.51.100.7";
        wire.at(8)
                .request("INVITE", mobile, B)
                .tag("b")
                .cseq(2)
                .header("Contact", "<sip:alice@" + mobile + ":5062>")
                .sdp(mobile, 4100)
                .send();
        wire.at(8.2)
                .response(200, "INVITE", B, mobile)
                .tag("b")
                .cseq(2)
                .sdp(B, 5000)
                .send();
        wire.at(9)
                .request("INVITE", mobile, B)
                .tag("b")
                .cseq(3)
                .sdp("198.51.100.9", 4100)
                .send();
        wire.at(9.2).response(488, "INVITE", B, mobile).tag("b").cseq(3).send();

        assertThat(call().course().moves())
                .containsExactly(
                        new MoveRow("caller", "contact", A, mobile, 8_200),
                        new MoveRow("caller", "media", A, mobile, 8_200));
    }
}
