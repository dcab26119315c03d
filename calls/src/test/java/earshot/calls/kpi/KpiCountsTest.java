// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static earshot.calls.Capture.CAROL;
import static earshot.calls.Capture.PROXY;
import static earshot.calls.kpi.KpiCount.*;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.Capture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one call or the other adds to which minute. The whole set in one scene is in docs/kpis.md. */
class KpiCountsTest {
    private final Capture capture = new Capture();

    @Test
    void aRetransmittedInviteAndAReinviteAreNoAttempts() {
        capture.answeredCall("call", 1);
        capture.at(1.5).request("call", "INVITE").send();
        capture.at(20).request("call", "INVITE").cseq(2).toTag("bob-tag").send();
        capture.at(20.1).response("call", 488, "INVITE").cseq(2).send();
        capture.bye("call", 40);

        KpiCounts minute = Minutes.of(capture).overall(0);

        assertThat(minute.get(ATTEMPTS)).isEqualTo(1);
        assertThat(minute.get(ANSWERED)).isEqualTo(1);
        assertThat(minute.statuses).containsOnlyKeys("200");
        assertThat(minute.startsMax()).isEqualTo(1);
    }

    @Test
    void aChallengedInviteThatIsSentAgainIsOneAttempt() {
        capture.at(1).request("call", "INVITE").send();
        capture.at(1.1).response("call", 407, "INVITE").toTag("proxy").send();
        capture.at(1.2).request("call", "INVITE").cseq(2).send();
        capture.at(2.2).response("call", 486, "INVITE").cseq(2).send();

        KpiCounts minute = Minutes.of(capture).overall(0);

        assertThat(minute.get(ATTEMPTS)).isEqualTo(1);
        assertThat(minute.get(BUSY)).isEqualTo(1);
        assertThat(minute.get(UNAUTHORISED)).isZero();
        assertThat(minute.get(SRD_FAILED_CALLS)).isEqualTo(1);
        assertThat(minute.get(SRD_FAILED_MICROS)).isEqualTo(1_000_000); // from the INVITE with credentials
    }

    @Test
    void aChallengeThatNobodyFollowsIsNoAttempt() {
        capture.at(1).request("call", "INVITE").send();
        capture.at(1.1).response("call", 401, "INVITE").send();
        capture.at(100).request("later", "OPTIONS").send();

        KpiCounts minute = Minutes.of(capture).overall(0);

        assertThat(minute.get(ATTEMPTS)).isZero();
        assertThat(minute.get(UNAUTHORISED)).isEqualTo(1);
        assertThat(minute.statuses).isEmpty();
    }

    @Test
    void aCallOverAProxyIsOneAttemptOfEveryoneOnItsWay() {
        capture.at(1).request("call", "INVITE").to(PROXY).branch("z9hG4bK-a").send();
        capture.at(1.01)
                .request("call", "INVITE")
                .from(PROXY)
                .branch("z9hG4bK-p")
                .send();
        capture.at(2)
                .response("call", 486, "INVITE")
                .to(PROXY)
                .branch("z9hG4bK-p")
                .send();
        capture.at(2.01)
                .response("call", 486, "INVITE")
                .from(PROXY)
                .branch("z9hG4bK-a")
                .send();

        Minutes minutes = Minutes.of(capture);

        assertThat(minutes.overall(0).get(ATTEMPTS)).isEqualTo(1);
        assertThat(minutes.overall(0).get(SRD_FAILED_MICROS)).isEqualTo(1_010_000); // where the caller is
        assertThat(minutes.caller(0, ALICE).get(BUSY)).isEqualTo(1);
        assertThat(minutes.callee(0, PROXY).get(BUSY)).isEqualTo(1);
        assertThat(minutes.caller(0, PROXY).get(BUSY)).isEqualTo(1);
        assertThat(minutes.callee(0, BOB).get(BUSY)).isEqualTo(1);
        assertThat(minutes.callee(0, ALICE).get(ATTEMPTS)).isZero();
    }

    @Test
    void aCallIsUpInEveryMinuteFromItsAnswerToItsEnd() {
        capture.answeredCall("long", 50); // answered at 53
        capture.answeredCall("short", 70); // answered at 73
        capture.bye("short", 75);
        capture.bye("long", 185);

        Minutes minutes = Minutes.of(capture);

        assertThat(minutes.overall(0).concurrentMax()).isEqualTo(1);
        assertThat(minutes.overall(0).concurrentEnd()).isEqualTo(1);
        assertThat(minutes.overall(1).concurrentMax()).isEqualTo(2);
        assertThat(minutes.overall(1).concurrentEnd()).isEqualTo(1);
        assertThat(minutes.overall(2).concurrentMax()).isEqualTo(1);
        assertThat(minutes.overall(2).get(ATTEMPTS)).isZero();
        assertThat(minutes.overall(3).concurrentEnd()).isZero();
        assertThat(minutes.overall(0).get(TALK_MICROS)).isEqualTo(132_000_000); // in the minute of its INVITE
        assertThat(minutes.overall(3).get(TALK_MICROS)).isZero();
    }

    /** It counted as up until it was given up; then the minutes after its last message are taken back. */
    @Test
    void aCallThatFellSilentWasNotUpAfterIt() {
        capture.answeredCall("silent", 1);
        for (int second = 30; second < 4_000; second += 30) {
            capture.at(second).request("tick-" + second, "OPTIONS").send();
        }

        Minutes minutes = Minutes.of(capture);

        assertThat(minutes.overall(0).concurrentMax()).isEqualTo(1);
        assertThat(minutes.overall(0).concurrentEnd()).isZero();
        assertThat(minutes.overall(1).isZero()).isTrue();
        assertThat(minutes.overall(59).isZero()).isTrue();
        assertThat(minutes.overall(0).get(TALK_CALLS)).isZero(); // how long it talked nobody knows
    }

    @Test
    void aByeThatNobodyAnswersIsAFailedCompletion() {
        capture.answeredCall("call", 1); // answered at 4
        capture.at(14).request("call", "BYE").cseq(2).toTag("bob-tag").send();
        capture.at(60).request("later", "OPTIONS").send();

        KpiCounts minute = Minutes.of(capture).overall(0);

        assertThat(minute.get(COMPLETED)).isZero();
        assertThat(minute.get(SDT_CALLS)).isZero();
        assertThat(minute.get(SDT_FAILED_CALLS)).isEqualTo(1);
        assertThat(minute.get(SDT_FAILED_MICROS)).isEqualTo(10_000_000 + 32_000_000);
        assertThat(minute.get(SDD_CALLS)).isZero();
    }

    @Test
    void whatIsOpenWhenTheCaptureEndsIsUndecided() {
        capture.at(1).request("ringing", "INVITE").send();
        capture.at(2).response("ringing", 180, "INVITE").send();
        capture.at(3).request("register", "REGISTER").send();

        KpiCounts minute = Minutes.of(capture).overall(0);

        assertThat(minute.get(ATTEMPTS)).isEqualTo(1);
        assertThat(minute.get(UNDECIDED)).isEqualTo(1);
        assertThat(minute.get(REGISTERS_UNDECIDED)).isEqualTo(1);
        assertThat(minute.get(REGISTERS_INEFFECTIVE)).isZero();
    }

    @Test
    void mediaCountsForThePeersOfItsCallInTheMinuteOfItsIntervals() {
        capture.answeredCall("call", 47).bye("call", 80); // answered at 50
        capture.media(ALICE, 4000, BOB, 5000).runs(50, 70).send();
        capture.media(BOB, 5000, ALICE, 4000).runs(50, 70).losing(0.1).send();
        capture.media(ALICE, 6000, CAROL, 7000).runs(50, 60).send(); // of no call

        Minutes minutes = Minutes.of(capture);

        assertThat(minutes.overall(0).get(GOOD_MICROS)).isEqualTo(20_000_000);
        assertThat(minutes.overall(0).get(POOR_MICROS)).isEqualTo(10_000_000);
        assertThat(minutes.callee(0, BOB).get(GOOD_MICROS)).isEqualTo(10_000_000);
        assertThat(minutes.callee(0, BOB).get(POOR_MICROS)).isEqualTo(10_000_000);
        assertThat(minutes.callee(1, BOB).get(POOR_MICROS)).isEqualTo(10_000_000);
        assertThat(minutes.callee(1, BOB).get(ATTEMPTS)).isZero();
        assertThat(minutes.callee(1, BOB).get(PACKETS_LOST)).isEqualTo(50);
        assertThat(minutes.callee(1, BOB).get(PACKETS_EXPECTED)).isEqualTo(1_000);
        assertThat(minutes.callee(1, BOB).get(LOSS_TO_10)).isEqualTo(2);
        assertThat(minutes.callee(1, BOB).get(LOSS_NONE)).isEqualTo(2);
        assertThat(minutes.callee(1, BOB).get(MOS_VERY_SATISFIED)).isEqualTo(2);
    }

    /** Two probes see one stream, out of step; the second goes on when the first has gone. */
    @Test
    void whatTwoProbesSeeIsHeardOnce() {
        capture.answeredCall("call", 1).bye("call", 50);
        capture.media(ALICE, 4000, BOB, 5000).seenBy("a", 1_000).runs(4, 24).send();
        capture.media(ALICE, 4000, BOB, 5000).seenBy("b", 1_100).runs(6, 41).send();

        Minutes minutes = Minutes.of(capture);

        assertThat(minutes.of(0, KpiCell.probe("a")).get(GOOD_MICROS)).isEqualTo(20_000_000);
        assertThat(minutes.of(0, KpiCell.probe("b")).get(GOOD_MICROS)).isEqualTo(35_000_000);
        // 4 to 24 of the first, 26 to 41 of the second: its interval that began while the first was heard is left out.
        assertThat(minutes.overall(0).get(GOOD_MICROS)).isEqualTo(35_000_000);
        assertThat(minutes.callee(0, BOB).get(GOOD_MICROS)).isEqualTo(35_000_000);
        assertThat(minutes.overall(0).get(LOSS_NONE)).isEqualTo(7);
    }

    @Test
    void streamsOfOneSsrcBetweenOtherEndpointsCountEach() {
        capture.media(ALICE, 4000, BOB, 5000).seenBy("a", 1_000).runs(0, 10).send();
        capture.media(BOB, 5000, CAROL, 6000).seenBy("b", 1_000).runs(0, 10).send();
        capture.media(ALICE, 4000, BOB, 5000)
                .seenBy("a", 9_000)
                .ssrc(7)
                .runs(0, 10)
                .send();

        assertThat(Minutes.of(capture).overall(0).get(GOOD_MICROS)).isEqualTo(30_000_000);
    }

    @Test
    void whereTheProbeLostPacketsNothingIsKnown() {
        capture.media(ALICE, 6000, CAROL, 7000)
                .runs(0, 10)
                .losing(0.1)
                .suspect()
                .send();

        KpiCounts minute = Minutes.of(capture).overall(0);

        assertThat(minute.get(UNKNOWN_MICROS)).isEqualTo(10_000_000);
        assertThat(minute.get(GOOD_MICROS) + minute.get(POOR_MICROS)).isZero();
        assertThat(minute.get(PACKETS_EXPECTED)).isZero();
    }

    @Test
    void aTrunkHasTheCallsOfItsAddresses() throws Exception {
        KpiSettings settings = new KpiSettings(TrunkFile.parse("trunks.yaml", """
                        apiVersion: earshot/v1
                        kind: Trunks
                        trunks:
                          - name: carrier
                            addresses: [192.0.2.32/29, "2001:db8::/32"]
                        """), 1_000);
        capture.at(1).request("in", "INVITE").from(CAROL).to(ALICE).send(); // .40 is outside
        capture.at(2).request("out", "INVITE").to("192.0.2.33").send();
        capture.at(3).request("out2", "INVITE").to("192.0.2.39").send();

        Minutes minutes = Minutes.of(capture, settings);

        assertThat(minutes.of(0, KpiCell.trunk("callee", "carrier")).get(ATTEMPTS))
                .isEqualTo(2);
        assertThat(minutes.of(0, KpiCell.trunk("caller", "carrier")).get(ATTEMPTS))
                .isZero();
    }

    @Test
    void peersAboveTheLimitAreCountedTogetherAndNoneIsLost() throws Exception {
        KpiSettings settings = new KpiSettings(TrunkFile.parse("trunks.yaml", """
                        apiVersion: earshot/v1
                        kind: Trunks
                        trunks:
                          - { name: known, addresses: [203.0.113.9] }
                        """), 16);
        for (int i = 0; i < 200; i++) {
            capture.at(i * 0.1)
                    .request("scan-" + i, "INVITE")
                    .from("198.51.100." + i)
                    .send();
        }
        capture.at(30).request("known", "INVITE").from("203.0.113.9").send();

        Minutes minutes = Minutes.of(capture, settings);
        List<String> kept = minutes.texts().keySet().stream()
                .filter(key -> key.contains("PEER|caller|") && !key.endsWith("|other"))
                .toList();

        assertThat(kept).hasSizeLessThanOrEqualTo(16).anyMatch(key -> key.endsWith("203.0.113.9"));
        assertThat(minutes.caller(0, "other").get(ATTEMPTS)).isEqualTo(201 - kept.size());
        assertThat(minutes.overall(0).get(ATTEMPTS)).isEqualTo(201);
    }

    /** As they come out of state that was written when they had their full length in every minute. */
    @Test
    void arraysOfAnyLengthAddUp() {
        KpiCounts full = new KpiCounts();
        full.counts = new long[KpiCount.values().length];
        full.upChanges = new int[60];
        full.starts = new int[60];
        full.add(LOSS_ABOVE_10, 1);
        KpiCounts little = new KpiCounts();
        little.add(ATTEMPTS, 2);
        little.addStart(7);
        little.addUpChange(59, 1);

        for (KpiCounts sum : List.of(full.copy().add(little, 1), little.copy().add(full, 1))) {
            assertThat(sum.get(ATTEMPTS)).isEqualTo(2);
            assertThat(sum.get(LOSS_ABOVE_10)).isEqualTo(1);
            assertThat(sum.startsMax()).isEqualTo(1);
            assertThat(sum.concurrentEnd()).isEqualTo(1);
            assertThat(sum.add(little, -1).add(full, -1).isZero()).isTrue();
        }
        assertThat(little.get(ATTEMPTS)).isEqualTo(2);
    }

    /** That it was answered is known, and how long it took is not: it adds nothing to the delay. */
    @Test
    void aByeThatWasNotCapturedHasNoDelay() {
        capture.answeredCall("call", 1);
        capture.at(40).response("call", 200, "BYE").cseq(2).send();

        KpiCounts minute = Minutes.of(capture).overall(0);

        assertThat(minute.get(COMPLETED)).isEqualTo(1);
        assertThat(minute.get(TALK_MICROS)).isEqualTo(36_000_000);
        assertThat(minute.get(SDD_CALLS)).isZero();
    }
}
