// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.match;

import earshot.calls.match.BindingCandidates;
import earshot.calls.match.EndpointClaim;
import earshot.calls.match.StreamSighting;
import earshot.events.MediaReport;
import earshot.events.SipMessage;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/** The part of the graph that finds out which calls a stream could belong to. */
public final class MediaMatching {
    private MediaMatching() {}

    /** From each message and report once, to the candidates of each stream. */
    public static DataStream<BindingCandidates> of(DataStream<SipMessage> messages, DataStream<MediaReport> reports) {
        TypeInformation<EndpointNews> newsType = TypeInformation.of(EndpointNews.class);
        DataStream<EndpointNews> claims = messages.keyBy(SipMessage::getCallId, Types.STRING)
                .transform("ClaimTracker", TypeInformation.of(EndpointClaim.class), new ClaimOperator())
                .uid("claims")
                .map(EndpointNews::of)
                .returns(newsType)
                .name("claims")
                .uid("claim-news");
        DataStream<EndpointNews> sightings = reports.flatMap(MediaMatching::sightings)
                .returns(newsType)
                .name("sightings")
                .uid("sighting-news");
        return claims.union(sightings)
                .keyBy(EndpointNews::endpoint, Types.STRING)
                .transform("MediaMatcher", TypeInformation.of(BindingCandidates.class), new MatchOperator())
                .uid("matches");
    }

    private static void sightings(MediaReport report, Collector<EndpointNews> out) {
        out.collect(EndpointNews.of(StreamSighting.atSource(report)));
        out.collect(EndpointNews.of(StreamSighting.atDestination(report)));
    }
}
