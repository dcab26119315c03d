// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.taps;

import earshot.calls.taps.TapNews;
import earshot.calls.taps.TapSighting;
import earshot.events.MediaReport;
import earshot.events.RtcpReport;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/** The part of the graph that finds the same packets at several taps, and streams that a device speaks of. */
public final class Taps {
    private Taps() {}

    /** From the reports of all probes, and of devices, to news for single streams. */
    public static DataStream<TapNews> of(DataStream<MediaReport> reports, DataStream<RtcpReport> rtcp) {
        TypeInformation<TapSighting> type = TypeInformation.of(TapSighting.class);
        DataStream<TapSighting> ofTaps = reports.map(TapSighting::of)
                .returns(type)
                .name("sightings at taps")
                .uid("tap-sightings");
        DataStream<TapSighting> ofDevices = rtcp.flatMap(Taps::sightings)
                .returns(type)
                .name("sightings by devices")
                .uid("device-sightings");
        return ofTaps.union(ofDevices)
                .keyBy(TapSighting::key, Types.STRING)
                .transform("TapMatcher", TypeInformation.of(TapNews.class), new TapOperator())
                .uid("taps");
    }

    private static void sightings(RtcpReport report, Collector<TapSighting> out) {
        TapSighting.of(report).forEach(out::collect);
    }
}
