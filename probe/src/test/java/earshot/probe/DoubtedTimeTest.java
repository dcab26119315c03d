// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.MediaReport;
import earshot.events.SipMessage;
import earshot.probe.dissect.DecodeError;
import earshot.testkit.RtpPackets;
import earshot.testkit.SipText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets whose times leap ahead: two streams run from 0 to 20 s, each with a packet every 20 ms. */
class DoubtedTimeTest {
    private static final String ALICE = "192.0.2.1";
    private static final String BOB = "192.0.2.2";
    private static final double DAY_MS = 86_400_000;
    private static final String REASON = "time more than an hour ahead of the packets around it";

    private final Tap tap = new Tap();

    @Test
    void onePacketOfTomorrowEndsNothing() {
        run(0, 500);

        RtpPackets there = new RtpPackets(0, 1, 501, 500 * 160, 160, 160);
        tap.udp(DAY_MS, ALICE, 4_000, BOB, 5_000, there.next());
        for (int i = 501; i < 1_000; i++) tap.udp(20 * i, ALICE, 4_000, BOB, 5_000, there.next());
        tap.pipeline.finish();

        assertThat(tap.events.media).filteredOn(MediaReport::getLast).hasSize(2);
        assertThat(tap.events.media).filteredOn(report -> report.getSsrc() == 1).satisfies(reports -> assertThat(
                        reports.stream().mapToLong(MediaReport::getReceived).sum())
                .isEqualTo(1_000));
        assertThat(tap.lost()).isZero();
        assertThat(tap.events.media)
                .allSatisfy(report -> assertThat(report.getEndMicros()).isLessThan(Tap.START_MICROS + 20_000_000));
        assertThat(tap.pipeline.errors()).containsExactly(new DecodeError(1_001, "file", REASON));
        assertThat(tap.pipeline.totals()).isEqualTo(new PacketTotals(1_500, 1_500, 0, 0, 0));
    }

    @Test
    void everyTenthPacketOfTomorrowEndsNothingEither() {
        RtpPackets rtp = new RtpPackets(0, 1, 1, 0, 160, 160);
        for (int i = 0; i < 1_000; i++) {
            tap.udp(i % 10 == 5 ? DAY_MS + 1_000.0 * i : 20 * i, ALICE, 4_000, BOB, 5_000, rtp.next());
        }
        tap.pipeline.finish();

        assertThat(tap.events.media).filteredOn(MediaReport::getLast).hasSize(1);
        assertThat(tap.received()).isEqualTo(1_000);
        assertThat(tap.pipeline.errors()).hasSize(100);
    }

    /** Two, five and fifteen in a row, ahead and behind: less than what is taken for a clock that was set. */
    @ParameterizedTest
    @CsvSource({"2,1", "5,1", "15,1", "2,-1", "5,-1", "15,-1"})
    void aShortRunOfWrongTimesMovesNothing(int wrong, int days) {
        RtpPackets rtp = new RtpPackets(0, 1, 1, 0, 160, 160);
        for (int i = 0; i < 500; i++) {
            boolean isWrong = i >= 250 && i < 250 + wrong;
            tap.udp(20 * i + (isWrong ? days * DAY_MS : 0), ALICE, 4_000, BOB, 5_000, rtp.next());
        }
        tap.pipeline.finish();

        assertThat(tap.events.media).filteredOn(MediaReport::getLast).hasSize(1);
        assertThat(tap.received()).isEqualTo(500);
        assertThat(tap.lost()).isZero();
        assertThat(tap.events.media).allSatisfy(report -> assertThat(report.getEndMicros())
                .isBetween(Tap.START_MICROS, Tap.START_MICROS + 11_000_000));
        assertThat(tap.pipeline.errors()).hasSize(wrong);
        assertThat(tap.pipeline.totals()).isEqualTo(new PacketTotals(500, 500, 0, 0, 0));
    }

    /** After sixteen packets a clock was set, forwards or back. */
    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void aClockThatWasSetIsFollowed(int days) {
        message(0, "before");
        for (int i = 0; i < 16; i++) message(days * DAY_MS + i, "after-" + i);

        assertThat(tap.events.sip).hasSize(17);
        assertThat(tap.events.sip.get(16).getTimeMicros())
                .isEqualTo(Tap.START_MICROS + days * 86_400_000_000L + 15_000);
        assertThat(tap.pipeline.errors()).isEmpty();
    }

    @Test
    void aCaptureThatBeginsWithAWrongTimeIsReadAtTheOthers() {
        RtpPackets rtp = new RtpPackets(0, 1, 1, 0, 160, 160);
        message(365 * DAY_MS, "next year, it says");
        for (int i = 0; i < 100; i++) tap.udp(20 * i, ALICE, 4_000, BOB, 5_000, rtp.next());
        tap.pipeline.finish();

        assertThat(tap.received()).isEqualTo(100);
        assertThat(tap.events.media)
                .allSatisfy(report -> assertThat(report.getEndMicros()).isLessThan(Tap.START_MICROS + 3_000_000));
    }

    /** Captures of two days as one: the streams of the first day ended a minute after their last packets. */
    @Test
    void whenTheNextPacketsAgreeTheStreamsOfTheDayBeforeAreOver() {
        run(0, 500);
        run(DAY_MS, 500);

        long firstDay = tap.events.media.stream()
                .filter(MediaReport::getLast)
                .filter(report -> report.getEndMicros() < Tap.START_MICROS + 80_000_000)
                .count();
        assertThat(firstDay).isEqualTo(2);
        tap.pipeline.finish();
        assertThat(tap.events.media).filteredOn(MediaReport::getLast).hasSize(4);
        assertThat(tap.events.media.stream().map(MediaReport::getStreamId).distinct())
                .hasSize(4);
        assertThat(tap.received()).isEqualTo(2_000);
        assertThat(tap.lost()).isZero();
        assertThat(tap.pipeline.errors()).isEmpty();
    }

    /** A quiet line: every message leaps, and the last has none behind it. */
    @Test
    void messagesADayApartKeepTheirTimes() {
        for (int day = 0; day < 4; day++) message(day * DAY_MS, "day-" + day);
        tap.pipeline.finish();

        long day = 86_400_000_000L;
        assertThat(tap.events.sip)
                .extracting(SipMessage::getTimeMicros)
                .containsExactly(
                        Tap.START_MICROS,
                        Tap.START_MICROS + day,
                        Tap.START_MICROS + 2 * day,
                        Tap.START_MICROS + 3 * day);
        assertThat(tap.pipeline.errors()).isEmpty();
    }

    @Test
    void onALiveLineSilenceTellsTheTimeToo() {
        message(0, "today");
        message(DAY_MS, "tomorrow, it says");
        assertThat(tap.events.sip).hasSize(1);

        tap.pipeline.silentUntil(Tap.START_MICROS + 500_000);

        assertThat(tap.events.sip)
                .extracting(SipMessage::getTimeMicros)
                .containsExactly(Tap.START_MICROS, Tap.START_MICROS);
        assertThat(tap.pipeline.errors()).containsExactly(new DecodeError(2, "file", REASON));
    }

    /** Both ways of a call, so many packets each. */
    private void run(double fromMs, int packets) {
        RtpPackets there = new RtpPackets(0, 1, 1, 0, 160, 160);
        RtpPackets back = new RtpPackets(8, 2, 1, 0, 160, 160);
        for (int i = 0; i < packets; i++) {
            tap.udp(fromMs + 20 * i, ALICE, 4_000, BOB, 5_000, there.next());
            tap.udp(fromMs + 20 * i + 3, BOB, 5_000, ALICE, 4_000, back.next());
        }
    }

    private void message(double ms, String callId) {
        byte[] options = SipText.request("OPTIONS", callId, 1, "z9hG4bK" + callId.length())
                .bytes();
        tap.udp(ms, ALICE, 5_060, BOB, 5_060, options);
    }
}
