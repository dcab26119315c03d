// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.calls.CallPipeline;
import earshot.calls.CallSettings;
import earshot.calls.kpi.KpiSettings;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.time.Patience;
import earshot.events.Alert;
import earshot.events.MediaReport;
import earshot.events.ProbeHealth;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.avro.specific.SpecificRecordBase;

/** However the events of an afternoon are interleaved and repeated within the lateness, the alerts end as the same rows. */
class AnyOrderOfPatternsTest {
    private static final List<SpecificRecordBase> EVENTS = BadAfternoon.events();
    private static final Map<String, Alert> EXPECTED = alerts(shuffled(new Random(0), 1));

    @Property(tries = 15)
    void everyInterleavingGivesTheSameAlerts(@ForAll @LongRange(max = Integer.MAX_VALUE) long seed) {
        assertThat(EXPECTED).hasSize(BadAfternoon.ALERTS.size());
        assertThat(alerts(shuffled(new Random(seed), Patience.LATENESS))).isEqualTo(EXPECTED);
    }

    /** Each event arrives up to the lateness after its time, some of them twice. */
    private static List<SpecificRecordBase> shuffled(Random random, long latenessMicros) {
        record Arrival(long micros, SpecificRecordBase event) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (SpecificRecordBase event : EVENTS) {
            int copies = latenessMicros > 1 && random.nextInt(4) == 0 ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                arrivals.add(new Arrival(timeMicros(event) + random.nextLong(latenessMicros), event));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::micros));
        return arrivals.stream().map(Arrival::event).toList();
    }

    private static long timeMicros(SpecificRecordBase event) {
        return event instanceof ProbeHealth health ? health.getTimeMicros() : Situation.timeMicros(event);
    }

    /** Of each alert the last row. */
    private static Map<String, Alert> alerts(List<SpecificRecordBase> events) {
        Analysis out = new Analysis(null, List.of(), false);
        CallSettings settings =
                CallSettings.DEFAULT.withKpis(KpiSettings.DEFAULT).withPatterns(PatternSettings.DEFAULT);
        CallPipeline pipeline = new CallPipeline(settings, out);
        for (SpecificRecordBase event : events) {
            if (event instanceof SipMessage message) pipeline.accept(message);
            if (event instanceof MediaReport report) pipeline.accept(report);
            if (event instanceof RtcpReport report) pipeline.accept(report);
            if (event instanceof ProbeHealth health) pipeline.accept(health);
        }
        pipeline.finish();
        Map<String, Alert> byId = new TreeMap<>();
        for (Alert alert : out.alerts()) byId.put(alert.getAlertId(), alert);
        return byId;
    }
}
