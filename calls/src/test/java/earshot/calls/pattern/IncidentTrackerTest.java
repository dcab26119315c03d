// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import static earshot.calls.pattern.PatternRun.at;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.Alert;
import earshot.events.Call;
import earshot.events.CallState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentTrackerTest {
    private final List<IncidentNews> news = new ArrayList<>();

    private void calls(int count, boolean isBad, String peer) {
        for (int i = 0; i < count; i++) {
            IncidentNews call = new IncidentNews();
            call.callKey = "key-" + news.size();
            call.callId = "call-" + news.size();
            call.endMicros = at(news.size() % 60);
            call.toldMicros = call.endMicros + 2_000_000;
            call.version = 4;
            call.isBad = isBad;
            call.values = new ArrayList<>(List.of("peer:10.0.0.1", "peer:" + peer, "codec:PCMU"));
            news.add(call);
        }
    }

    private List<Alert> run() {
        PatternRun run = new PatternRun();
        IncidentTracker tracker = new IncidentTracker(IncidentLimit.DEFAULT);
        IncidentMemory memory = new IncidentMemory();
        run.run(
                news,
                IncidentNews::order,
                tracker(memory, tracker),
                (time, timers) -> tracker.timer("", memory, time, timers, run.alerts::add),
                3_600);
        assertThat(memory.isEmpty()).isTrue();
        return run.alerts;
    }

    private static PatternRun.OnNews<IncidentNews> tracker(IncidentMemory memory, IncidentTracker tracker) {
        return (one, timers) -> tracker.news(memory, one, timers, alert -> {});
    }

    @Test
    void thePeerThatBadCallsHaveInCommonIsNamed() {
        calls(23, true, "10.0.0.5");
        calls(1, false, "10.0.0.5");
        calls(2, true, "10.0.0.6");
        calls(224, false, "10.0.0.7");

        List<Alert> alerts = run();

        assertThat(alerts).hasSize(2);
        Alert firing = alerts.get(0);
        assertThat(firing.getSubject()).isEqualTo("peer:10.0.0.5");
        assertThat(firing.getAnnotations())
                .containsEntry("summary", "23 of 25 bad calls went through 10.0.0.5; 10 % of all calls do");
        assertThat(firing.getValue()).isBetween(9.58, 9.59); // 92 % over 9.6 %
        assertThat(firing.getTimeMicros()).isEqualTo(at(120));
        assertThat(firing.getCallIds()).hasSize(10).startsWith("call-0");
        assertThat(alerts.get(1).getTimeMicros()).isEqualTo(at(420)); // when the bad minute has left the window
    }

    @Test
    void nineBadCallsAreTooFew() {
        calls(9, true, "10.0.0.5");
        calls(200, false, "10.0.0.7");

        assertThat(run()).isEmpty();
    }

    @Test
    void whatAllCallsHaveInCommonExplainsNothing() {
        calls(30, true, "10.0.0.5");
        calls(20, false, "10.0.0.5");

        assertThat(run()).isEmpty();
    }

    @Test
    void ofManyCallsASampleTellsTheSame() {
        calls(1_500, true, "10.0.0.5");
        calls(13_500, false, "10.0.0.7");

        Alert firing = run().get(0);

        assertThat(firing.getSubject()).isEqualTo("peer:10.0.0.5");
        assertThat(firing.getValue()).isBetween(5.0, 20.0); // 10, had all been counted
    }

    @Test
    void aCallIsBadByItsScoreOrItsLossAndNothingIsSaidOfOneThatWasNotMeasured() {
        assertThat(Objects.requireNonNull(read(4.2, 0.5)).isBad).isFalse();
        assertThat(Objects.requireNonNull(read(3.59, 0.5)).isBad).isTrue();
        assertThat(Objects.requireNonNull(read(4.2, 3.1)).isBad).isTrue();
        assertThat(read(null, null)).isNull();
        assertThat(Objects.requireNonNull(read(4.2, 0.5)).values)
                .containsExactly(
                        "peer:192.0.2.1", "peer:192.0.2.2", "codec:PCMU", "probe:lab", "agent:Phone", "prefix:+4930");
    }

    private static @Nullable IncidentNews read(@Nullable Double mosLq, @Nullable Double lossPercent) {
        List<IncidentNews> read = new ArrayList<>();
        Call call = Call.newBuilder()
                .setCallKey("key")
                .setVersion(5)
                .setCallId("call")
                .setFrom("")
                .setTo("")
                .setFromUser("alice")
                .setToUser("+4930123456")
                .setCaller("192.0.2.1:5060")
                .setCallee("192.0.2.2:5060")
                .setProbes(List.of("lab"))
                .setUserAgent("Phone")
                .setState(CallState.ANSWERED)
                .setEnded(true)
                .setStartMicros(at(0))
                .setEndMicros(at(60))
                .setMessages(5)
                .setRetransmissions(0)
                .setForks(1)
                .setMosLq(mosLq)
                .setLossPercentMax(lossPercent)
                .setCodecs(List.of("PCMU"))
                .setStreams(List.of())
                .setSenders(List.of("192.0.2.1"))
                .setReceivers(List.of("192.0.2.2"))
                .build();
        IncidentNews.of(call, at(61), IncidentLimit.DEFAULT, read::add);
        return read.isEmpty() ? null : read.get(0);
    }
}
