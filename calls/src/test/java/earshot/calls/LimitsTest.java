// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.MALLORY;
import static earshot.calls.Capture.audio;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture.Media;
import earshot.calls.assemble.MessageCount;
import earshot.calls.assemble.SignallingAssembler;
import earshot.calls.assemble.SignallingMemory;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.match.BindingCandidates;
import earshot.calls.match.ClaimMemory;
import earshot.calls.match.ClaimTracker;
import earshot.calls.match.EndpointClaim;
import earshot.calls.match.MatcherMemory;
import earshot.calls.match.MediaMatcher;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.time.EventOrder;
import earshot.events.Call;
import earshot.events.CallState;
import earshot.events.EndedBy;
import earshot.events.MediaReport;
import earshot.events.SipMessage;
import earshot.events.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an attacker can make the machines remember, and what a long capture does. */
class LimitsTest {
    private static final String ID = "call@example.org";

    private final Capture capture = new Capture();

    @Test
    void aHundredThousandMessagesOfOneCallNeedNoMoreMemoryThanTwoThousand() {
        SignallingAssembler assembler = new SignallingAssembler();
        ClaimTracker tracker = new ClaimTracker();
        SignallingMemory memory = new SignallingMemory();
        ClaimMemory claims = new ClaimMemory();
        int[] rows = new int[1];
        int[] told = new int[1];
        SignallingAssembler.Output out = new SignallingAssembler.Output() {
            @Override
            public void call(Call call) {
                rows[0]++;
            }

            @Override
            public void transaction(Transaction transaction) {
                throw new AssertionError(transaction);
            }
        };

        for (int i = 0; i < 100_000; i++) {
            capture.events.clear();
            capture.at(i * 0.01)
                    .request(ID, "INVITE")
                    .cseq(i)
                    .sdp(audio(ALICE, 1_024 + i % 60_000))
                    .send();
            SipMessage message = (SipMessage) capture.events.get(0);
            assembler.message(memory, message, time -> {}, out);
            tracker.message(claims, message, time -> {}, claim -> told[0]++);
        }

        MessageCount count = Objects.requireNonNull(memory.call).count;
        assertThat(count.messages).isEqualTo(100_000);
        assertThat(count.isCapped()).isTrue();
        assertThat(20 * count.prints.length).isLessThanOrEqualTo(64 * 1_024);
        assertThat(memory.recent.seen).hasSizeLessThanOrEqualTo(128);
        assertThat(claims.claims).hasSizeLessThanOrEqualTo(32);
        assertThat(claims.recent.seen).hasSizeLessThanOrEqualTo(128);
        assertThat(rows[0]).isLessThan(1_000);
        assertThat(told[0]).isLessThanOrEqualTo(32);
    }

    @Test
    void aThousandForgedClaimsDoNotDisplaceOneAnsweredCall() {
        MediaMatcher matcher = new MediaMatcher();
        MatcherMemory memory = new MatcherMemory();
        List<BindingCandidates> told = new ArrayList<>();
        matcher.claim(memory, claim("real", true, 0), time -> {}, told::add);

        for (int i = 0; i < 1_000; i++) {
            matcher.claim(memory, claim("forged" + i, false, 1 + i), time -> {}, told::add);
        }

        assertThat(memory.claims).hasSize(8);
        assertThat(memory.claims).anyMatch(held -> held.claim.callId.equals("real"));
    }

    /** Ticking through the years in between would take minutes. */
    @Test
    void anEndpointWhoseMediaIsDecadesAheadWaitsInOneStep() {
        MediaMatcher matcher = new MediaMatcher();
        MatcherMemory memory = new MatcherMemory();
        EndpointClaim closed = claim("call", true, 0);
        closed.untilMicros = Capture.micros(50 * 365.0 * 86_400);
        List<Long> timers = new ArrayList<>();
        matcher.claim(memory, closed, timers::add, told -> {});

        for (int i = 0; i < timers.size(); i++) matcher.timer(memory, timers.get(i), timers::add);

        assertThat(timers).hasSize(2);
        assertThat(memory.isEmpty()).isTrue();
    }

    private static EndpointClaim claim(String callId, boolean confirmed, double seconds) {
        EndpointClaim claim = new EndpointClaim();
        claim.order = new EventOrder(Capture.micros(seconds), "lab", 1, 1, 0);
        claim.endpoint = ALICE + ":4000";
        claim.callId = callId;
        claim.confirmed = confirmed;
        claim.fromMicros = Capture.micros(seconds);
        return claim;
    }

    @Test
    void mediaIsTheRealCallsAfterAFloodOfForgedInvites() {
        capture.answeredCall(ID, 0);
        for (int i = 0; i < 1_000; i++) {
            capture.at(3.1 + i * 0.001)
                    .request("forged" + i, "INVITE")
                    .from(MALLORY)
                    .sdp(audio(ALICE, 4000))
                    .send();
        }
        Media stream = capture.media(ALICE, 4000, BOB, 5000).runs(5, 25);
        stream.send();

        Rows rows = Rows.of(capture);
        assertThat(rows.stream(stream.id()).getCallIds()).containsExactly(ID);
    }

    @Test
    void whatIsOverIsForgotten() {
        Rows rows = new Rows();
        CallPipeline pipeline = new CallPipeline(CallSettings.DEFAULT, rows);
        int most = 0;
        for (int i = 0; i < 6_000; i++) {
            Capture one = new Capture();
            String id = "call" + i;
            one.answeredCall(id, i * 60).bye(id, i * 60 + 20);
            one.media(ALICE, 4000, BOB, 5000)
                    .ssrc(i)
                    .runs(i * 60 + 3, i * 60 + 20)
                    .send();
            for (Object event : one.events) {
                Rows.put(pipeline, event);
            }
            most = Math.max(most, pipeline.open());
        }
        pipeline.finish();

        assertThat(rows.calls).hasSize(6_000);
        assertThat(rows.calls.values()).allMatch(call -> call.getStreams().size() == 1);
        assertThat(most).isLessThan(CallPipeline.CALLS_MAX + 40); // and what belongs to calls of the last minutes
        assertThat(pipeline.open()).isZero();
    }

    /** A scanner that tries a name a millisecond: what was tried long ago makes room. */
    @Test
    void aFloodOfUsersIsBounded() {
        Rows rows = new Rows();
        CallPipeline pipeline = new CallPipeline(CallSettings.DEFAULT, rows);
        int most = 0;
        for (int i = 0; i < 60_000; i++) {
            String user = "sip:user" + i + "@example.org";
            Capture one = new Capture();
            one.at(i / 1_000.0)
                    .request("call" + i, "REGISTER")
                    .with(message -> message.setToUri(user))
                    .send();
            Rows.put(pipeline, one.events.get(0));
            most = Math.max(most, pipeline.open());
        }
        pipeline.finish();

        assertThat(most).isBetween(CallPipeline.OUTSIDE_MAX / 2, CallPipeline.OUTSIDE_MAX + CallPipeline.CALLS_MAX);
        assertThat(pipeline.open()).isZero();
    }

    /** Fifty years between an answer and its BYE are not fifty years of minutes in which the call was up. */
    @Test
    void aLeapOfTheClockCostsNoYearsOfMinutes() {
        Capture capture = new Capture();
        for (int i = 0; i < 3; i++) capture.answeredCall("leaping" + i, 5 * i);
        for (int i = 0; i < 3; i++) capture.bye("leaping" + i, 1_577_000_000 + i);
        capture.at(20).request("back", "INVITE").send();
        capture.at(1_577_000_010).request("forth", "INVITE").send();
        CallSettings everything =
                CallSettings.DEFAULT.withKpis(KpiSettings.DEFAULT).withPatterns(PatternSettings.DEFAULT);

        Rows rows = Rows.of(capture.events, everything);

        assertThat(rows.calls).hasSize(5);
        assertThat(rows.kpis).hasSizeLessThan(30_000);
    }

    @Test
    void aCaptureWhoseClockJumpsBackStillGivesWholeCalls() {
        capture.answeredCall("tomorrow", 86_400).bye("tomorrow", 86_420);
        capture.answeredCall("today", 0).bye("today", 20);
        capture.media(ALICE, 4000, BOB, 5000).runs(3, 20).send();

        Call today = Rows.of(capture).call("today");
        assertThat(today.getState()).isEqualTo(CallState.ANSWERED);
        assertThat(today.getEndedBy()).isEqualTo(EndedBy.BYE);
        assertThat(today.getStreams()).hasSize(1);
    }

    /** A public capture has years between the messages of one call. */
    @Test
    void yearsBetweenTwoMessagesDoNotTearACallApart() {
        double year = 366.0 * 86_400;
        capture.at(0).request(ID, "INVITE").send();
        capture.at(year).response(ID, 100, "INVITE").send();
        capture.at(2 * year).response(ID, 200, "INVITE").send();
        capture.bye(ID, 3 * year);

        Call call = Rows.of(capture).call();
        assertThat(call.getFinalStatus()).isEqualTo(200);
        assertThat(call.getEndedBy()).isEqualTo(EndedBy.BYE);
        assertThat(call.getMessages()).isEqualTo(5);
    }

    @Test
    void aReportDeliveredAgainCountsOnce() {
        Media stream = capture.media(ALICE, 4000, BOB, 5000).runs(0, 60);
        stream.send();
        List<Object> again = new ArrayList<>(capture.events);
        MediaReport first = (MediaReport) again.get(0);
        again.add(first); // a minute late

        assertThat(Rows.of(again).stream(stream.id()).getPackets()).isEqualTo(3_000);
    }

    @Test
    void theEndOfAStreamThatIsForgottenDoesNotEraseItsCounts() {
        Media stream = capture.media(ALICE, 4000, BOB, 5000).runs(0, 60);
        stream.send();
        MediaReport last = (MediaReport) capture.events.get(capture.events.size() - 1);
        capture.events.add(MediaReport.newBuilder(last)
                .setSequence(1_000)
                .setStartMicros(last.getEndMicros())
                .setEndMicros(Capture.micros(660)) // by a probe that waits ten minutes for more
                .setReceived(0)
                .setUnique(0)
                .setExpected(0)
                .setLast(true)
                .build());

        assertThat(Rows.of(capture).stream(stream.id()).getPackets()).isEqualTo(3_000);
    }

    @Test
    void anInviteDeliveredAgainAfterItsByeClaimsNothing() {
        ClaimTracker tracker = new ClaimTracker();
        ClaimMemory memory = new ClaimMemory();
        List<EndpointClaim> told = new ArrayList<>();
        capture.answeredCall(ID, 0).bye(ID, 20);
        for (Object event : capture.events) tracker.message(memory, (SipMessage) event, time -> {}, told::add);
        assertThat(memory.claims).hasSize(2).noneMatch(claim -> claim.untilMicros == Long.MAX_VALUE);
        told.clear();

        for (Object event : capture.events) tracker.message(memory, (SipMessage) event, time -> {}, told::add);

        assertThat(told).isEmpty();
        assertThat(memory.claims).hasSize(2).noneMatch(claim -> claim.untilMicros == Long.MAX_VALUE);
    }

    @Test
    void aMessageWithoutCallIdBelongsToNothing() {
        capture.at(0).request("", "INVITE").send();

        assertThat(Rows.of(capture).calls).isEmpty();
    }
}
