// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.link;

import earshot.calls.assemble.BoundStream;
import earshot.calls.link.CallLink;
import earshot.calls.link.LegEvidence;
import earshot.calls.link.LegLink;
import earshot.calls.link.LegTracker;
import earshot.calls.link.LinkSettings;
import earshot.calls.link.StreamClues;
import earshot.events.SipMessage;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/** The part of the graph that finds out which calls are legs of one conversation. */
public final class LegLinking {
    private LegLinking() {}

    /** From messages and the streams of calls to links; a row after each change. */
    public static DataStream<CallLink> of(
            DataStream<SipMessage> messages, DataStream<BoundStream> streams, LinkSettings settings) {
        TypeInformation<LegEvidence> evidenceType = TypeInformation.of(LegEvidence.class);
        DataStream<LegEvidence> fromMessages = messages.filter(LegTracker::concerns)
                .name("messages of legs")
                .uid("leg-messages")
                .keyBy(SipMessage::getCallId, Types.STRING)
                .transform("LegTracker", evidenceType, new LegOperator(settings))
                .uid("legs");
        DataStream<LegEvidence> fromStreams = streams.flatMap(LegLinking::evidence)
                .returns(evidenceType)
                .name("streams of legs")
                .uid("leg-streams");
        return fromMessages
                .union(fromStreams)
                .keyBy(evidence -> evidence.key, Types.STRING)
                .transform("LegLinker", TypeInformation.of(LegLink.class), new LinkOperator(settings))
                .uid("leg-links")
                .keyBy(link -> link.pair, Types.STRING)
                .transform("PairMerger", TypeInformation.of(CallLink.class), new PairOperator())
                .uid("leg-pairs");
    }

    private static void evidence(BoundStream bound, Collector<LegEvidence> out) {
        StreamClues.of(bound, out::collect);
    }
}
