// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.pattern.Pattern;
import earshot.calls.pattern.PatternMemory;
import earshot.calls.pattern.PatternNews;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.pattern.PatternTracker;
import earshot.calls.pattern.SilenceLimit;
import earshot.calls.pattern.SilenceNews;
import earshot.events.Alert;
import earshot.events.AlertStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class MinuteOperatorTest {
    private static final long START_MS = 1_699_999_980_000L;
    private static final int LATENESS_MS = 3_000;

    @Test
    void anyInterleavingAndRepetitionWithinTheLatenessGivesTheSameAlerts() throws Exception {
        List<PatternNews> flood = new ArrayList<>();
        for (int i = 0; i < 300; i++) flood.add(attempt(i, i < 100 ? i * 3_000L : 300_000 + i * 100L));
        List<Alert> expected = run(flood);
        assertThat(expected).extracting(Alert::getStatus).containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);

        for (int seed = 0; seed < 50; seed++)
            assertThat(run(jumbled(flood, seed))).isEqualTo(expected);
    }

    /** The watermark leaps to the end of time: a silence before the last event is told, one behind it is not. */
    @Test
    void theEndOfTheInputIsNoSilence() throws Exception {
        assertThat(silenceOf(15 + 8)).hasSize(1);
        assertThat(silenceOf(15 + 2)).isEmpty();
    }

    private static List<Alert> silenceOf(int lastEventMinute) throws Exception {
        var harness = new KeyedTwoInputStreamOperatorTestHarness<String, SilenceNews, Long, Alert>(
                new SilenceOperator(SilenceLimit.DEFAULT), SilenceNews::key, null, Types.STRING);
        harness.open();
        try {
            for (int minute = 0; minute < 15; minute++) {
                SilenceNews news = new SilenceNews();
                news.subject = "trunk:carrier/callee";
                news.minute = START_MS / 60_000 + minute;
                news.attempts = 4;
                news.toldMicros = (START_MS + minute * 60_000L + 70_000) * 1_000;
                news.version = 1;
                harness.processElement1(new StreamRecord<>(news, news.toldMicros / 1_000));
            }
            harness.processElement2((START_MS + lastEventMinute * 60_000L) * 1_000, Long.MAX_VALUE);
            harness.processWatermark1(Watermark.MAX_WATERMARK);
            harness.processWatermark2(Watermark.MAX_WATERMARK);
            return harness.extractOutputValues();
        } finally {
            harness.close();
        }
    }

    private static PatternNews attempt(int number, long afterMs) {
        PatternNews news = new PatternNews();
        news.pattern = Pattern.INVITE_FLOOD.name();
        news.subject = "source:192.0.2.9";
        news.item = "call-" + number;
        news.callId = news.item;
        news.timeMicros = (START_MS + afterMs) * 1_000;
        news.toldMicros = news.timeMicros + 1_000_000;
        news.version = 1;
        return news;
    }

    /** Each arrives up to the lateness after it was told, some of them twice. */
    private static List<PatternNews> jumbled(List<PatternNews> all, int seed) {
        Random random = new Random(seed);
        record Arrival(long micros, PatternNews news) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (PatternNews news : all) {
            for (int i = random.nextInt(3) == 0 ? 2 : 1; i > 0; i--) {
                arrivals.add(new Arrival(news.toldMicros + random.nextInt(LATENESS_MS) * 1_000L, news));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::micros));
        return arrivals.stream().map(Arrival::news).toList();
    }

    private static List<Alert> run(List<PatternNews> arrivals) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<String, PatternNews, Alert>(
                new MinuteOperator<>(
                        PatternNews.class, PatternMemory.class, new PatternTracker(PatternSettings.DEFAULT)),
                PatternNews::key,
                Types.STRING);
        harness.open();
        try {
            long latestMs = 0;
            for (PatternNews news : arrivals) {
                long toldMs = news.toldMicros / 1_000;
                harness.processElement(new StreamRecord<>(news, toldMs));
                latestMs = Math.max(latestMs, toldMs);
                harness.processWatermark(new Watermark(latestMs - LATENESS_MS - 1));
            }
            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(harness.numKeyedStateEntries()).isZero();
            return harness.extractOutputValues();
        } finally {
            harness.close();
        }
    }
}
