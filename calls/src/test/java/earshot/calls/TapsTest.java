// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.time.Patience;
import earshot.events.DeviceReport;
import earshot.events.Finding;
import earshot.events.MediaReport;
import earshot.events.Stream;
import earshot.events.TapPosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** One stream of 50 packets a second from Alice to Bob, seen by the probes "a" and "b". */
class TapsTest {
    private static final DeviceReport ALICES_TELEPHONE = DeviceReport.newBuilder()
            .setCallId("")
            .setReport("session")
            .setLocalMedia(ALICE + ":4000")
            .setRemoteMedia(BOB + ":5000")
            .setRoundTripDelayMs(80.0)
            .build();

    private final Capture capture = new Capture();

    private Capture.Media at(String probe) {
        return capture.media(ALICE, 4000, BOB, 5000).seenBy(probe, 60_000).runs(0, 20);
    }

    private Rows rows() {
        return Rows.of(capture.inOrder());
    }

    /** 2 % of 1000 packets got lost before "a", and with them 6 % before "b": 40 packets between the two. */
    @Test
    void lossBeforeTheFirstAndBetweenTheTwo() {
        Capture.Media a = at("a").losing(0.02);
        Capture.Media b = at("b").losing(0.06);
        a.send();
        b.send();
        Rows rows = rows();

        Stream first = rows.stream(a.id());
        assertThat(first.getTap().getPosition()).isEqualTo(TapPosition.FIRST);
        assertThat(first.getTap().getStreamId()).isEqualTo(b.id());
        assertThat(first.getTap().getProbe()).isEqualTo("b");
        assertThat(first.getTap().getComparedPackets()).isEqualTo(1000);
        assertThat(first.getTap().getLostBefore()).isEqualTo(20);
        assertThat(first.getTap().getLostBetween()).isEqualTo(40);
        assertThat(first.getTap().getPlace()).isEqualTo("2.0 % lost before probe a, 4.0 % between it and probe b");
        Stream second = rows.stream(b.id());
        assertThat(second.getTap().getPosition()).isEqualTo(TapPosition.SECOND);
        assertThat(second.getTap().getLostBetween()).isEqualTo(40);
        assertThat(second.getTap().getPlace()).isEqualTo(first.getTap().getPlace());
    }

    /** Bob's reports tell of 5 % behind "a", and of 1 % behind "b". */
    @Test
    void theReceiversReportsTellWhatWasLostBehindTheSecond() {
        Capture.Media a = at("a").losing(0);
        Capture.Media b = at("b").losing(0.04);
        a.send();
        b.send();
        capture.at(1).lossReport(a.id(), 100, 0, 0).at(19).lossReport(a.id(), 900, 40, 0);
        capture.at(1).lossReport(b.id(), 100, 0, 0).at(19).lossReport(b.id(), 900, 40, 32);
        Rows rows = rows();

        String place = "0 % lost before probe a, 4.0 % between it and probe b, 1.0 % behind probe b";
        assertThat(rows.stream(a.id()).getTap().getPlace()).isEqualTo(place);
        assertThat(rows.stream(b.id()).getTap().getPlace()).isEqualTo(place);
    }

    /** NAT gave the packets another source; a probe that was started later counts from another turn of the numbers. */
    @Test
    void addressesAndTurnsOfTheNumbersMayDiffer() {
        Capture.Media inside = at("a");
        Capture.Media outside = capture.media("203.0.113.7", 61_000, BOB, 5000)
                .seenBy("b", 60_500 + 65_536)
                .runs(10, 20)
                .losing(0.1);
        inside.send();
        outside.send();
        Stream row = rows().stream(outside.id());

        assertThat(row.getTap().getSource()).isEqualTo("192.0.2.10:4000");
        assertThat(row.getTap().getComparedPackets()).isEqualTo(500);
        assertThat(row.getTap().getLostBetween()).isEqualTo(50);
    }

    @Test
    void withoutLossNobodyKnowsWhichComesFirst() {
        Capture.Media a = at("a");
        a.send();
        at("b").send();
        Stream row = rows().stream(a.id());

        assertThat(row.getTap().getPosition()).isEqualTo(TapPosition.UNKNOWN);
        assertThat(row.getTap().getPlace()).isEqualTo("nothing lost before probe a and probe b, nothing between them");
    }

    /** One probe sees both sides of a relay on two networks: the addresses tell them apart. */
    @Test
    void twoPlacesOfOneProbe() {
        Capture.Media in = at("a");
        Capture.Media out = capture.media("10.0.0.1", 7000, BOB, 5000)
                .seenBy("a", 60_000)
                .runs(0, 20)
                .losing(0.02);
        in.send();
        out.send();

        assertThat(rows().stream(out.id()).getTap().getPlace())
                .isEqualTo("0 % lost before 192.0.2.10:4000 > 192.0.2.30:5000, 2.0 % between it and"
                        + " 10.0.0.1:7000 > 192.0.2.30:5000");
    }

    /** As SIPp plays one recording to both sides: the same SSRC, numbers and timestamps, here through a relay. */
    @Test
    void bothDirectionsWithOneSsrcAreTwoStreams() {
        String relay = "198.51.100.9";
        Capture.Media fromAlice = both(ALICE, 4000, relay, 7000);
        Capture.Media toBob = both(relay, 7002, BOB, 5000);
        Capture.Media fromBob = both(BOB, 5000, relay, 7002);
        Capture.Media toAlice = both(relay, 7000, ALICE, 4000);
        List.of(fromAlice, toBob, fromBob, toAlice).forEach(Capture.Media::send);
        Rows rows = rows();

        assertThat(rows.stream(fromAlice.id()).getTap().getStreamId()).isEqualTo(toBob.id());
        assertThat(rows.stream(toBob.id()).getTap().getStreamId()).isEqualTo(fromAlice.id());
        assertThat(rows.stream(fromBob.id()).getTap().getStreamId()).isEqualTo(toAlice.id());
        assertThat(rows.stream(toAlice.id()).getTap().getStreamId()).isEqualTo(fromBob.id());
    }

    private Capture.Media both(String from, int fromPort, String to, int toPort) {
        return capture.media(from, fromPort, to, toPort).seenBy("a", 60_000).runs(0, 20);
    }

    /** Some devices use one SSRC for ever: numbers or timestamps tell their calls apart. */
    @Test
    void anSsrcAloneProvesNothing() {
        Capture.Media one = at("a");
        Capture.Media otherNumbers =
                capture.media(ALICE, 4002, BOB, 5002).seenBy("b", 30_000).runs(0, 20);
        one.send();
        otherNumbers.send();
        Capture.Media otherTimestamps =
                capture.media(ALICE, 4004, BOB, 5004).seenBy("c", 60_000).runs(0, 20);
        otherTimestamps.send();
        for (Object event : capture.events) {
            if (event instanceof MediaReport report && report.getProbe().equals("c")) {
                report.setHighestTimestamp(report.getHighestTimestamp() + 1_000_000);
            }
        }
        Rows rows = rows();

        assertThat(rows.stream(one.id()).getTap()).isNull();
        assertThat(rows.stream(otherNumbers.id()).getTap()).isNull();
        assertThat(rows.stream(otherTimestamps.id()).getTap()).isNull();
    }

    /** What a probe may have lost itself is not the network's: the interval is left out. */
    @Test
    void suspectIntervalsAreNotCompared() {
        Capture.Media a = at("a");
        Capture.Media b = at("b").suspect(1).losingIn(1, 0.5);
        a.send();
        b.send();
        Stream row = rows().stream(a.id());

        assertThat(row.getTap().getComparedPackets()).isEqualTo(750);
        assertThat(row.getTap().getLostBetween()).isZero();
    }

    @Test
    void dscpThatWasChangedOnTheWay() {
        Capture.Media a = at("a");
        Capture.Media b = at("b");
        a.send();
        b.send();
        for (Object event : capture.events) {
            if (event instanceof MediaReport report && report.getProbe().equals("b")) report.setDscp(List.of(0));
        }
        List<Finding> findings = rows().stream(b.id()).getFindings();

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).getName()).isEqualTo("dscpOnTheWay");
        assertThat(findings.get(0).getNegotiated()).isEqualTo("46 at probe a");
        assertThat(findings.get(0).getObserved()).isEqualTo("0 at probe b");
    }

    /** Alice's telephone reports in SIP a round trip of 80 ms: it is that of both directions (RFC 6035). */
    @Test
    void theRoundTripOfADevice() {
        Capture.Media sent = capture.media(ALICE, 4000, BOB, 5000).ssrc(7).runs(0, 20);
        Capture.Media received = capture.media(BOB, 5000, ALICE, 4000).ssrc(8).runs(0, 20);
        Capture.Media other = capture.media(BOB, 5002, ALICE, 4002).ssrc(9).runs(0, 20);
        sent.send();
        received.send();
        other.send();
        capture.at(21).deviceReport(7, 8, ALICES_TELEPHONE);
        Rows rows = rows();

        assertThat(rows.stream(sent.id()).getRttMs()).isEqualTo(80);
        assertThat(rows.stream(sent.id()).getRttSource()).isEqualTo("device");
        assertThat(rows.stream(received.id()).getRttMs()).isEqualTo(80);
        assertThat(rows.stream(other.id()).getRttMs()).isNull();
    }

    /** Loss by turns at one tap and the other, in intervals that do not begin together: exact all the same. */
    @Property(tries = 100)
    void whateverTheOrderOfReportsTheRowsAreTheSame(@ForAll long seed) {
        Capture two = new Capture();
        two.media(ALICE, 4000, BOB, 5000)
                .seenBy("a", 60_000)
                .runs(0, 60)
                .losingIn(2, 0.1)
                .send();
        two.media(ALICE, 4000, BOB, 5000)
                .seenBy("b", 60_100)
                .runs(2, 60)
                .losingIn(5, 0.2)
                .send();
        two.at(61).deviceReport(0x1234, 0, ALICES_TELEPHONE);
        Map<String, Stream> expected = Rows.of(two.inOrder()).streams;
        Random random = new Random(seed);
        Map<Object, Long> arrival = new HashMap<>();
        List<Object> shuffled = new ArrayList<>(two.events);
        for (Object event : shuffled) {
            long time = event instanceof MediaReport report ? report.getEndMicros() : Capture.micros(61);
            arrival.put(event, time + random.nextLong(Patience.LATENESS));
        }
        shuffled.sort(Comparator.comparing(arrival::get));

        assertThat(Rows.of(shuffled).streams).isEqualTo(expected);
        Stream row = expected.values().iterator().next();
        // Interval 2 of "a" (500 to 750) meets intervals 1 and 2 of "b", interval 5 of "b" (1350 to 1600) two of "a".
        assertThat(row.getTap().getComparedPackets()).isEqualTo(2900);
        assertThat(row.getTap().getLostBefore() + row.getTap().getLostBetween()).isEqualTo(50);
    }
}
