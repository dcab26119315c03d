// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.CAROL;
import static earshot.calls.Capture.MALLORY;
import static earshot.calls.Capture.audio;
import static earshot.calls.Rows.owner;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture.Media;
import earshot.events.Binding;
import earshot.events.Call;
import earshot.events.Sdp;
import earshot.events.SdpDirection;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which call a stream belongs to (RFC 3264; the order of evidence is ours). */
class MediaBindingTest {
    private static final String ID = "call@example.org";
    private static final String OTHER = "other@example.org";

    private final Capture capture = new Capture();
    private final Media aliceToBob = capture.media(ALICE, 4000, BOB, 5000);
    private final Media bobToAlice = capture.media(BOB, 5000, ALICE, 4000);

    @Test
    void bothDirectionsOfACallAreBoundExactlyAndScored() {
        capture.answeredCall(ID, 0);
        aliceToBob.runs(3, 23).send();
        bobToAlice.runs(3, 23).losing(0.10).send();
        capture.bye(ID, 23);

        Rows rows = Rows.of(capture);
        Call call = rows.call();
        assertThat(call.getStreams()).containsExactlyInAnyOrder(aliceToBob.id(), bobToAlice.id());
        assertThat(rows.stream(aliceToBob.id()).getBinding()).isEqualTo(Binding.EXACT);
        assertThat(rows.stream(aliceToBob.id()).getMosLq()).isBetween(4.3, 4.5);
        assertThat(rows.stream(bobToAlice.id()).getLost()).isEqualTo(100);
        assertThat(call.getMosLq())
                .isEqualTo(rows.stream(bobToAlice.id()).getMosLq())
                .isLessThan(4);
        assertThat(call.getLossPercentMax()).isEqualTo(10);
        assertThat(call.getJitterMaxMs()).isEqualTo(2);
        assertThat(call.getCodecs()).containsExactly("PCMU");
        assertThat(call.getOneWay()).isFalse();
        assertThat(rows.intervals).hasSize(8).allSatisfy(i -> assertThat(i.getCallIds())
                .containsExactly(ID));
    }

    @Test
    void mediaThatOnlyOneSideSendsIsOneWay() {
        capture.answeredCall(ID, 0);
        aliceToBob.runs(3, 23).send();
        capture.bye(ID, 23);

        assertThat(Rows.of(capture).call().getOneWay()).isTrue();
    }

    @Test
    void mediaThatOnlyOneSideWasToSendIsNotOneWay() {
        Sdp listening = audio(BOB, 5000, SdpDirection.RECVONLY);
        capture.answeredCall(ID, 0, audio(ALICE, 4000, SdpDirection.SENDONLY), listening);
        aliceToBob.runs(3, 23).send();
        capture.bye(ID, 23);

        assertThat(Rows.of(capture).call().getOneWay()).isFalse();
    }

    /** The report of an interval of five seconds comes after the BYE of a call of three. */
    @Test
    void aStreamIsMatchedByItsStartAndNotByItsReport() {
        capture.answeredCall(ID, 0).bye(ID, 6);
        aliceToBob.runs(3, 6).send(); // reported at 8 s
        bobToAlice.runs(14, 18).send(); // still coming long after the BYE, but begun within the grace
        Media later = capture.media(ALICE, 4000, BOB, 5000).ssrc(7).runs(17, 30);
        later.send();

        Rows rows = Rows.of(capture);
        assertThat(owner(rows.stream(aliceToBob.id()))).isEqualTo(ID);
        assertThat(owner(rows.stream(bobToAlice.id()))).isEqualTo(ID);
        assertThat(rows.stream(later.id()).getBinding()).isEqualTo(Binding.UNBOUND);
    }

    @Test
    void aPortUsedAgainBelongsToTheLaterCall() {
        capture.answeredCall(ID, 0).bye(ID, 20);
        aliceToBob.runs(3, 20).send();
        capture.answeredCall(OTHER, 25).bye(OTHER, 60);
        Media second = capture.media(ALICE, 4000, BOB, 5000).ssrc(9).runs(28, 60);
        second.send();

        Rows rows = Rows.of(capture);
        assertThat(owner(rows.stream(aliceToBob.id()))).isEqualTo(ID);
        assertThat(owner(rows.stream(second.id()))).isEqualTo(OTHER);
        assertThat(rows.call(ID).getStreams()).containsExactly(aliceToBob.id());
    }

    @Test
    void aPortUsedAgainAfterACallWithoutByeBelongsToTheLaterCallToo() {
        capture.answeredCall(ID, 0); // its BYE was not captured
        aliceToBob.runs(3, 20).send();
        capture.answeredCall(OTHER, 60).bye(OTHER, 90);
        Media second = capture.media(ALICE, 4000, BOB, 5000).ssrc(9).runs(63, 90);
        second.send();

        assertThat(owner(Rows.of(capture).stream(second.id()))).isEqualTo(OTHER);
    }

    @Test
    void behindNatOneEndIsEnough() {
        capture.answeredCall(ID, 0, audio("10.0.0.5", 4000), audio(BOB, 5000)).bye(ID, 20);
        Media in = capture.media("198.51.100.7", 61234, BOB, 5000).runs(3, 20);
        Media back = capture.media(BOB, 5000, "198.51.100.7", 61234).runs(3, 20);
        in.send();
        back.send();

        Rows rows = Rows.of(capture);
        assertThat(rows.stream(in.id()).getBinding()).isEqualTo(Binding.ONE_SIDE);
        assertThat(owner(rows.stream(in.id()))).isEqualTo(ID);
        assertThat(owner(rows.stream(back.id()))).isEqualTo(ID);
        assertThat(rows.call().getOneWay()).isFalse();
    }

    @Test
    void mediaBeforeItsSdpWaitsAndIsBoundThen() {
        bobToAlice.runs(0, 20).send();
        capture.answeredCall(ID, 2);

        Rows rows = Rows.of(capture);
        assertThat(owner(rows.stream(bobToAlice.id()))).isEqualTo(ID);
        assertThat(rows.call().getStreams()).containsExactly(bobToAlice.id());
    }

    @Test
    void mediaLongBeforeACallIsNotTheCalls() {
        bobToAlice.runs(0, 20).send();
        capture.answeredCall(ID, 30);

        assertThat(Rows.of(capture).stream(bobToAlice.id()).getBinding()).isEqualTo(Binding.UNBOUND);
    }

    @Test
    void anOrphanIsARowOfItsOwn() {
        Media orphan = capture.media(ALICE, 6000, CAROL, 7000).runs(0, 12);
        orphan.send();

        Rows rows = Rows.of(capture);
        assertThat(rows.stream(orphan.id()).getBinding()).isEqualTo(Binding.UNBOUND);
        assertThat(rows.stream(orphan.id()).getPackets()).isEqualTo(600);
        assertThat(rows.stream(orphan.id()).getCallIds()).isEmpty();
        assertThat(rows.intervals)
                .hasSize(3)
                .extracting(StreamInterval::getCallIds)
                .containsOnly(List.of());
    }

    @Test
    void earlyMediaOfACallThatIsNeverAnsweredIsTheCalls() {
        capture.at(0).request(ID, "INVITE").sdp(audio(ALICE, 4000)).send();
        capture.at(1).response(ID, 183, "INVITE").sdp(audio(BOB, 5000)).send();
        bobToAlice.runs(1, 8).send(); // "the number you have dialled"
        capture.at(8).response(ID, 404, "INVITE").send();

        assertThat(owner(Rows.of(capture).stream(bobToAlice.id()))).isEqualTo(ID);
    }

    @Test
    void aReInviteMovesTheMediaToAnotherPort() {
        capture.answeredCall(ID, 0);
        aliceToBob.runs(3, 20).send();
        capture.at(20)
                .request(ID, "INVITE")
                .cseq(2)
                .toTag("bob-tag")
                .sdp(audio(ALICE, 4800))
                .send();
        capture.at(20.1)
                .response(ID, 200, "INVITE")
                .cseq(2)
                .sdp(audio(BOB, 5000))
                .send();
        Media moved = capture.media(ALICE, 4800, BOB, 5000).ssrc(9).runs(20.2, 40);
        moved.send();
        capture.bye(ID, 40);

        assertThat(Rows.of(capture).call().getStreams()).containsExactly(aliceToBob.id(), moved.id());
    }

    @Test
    void theCodecComesFromTheSdpWhenTheProbeDidNotSeeIt() {
        capture.answeredCall(ID, 0);
        aliceToBob.codec(null).runs(3, 20).send();

        Stream stream = Rows.of(capture).stream(aliceToBob.id());
        assertThat(stream.getCodec()).isEqualTo("PCMU");
        assertThat(stream.getMosLq()).isNotNull();
    }

    @Test
    void theRoundTripIsTheSumOfItsHalves() {
        capture.answeredCall(ID, 0);
        aliceToBob.runs(3, 23);
        capture.at(8).receiverReport(aliceToBob.id(), 40);
        aliceToBob.send();
        Stream half = Rows.of(capture).stream(aliceToBob.id());
        assertThat(half.getRttMs()).as("half of a round trip is none").isNull();
        assertThat(half.getRttToReceiver().getMeanMs()).isEqualTo(40);
        assertThat(half.getRttToSource()).isNull();
        assertThat(half.getMosCq()).isNull();

        capture.at(9).senderReport(aliceToBob.id(), 15);

        Stream whole = Rows.of(capture).stream(aliceToBob.id());
        assertThat(whole.getRttMs()).isEqualTo(55);
        assertThat(whole.getMosCq()).isNotNull();
        assertThat(whole.getSenderReports()).isEqualTo(1);
        assertThat(whole.getReceiverReports()).isEqualTo(1);
        assertThat(whole.getReportedLossPercent()).isEqualTo(2);
    }

    // Poisoned SDP: anyone can send an INVITE that names somebody else's endpoint.

    @Test
    void aForgedInviteThatNobodyAnsweredDoesNotStealMedia() {
        capture.answeredCall(ID, 0);
        capture.at(1)
                .request(OTHER, "INVITE")
                .from(MALLORY)
                .sdp(audio(ALICE, 4000))
                .send();
        aliceToBob.runs(3, 23).send();
        bobToAlice.runs(3, 23).send();

        Rows rows = Rows.of(capture);
        assertThat(owner(rows.stream(aliceToBob.id()))).isEqualTo(ID);
        assertThat(rows.stream(aliceToBob.id()).getBinding()).isEqualTo(Binding.EXACT);
        assertThat(rows.call(OTHER).getStreams()).isEmpty();
    }

    @Test
    void aForgedCallThatIsAnsweredLaterDoesNotMoveMediaThatRuns() {
        capture.answeredCall(ID, 0);
        aliceToBob.runs(3, 60).send();
        forgedCall(20, ALICE, BOB);

        Rows rows = Rows.of(capture);
        assertThat(owner(rows.stream(aliceToBob.id()))).isEqualTo(ID);
        assertThat(rows.stream(aliceToBob.id()).getBinding()).isEqualTo(Binding.EXACT);
        assertThat(rows.call(OTHER).getStreams()).isEmpty();
    }

    @Test
    void aForgedCallThatWasThereFirstLosesToTheSenderOfTheMedia() {
        forgedCall(0, ALICE, BOB);
        capture.answeredCall(ID, 2);
        aliceToBob.runs(5, 25).send();

        assertThat(owner(Rows.of(capture).stream(aliceToBob.id()))).isEqualTo(ID);
    }

    @Test
    void aNewSourceWithinARunningCallStaysWithTheCall() {
        capture.answeredCall(ID, 0, audio("10.0.0.5", 4000), audio(BOB, 5000));
        Media first = capture.media("198.51.100.7", 4000, BOB, 5000).runs(3, 30);
        first.send();
        capture.at(20)
                .request(OTHER, "INVITE")
                .from(MALLORY)
                .sdp(audio("198.51.100.7", 4000))
                .send();
        capture.at(21)
                .response(OTHER, 200, "INVITE")
                .from(CAROL)
                .to(MALLORY)
                .sdp(audio(CAROL, 9000))
                .send();
        Media second = capture.media("198.51.100.7", 4000, BOB, 5000).ssrc(9).runs(31, 60);
        second.send();

        assertThat(owner(Rows.of(capture).stream(second.id()))).isEqualTo(ID);
    }

    @Test
    void callsThatFitEquallyWellShareNothingAndSaySo() {
        // A B2BUA that leaves the SDP alone: two Call-IDs, one media path, neither sent by the phones themselves.
        capture.at(0).request(ID, "INVITE").from(CAROL).sdp(audio(ALICE, 4000)).send();
        capture.at(0.1)
                .request(OTHER, "INVITE")
                .from(CAROL)
                .sdp(audio(ALICE, 4000))
                .send();
        capture.at(2)
                .response(OTHER, 200, "INVITE")
                .from(CAROL)
                .sdp(audio(BOB, 5000))
                .send();
        capture.at(2.1)
                .response(ID, 200, "INVITE")
                .from(CAROL)
                .sdp(audio(BOB, 5000))
                .send();
        aliceToBob.runs(3, 23).send();

        Rows rows = Rows.of(capture);
        Stream stream = rows.stream(aliceToBob.id());
        assertThat(stream.getBinding()).isEqualTo(Binding.AMBIGUOUS);
        assertThat(stream.getCallIds()).hasSize(1);
        assertThat(rows.call(ID).getStreams().size()
                        + rows.call(OTHER).getStreams().size())
                .isEqualTo(1);
    }

    @Test
    void aStreamThatOutlivesItsCallMayPassToTheCallThatTookItOver() {
        capture.answeredCall(ID, 0).bye(ID, 20); // a transfer: the phones go on under another Call-ID
        aliceToBob.runs(3, 60).send();
        capture.answeredCall(OTHER, 21).bye(OTHER, 60);

        Rows rows = Rows.of(capture);
        assertThat(owner(rows.stream(aliceToBob.id()))).isEqualTo(OTHER);
        assertThat(rows.call(ID).getStreams()).isEmpty();
        assertThat(rows.call(OTHER).getStreams()).containsExactly(aliceToBob.id());
    }

    private void forgedCall(double seconds, String offered, String answered) {
        capture.at(seconds)
                .request(OTHER, "INVITE")
                .from(MALLORY)
                .to(MALLORY)
                .sdp(audio(offered, 4000))
                .send();
        capture.at(seconds + 0.5)
                .response(OTHER, 200, "INVITE")
                .from(MALLORY)
                .to(MALLORY)
                .sdp(audio(answered, 5000))
                .send();
    }
}
