// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.events.ClockRateSource;
import earshot.events.MediaReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;

/** Reports of one stream add up to the same total in whatever order and grouping they are added. */
class ReportsTest {
    /** What is no count but the state at the end: taken from the later report, which knows. */
    private static final Set<String> OF_THE_LATEST = Set.of("sequence", "bitRateMaxBps", "skewPpm");

    /** Numbers that are no counts: who, when, the state at the end, and what is most of all. */
    private static final Set<String> NO_COUNTS = Set.of(
            "boot",
            "sequence",
            "sourcePort",
            "destinationPort",
            "ssrc",
            "streamStartMicros",
            "startMicros",
            "endMicros",
            "lastPacketMicros",
            "clockRateHz",
            "ptimeMs",
            "jitterMaxMs",
            "deltaMaxMs",
            "skewPpm",
            "redundancyDepth",
            "reorderExtentMax",
            "pauseMaxMs",
            "bitRateMaxBps",
            "highestSequence",
            "highestTimestamp",
            "bufferShortMs",
            "bufferLongMs",
            "bufferAdaptiveMinMs",
            "bufferAdaptiveMaxMs");

    /** Those of them that are the least or the most of both. */
    private static final Set<String> OF_BOTH = Set.of(
            "startMicros",
            "lastPacketMicros",
            "jitterMaxMs",
            "deltaMaxMs",
            "redundancyDepth",
            "reorderExtentMax",
            "pauseMaxMs");

    /** Every count of two reports is the sum of theirs: also one that is added to the schema tomorrow. */
    @Property(tries = 50)
    void everyCountAddsUp(@ForAll long seed) {
        Random random = new Random(seed);
        MediaReport a = report(random, 0);
        MediaReport b = report(random, 1);
        MediaReport sum = Reports.sum(a, b);

        for (Schema.Field field : MediaReport.getClassSchema().getFields()) {
            if (NO_COUNTS.contains(field.name()) || !isNumber(field)) continue;
            assertThat(number(sum, field)).as(field.name()).isEqualTo(number(a, field) + number(b, field));
        }
        for (int i = 0; i < sum.getInterarrival().size(); i++) {
            long cells = a.getInterarrival().get(i) + b.getInterarrival().get(i);
            assertThat(sum.getInterarrival().get(i)).isEqualTo(cells);
            if (i < 8) assertThat(sum.getReorderExtents().get(i)).isEqualTo(cells);
        }
    }

    /** Whichever is added to the other. */
    @Property(tries = 50)
    void theStateAtTheEndIsThatOfTheLater(@ForAll long seed) {
        Random random = new Random(seed);
        MediaReport early = report(random, 0);
        MediaReport late = report(random, 1);

        for (Schema.Field field : MediaReport.getClassSchema().getFields()) {
            if (!NO_COUNTS.contains(field.name()) || OF_BOTH.contains(field.name())) continue;
            assertThat(Reports.sum(early, late).get(field.name()))
                    .as(field.name())
                    .isEqualTo(late.get(field.name()));
            assertThat(Reports.sum(late, early).get(field.name()))
                    .as(field.name())
                    .isEqualTo(late.get(field.name()));
        }
    }

    @Property(tries = 50)
    void whatTheLaterDoesNotKnowTheEarlierTells(@ForAll long seed) {
        Random random = new Random(seed);
        MediaReport early = report(random, 0);
        MediaReport late = report(random, 1);
        early.setCodec("PCMA");
        late.setPtimeMs(0);
        late.setClockRateHz(0);

        for (MediaReport sum : List.of(Reports.sum(early, late), Reports.sum(late, early))) {
            assertThat(sum.getCodec()).isEqualTo("PCMA");
            assertThat(sum.getPtimeMs()).isEqualTo(early.getPtimeMs());
            assertThat(sum.getClockRateHz()).isEqualTo(early.getClockRateHz());
        }
    }

    private static double number(MediaReport report, Schema.Field field) {
        return ((Number) report.get(field.name())).doubleValue();
    }

    @Property(tries = 200)
    void anyGroupingAndOrderGivesTheSameTotal(@ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int count) {
        Random random = new Random(seed);
        List<MediaReport> reports = new ArrayList<>();
        for (int i = 0; i < count; i++) reports.add(report(random, i));
        MediaReport inOrder = reports.stream().reduce(Reports::sum).orElseThrow();

        List<MediaReport> pool = new ArrayList<>(reports);
        while (pool.size() > 1) {
            Collections.shuffle(pool, random);
            pool.add(Reports.sum(pool.remove(0), pool.remove(0)));
        }
        MediaReport anyhow = pool.get(0);

        for (Schema.Field field : MediaReport.getClassSchema().getFields()) {
            if (OF_THE_LATEST.contains(field.name()) || !isNumber(field)) continue;
            assertThat(anyhow.get(field.name())).as(field.name()).isEqualTo(inOrder.get(field.name()));
        }
        assertThat(anyhow.getInterarrival()).isEqualTo(inOrder.getInterarrival());
        assertThat(anyhow.getPayloadTypes()).containsExactlyInAnyOrderElementsOf(inOrder.getPayloadTypes());
        assertThat(anyhow.getDscp()).containsExactlyInAnyOrderElementsOf(inOrder.getDscp());
    }

    private static boolean isNumber(Schema.Field field) {
        return switch (field.schema().getType()) {
            case INT, LONG, DOUBLE -> true;
            default -> false;
        };
    }

    /** Whole numbers everywhere, so that sums of doubles are exact. */
    private static MediaReport report(Random random, int interval) {
        MediaReport report = new MediaReport();
        for (Schema.Field field : MediaReport.getClassSchema().getFields()) {
            long value = 1L + random.nextInt(1_000); // 0 of what is no count means that it is not known
            switch (field.schema().getType()) {
                case INT -> report.put(field.name(), (int) value);
                case LONG -> report.put(field.name(), value);
                case DOUBLE -> report.put(field.name(), (double) value);
                default -> {}
            }
        }
        report.setProbe("lab");
        report.setBoot(1);
        report.setStreamId("s");
        report.setSourceAddress("192.0.2.1");
        report.setSourcePort(4000);
        report.setDestinationAddress("192.0.2.2");
        report.setDestinationPort(5000);
        report.setSsrc(1);
        report.setStreamStartMicros(0);
        report.setStartMicros(5_000_000L * interval);
        report.setEndMicros(5_000_000L * (interval + 1));
        report.setClockRateSource(ClockRateSource.STATIC);
        report.setEncapsulation("");
        report.setPayloadTypes(List.of(random.nextInt(3)));
        report.setDscp(List.of(random.nextInt(3)));
        report.setSuspicions(List.of());
        List<Long> cells = new ArrayList<>();
        for (int i = 0; i < 12; i++) cells.add((long) random.nextInt(100));
        report.setInterarrival(cells);
        report.setReorderExtents(cells.subList(0, 8));
        return report;
    }
}
