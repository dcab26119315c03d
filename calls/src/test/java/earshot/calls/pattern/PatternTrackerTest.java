// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import static earshot.calls.pattern.PatternRun.SECOND;
import static earshot.calls.pattern.PatternRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.Alert;
import earshot.events.AlertStatus;
import earshot.events.AuthenticationFailures;
import earshot.events.Call;
import earshot.events.CallState;
import earshot.events.EndedBy;
import earshot.events.Keys;
import earshot.events.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternTrackerTest {
    private static final String SOURCE = "192.0.2.9";
    private static final PatternSettings SETTINGS = PatternSettings.DEFAULT;

    private final PatternReader reader = new PatternReader(SETTINGS);
    private final List<PatternNews> news = new ArrayList<>();
    private int calls;

    /** A call that was just sent. */
    private Call.Builder call(double startS) {
        String callId = "call-" + calls++;
        return Call.newBuilder()
                .setCallKey(Keys.callKey(callId))
                .setVersion(1)
                .setCallId(callId)
                .setFrom("sip:alice@example.org")
                .setTo("sip:bob@example.org")
                .setFromUser("alice")
                .setToUser("bob")
                .setCaller(SOURCE + ":5060")
                .setCallee("192.0.2.1:5060")
                .setProbes(List.of("lab"))
                .setState(CallState.INCOMPLETE)
                .setEnded(false)
                .setStartMicros(at(startS))
                .setMessages(1)
                .setRetransmissions(0)
                .setForks(0)
                .setStreams(List.of())
                .setInviteSeen(true);
    }

    private void told(Call.Builder call, double toldS) {
        reader.call(call.build(), at(toldS), news::add);
    }

    private void attempts(int count, double fromS, double untilS) {
        for (int i = 0; i < count; i++) {
            double startS = fromS + (untilS - fromS) * i / count;
            told(call(startS), startS + 1);
        }
    }

    private static Call.Builder answered(Call.Builder call, double answerS, double endS) {
        return call.setState(CallState.ANSWERED)
                .setVersion(3)
                .setEnded(true)
                .setEndedBy(EndedBy.BYE)
                .setAnswerMicros(at(answerS))
                .setEndMicros(at(endS))
                .setDurationMs((endS - answerS) * 1_000);
    }

    private Call.Builder refused(double startS, String user, int status) {
        return call(startS)
                .setToUser(user)
                .setState(CallState.FAILED)
                .setVersion(2)
                .setEnded(true)
                .setEndedBy(EndedBy.FAILURE)
                .setEndMicros(at(startS + 0.1))
                .setFinalStatus(status);
    }

    private PatternRun run(Pattern pattern) {
        List<PatternNews> those =
                news.stream().filter(one -> one.pattern.equals(pattern.name())).toList();
        return PatternRun.of(SETTINGS, those, 7_200);
    }

    @Test
    void aHundredAndTwentyCallsWithinAMinuteAreAFloodThatEndsWithTheFirstQuietMinute() {
        attempts(120, 0, 60);

        List<Alert> alerts = run(Pattern.INVITE_FLOOD).alerts;

        assertThat(alerts).hasSize(2);
        Alert firing = alerts.get(0);
        assertThat(firing.getRule()).isEqualTo("pattern-invite-flood");
        assertThat(firing.getSubject()).isEqualTo("source:192.0.2.9");
        assertThat(firing.getStatus()).isEqualTo(AlertStatus.FIRING);
        assertThat(firing.getValue()).isEqualTo(120);
        assertThat(firing.getThreshold()).isEqualTo(120);
        assertThat(firing.getStartsAtMicros()).isEqualTo(at(59.5));
        assertThat(firing.getTimeMicros()).isEqualTo(at(60.5));
        assertThat(firing.getCallIds()).hasSize(10).startsWith("call-0");
        assertThat(firing.getAnnotations())
                .containsEntry("summary", "source 192.0.2.9: 120 call attempts within a minute, told from 120 on");
        assertThat(firing.getLabels()).containsEntry("source", "192.0.2.9");
        Alert resolved = alerts.get(1);
        assertThat(resolved.getStatus()).isEqualTo(AlertStatus.RESOLVED);
        assertThat(resolved.getAlertId()).isEqualTo(firing.getAlertId());
        assertThat(resolved.getTimeMicros()).isEqualTo(at(180)); // the second minute, and a minute for the late
    }

    @Test
    void oneCallLessIsNone() {
        attempts(119, 0, 60);

        assertThat(run(Pattern.INVITE_FLOOD).alerts).isEmpty();
    }

    @Test
    void theSameCallToldAgainCountsOnce() {
        for (int version = 1; version <= 200; version++) {
            told(call(0).setCallKey("same").setVersion(version), 1 + version / 100.0);
        }

        assertThat(run(Pattern.INVITE_FLOOD).alerts).isEmpty();
    }

    @Test
    void aSourceThatIsAlwaysBusyIsComparedWithItself() {
        for (int minute = 0; minute < 10; minute++) attempts(100, minute * 60, minute * 60 + 60);
        attempts(400, 600, 660);

        assertThat(run(Pattern.INVITE_FLOOD).alerts).isEmpty();

        attempts(105, 640, 660);
        Alert firing = run(Pattern.INVITE_FLOOD).firing().get(0);
        assertThat(firing.getThreshold()).isEqualTo(500); // five times 100
        assertThat(firing.getAnnotations().get("summary")).endsWith("; 100 per minute before");
    }

    @Test
    void aRegistrationStormIsToldOfItsSourceAndOfTheRegistrarOnlyWhenAllSourcesAreMany() {
        for (int i = 0; i < 130; i++) register(i * 0.4, "192.0.2.9");

        assertThat(run(Pattern.REGISTRATION_STORM).firing()).hasSize(1);
        assertThat(run(Pattern.REGISTRAR_STORM).alerts).isEmpty();

        for (int i = 0; i < 1_870; i++) register(i * 0.03, "198.51.100." + i);
        Alert firing = run(Pattern.REGISTRAR_STORM).firing().get(0);
        assertThat(firing.getSubject()).isEqualTo("registrar:192.0.2.1");
    }

    private void register(double startS, String source) {
        reader.transaction(transaction("REGISTER", startS, source).build(), at(startS), news::add);
    }

    private Transaction.Builder transaction(String method, double startS, String source) {
        String callId = "transaction-" + calls++;
        return Transaction.newBuilder()
                .setTransactionKey(callId)
                .setVersion(1)
                .setMethod(method)
                .setCallId(callId)
                .setCseq(1)
                .setFrom("")
                .setTo("")
                .setFromUser("alice")
                .setToUser("alice")
                .setSource(source + ":5060")
                .setDestination("192.0.2.1:5060")
                .setProbe("lab")
                .setStartMicros(at(startS))
                .setMessages(1)
                .setRetransmissions(0);
    }

    @Test
    void twentyUsersThatAreRefusedAreAScanAndOneUserRefusedTwentyTimesIsNone() {
        for (int i = 0; i < 20; i++) told(refused(i, "1000", 404), i + 1);
        assertThat(run(Pattern.SCAN).alerts).isEmpty();

        for (int i = 1; i < 19; i++) told(refused(20 + i, "100" + i, i % 2 == 0 ? 403 : 404), 21 + i);
        assertThat(run(Pattern.SCAN).alerts).isEmpty();

        told(call(40).setToUser("end").setEnded(true).setChallenged(true).setEndMicros(at(40)), 73);
        Alert firing = run(Pattern.SCAN).firing().get(0);
        assertThat(firing.getValue()).isEqualTo(20);
        assertThat(firing.getSubject()).isEqualTo("source:192.0.2.9");
    }

    @Test
    void refusedCredentialsOfManyUsersAreAScan() {
        for (int i = 0; i < 20; i++) {
            reader.authentication(
                    AuthenticationFailures.newBuilder()
                            .setAuthenticationKey("key-" + i)
                            .setVersion(1)
                            .setAor("sip:" + i + "@example.org")
                            .setUser("" + i)
                            .setCredentialsUser("")
                            .setSource(SOURCE)
                            .setDestination("")
                            .setProbe("lab")
                            .setUserAgent("")
                            .setMethods(List.of("REGISTER"))
                            .setStartMicros(at(i))
                            .setLastMicros(at(i))
                            .setAttempts(1)
                            .setAccepted(0)
                            .setFailures(1)
                            .setConsecutiveFailures(1)
                            .setLastStatus(403)
                            .setLastFailureMicros(at(i))
                            .build(),
                    at(i),
                    news::add);
        }

        assertThat(run(Pattern.SCAN).firing()).hasSize(1);
    }

    @Test
    void aScannerIsKnownByItsFirstRequest() {
        told(call(0).setUserAgent("Acme Phone 1.0"), 1);
        assertThat(run(Pattern.SCANNER).alerts).isEmpty();

        Transaction options = transaction("OPTIONS", 2, SOURCE)
                .setUserAgent("Friendly-Scanner")
                .build();
        reader.transaction(options, at(2), news::add);
        assertThat(run(Pattern.SCANNER).firing()).hasSize(1);
    }

    @Test
    void twentyShortAnsweredCallsOfOneUserAreABurstAndLongerOnesAreNone() {
        for (int i = 0; i < 30; i++) told(answered(call(i * 20), i * 20 + 2, i * 20 + 12), i * 20 + 13);
        assertThat(run(Pattern.SHORT_CALLS).alerts).isEmpty();

        for (int i = 0; i < 20; i++) told(answered(call(i * 20), i * 20 + 2, i * 20 + 11.9), i * 20 + 13);
        Alert firing = run(Pattern.SHORT_CALLS).firing().get(0);
        assertThat(firing.getSubject()).isEqualTo("user:alice@192.0.2.9");
        assertThat(firing.getValue()).isEqualTo(20);
    }

    @Test
    void fiveCallsToPremiumNumbersWithinAnHourAreToldHoweverTheyAreDialled() {
        List<String> numbers = List.of("+979123456789", "00881612345", "011882345", "+19005551234");
        for (int i = 0; i < 4; i++) premium(numbers.get(i), i * 300, 10);
        premium("+4930123456", 1_300, 10); // Berlin
        premium("979123456789", 1_400, 10); // a local number
        assertThat(run(Pattern.PREMIUM_CALLS).alerts).isEmpty();

        premium("004990012345", 1_500, 10);
        Alert firing = run(Pattern.PREMIUM_CALLS).firing().get(0);
        assertThat(firing.getValue()).isEqualTo(5);
        assertThat(firing.getSeverity()).isEqualTo("critical");
        assertThat(run(Pattern.PREMIUM_MINUTES).alerts).isEmpty();
    }

    @Test
    void halfAnHourToPremiumNumbersIsToldWhenItsLastCallEnds() {
        premium("+979123456789", 0, 900);
        premium("+979123456789", 1_000, 870);
        assertThat(run(Pattern.PREMIUM_MINUTES).alerts).isEmpty();

        premium("+979123456789", 2_000, 30);
        Alert firing = run(Pattern.PREMIUM_MINUTES).firing().get(0);
        assertThat(firing.getValue()).isEqualTo(30);
        assertThat(firing.getTimeMicros()).isEqualTo(at(2_033));
    }

    private void premium(String number, double startS, double talkS) {
        told(answered(call(startS).setToUser(number), startS + 2, startS + 2 + talkS), startS + 3 + talkS);
    }

    @Test
    void whatRaisesNoLimitIsForgottenWithItsWindow() {
        PatternMemory memory = new PatternMemory();
        PatternTracker tracker = new PatternTracker(SETTINGS);
        attempts(20, 0, 60);
        List<PatternNews> few = news.stream()
                .filter(one -> one.pattern.equals(Pattern.INVITE_FLOOD.name()))
                .toList();

        new PatternRun()
                .run(
                        few,
                        PatternNews::order,
                        (one, timers) -> tracker.news(memory, one, timers, alert -> {}),
                        (time, timers) -> tracker.timer(few.get(0).key(), memory, time, timers, alert -> {}),
                        4 * 60);

        assertThat(memory.isEmpty()).isTrue();
        assertThat(memory.minutes).isEmpty();
    }

    @Test
    void newsOfAMinuteThatIsCompleteAreTooLate() {
        for (int i = 0; i < 200; i++) {
            PatternNews late = new PatternNews();
            late.pattern = Pattern.INVITE_FLOOD.name();
            late.subject = "source:" + SOURCE;
            late.item = "call-" + i;
            late.timeMicros = at(1);
            late.toldMicros = at(121) + i * SECOND / 1_000;
            news.add(late);
        }

        assertThat(run(Pattern.INVITE_FLOOD).alerts).isEmpty();
    }
}
