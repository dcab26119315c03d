// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A receiver reports every five seconds of 250 packets; the tap counts the same packets. */
class LossComparisonTest {
    private static final long RECEIVER = 7;

    private final LossComparison loss = new LossComparison();
    private int blocks;

    /** Counts since the start: as the receiver says, and as the tap saw. */
    private RtcpReport.Builder block(long highest, int receiverLost, long tapExpected, long tapLost) {
        return RtcpReport.newBuilder()
                .setProbe("lab")
                .setBoot(1)
                .setSequence(++blocks)
                .setTimeMicros(5_000_000L * blocks)
                .setStreamId("s")
                .setSourceAddress("192.0.2.2")
                .setSourcePort(5001)
                .setDestinationAddress("192.0.2.1")
                .setDestinationPort(4001)
                .setReporterSsrc(RECEIVER)
                .setSubjectSsrc(1)
                .setKind(RtcpKind.REPORT_BLOCK)
                .setHighestSequence(highest)
                .setCumulativeLost(receiverLost)
                .setTapExpected(tapExpected)
                .setTapLost(tapLost)
                .setTapDuplicates(0);
    }

    private LossSpan span(RtcpReport.Builder block) {
        return Objects.requireNonNull(loss.add(block.build()));
    }

    @Test
    void whatBothMissWasLostBeforeTheProbeAndTheRestBehindIt() {
        assertThat(loss.add(block(1_000, 5, 500, 5).build())).isNull(); // the first has nothing before it
        span(block(1_250, 9, 750, 8)); // 3 and one more
        span(block(1_500, 9, 1_000, 8));

        assertThat(loss.compared).isEqualTo(500);
        assertThat(loss.upstream).isEqualTo(3);
        assertThat(loss.downstream).isEqualTo(1);
        assertThat(loss.byProbe).isZero();
        assertThat(loss.place()).isEqualTo("0.6 % lost before the probe, 0.2 % behind it");
    }

    @Test
    void whatOnlyTheTapMissesTheProbeLost() {
        loss.add(block(1_000, 0, 500, 0).build());
        LossSpan hit = span(block(1_250, 0, 750, 10));
        LossSpan clean = span(block(1_500, 2, 1_000, 12));

        assertThat(hit.byProbe).isEqualTo(10);
        assertThat(clean.byProbe).isZero();
        assertThat(loss.upstream).isEqualTo(2);
        assertThat(loss.downstream).isZero();
        assertThat(loss.place())
                .isEqualTo("0.4 % lost before the probe, 0 % behind it; 2.0 % missed by the probe itself");
    }

    /** The receiver counts what comes twice against its loss (RFC 3550 6.4.1): no fault of the probe's. */
    @Test
    void duplicatesHideLossFromTheReceiverOnly() {
        loss.add(block(1_000, 0, 500, 0).build());
        LossSpan span = span(block(1_250, -1, 750, 3).setTapDuplicates(4));

        assertThat(span.byProbe).isZero();
        assertThat(loss.upstream).isEqualTo(3);
    }

    /** A packet overtaken behind the tap is lost for one report and back in the next. */
    @Test
    void latePacketsAreTakenBack() {
        loss.add(block(1_000, 0, 500, 0).build());
        span(block(1_250, 2, 750, 0));
        assertThat(loss.downstream).isEqualTo(2);
        LossSpan back = span(block(1_500, 0, 1_000, 0));

        assertThat(loss.downstream).isZero();
        assertThat(back.byProbe).isZero();
        assertThat(loss.place()).isEqualTo("nothing lost before the probe or behind it");
    }

    @Test
    void reportsThatCannotBeAreNotCompared() {
        loss.add(block(1_000, 0, 500, 0).build());
        assertThat(loss.add(block(1_000, 0, 500, 0).build())).as("stands still").isNull();
        assertThat(loss.add(block(0, 0, 750, 4).build()))
                .as("highest sequence is not kept")
                .isNull();
        assertThat(loss.add(block(250, 0x7F_FFFF, 1_000, 4).build()))
                .as("garbage as loss")
                .isNull();
        assertThat(loss.add(block(500, 0, -1, -1).build()))
                .as("the tap cannot tell")
                .isNull();
        assertThat(loss.add(block(750, 0, 1_250, 4).setReporterSsrc(8).build()))
                .as("another reporter")
                .isNull();

        assertThat(loss.compared).isZero();
        assertThat(loss.count(loss.upstream)).isNull();
        assertThat(loss.place()).isEmpty();
    }

    @Test
    void extendedSequenceNumbersMayWrap() {
        loss.add(block(0xFFFF_FFF0L, 0, 500, 0).build());
        span(block(0x0000_00EAL, 1, 750, 1));

        assertThat(loss.compared).isEqualTo(250);
        assertThat(loss.upstream).isEqualTo(1);
    }
}
