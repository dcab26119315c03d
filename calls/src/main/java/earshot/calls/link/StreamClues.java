// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.assemble.BoundStream;
import earshot.calls.assemble.CallStream;
import earshot.calls.time.Patience;
import earshot.events.Keys;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the streams of a call say of its other legs: a media relay passes packets on as they are, so the same SSRC comes
 * in from one leg and goes out to the next.
 */
public final class StreamClues {
    private StreamClues() {}

    /** Tells it once or twice, while the stream is young: later it would not be a beginning any more. */
    public static void of(BoundStream bound, Consumer<LegEvidence> out) {
        CallStream stream = bound.stream;
        if (bound.relation != BoundStream.Relation.BOUND) return;
        if (bound.order.timeMicros >= stream.startMicros + Patience.LEG_STREAM) return;
        LegEvidence evidence = new LegEvidence();
        evidence.order = bound.order;
        evidence.kind = ClueKind.STREAM;
        evidence.reason = "stream";
        evidence.value = Long.toString(bound.ssrc);
        evidence.key = Keys.evidenceKey(ClueKind.STREAM.name(), evidence.value);
        evidence.callId = bound.callId;
        evidence.startMicros = stream.startMicros;
        evidence.fromMicros = stream.startMicros;
        evidence.seenMicros = stream.endMicros;
        evidence.answered = true;
        evidence.sources = List.of(bound.source);
        evidence.destinations = List.of(bound.destination);
        out.accept(evidence);
    }
}
