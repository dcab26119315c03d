// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.EndedBy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The streams of a call, and what they say of it as a whole. */
final class CallMedia {
    private static final int STREAMS_MAX = 64;
    /** A stream shorter than that is early media or a stray, and one lost packet is more than 2 % of it. */
    private static final long SCORE_PACKETS_MIN = 50;

    private CallMedia() {}

    static void stream(CallMemory call, BoundStream bound) {
        if (bound.relation == BoundStream.Relation.SHARED) {
            call.sharedMedia = true;
            return;
        }
        CallStream stream = bound.stream;
        CallStream known = null;
        for (CallStream one : call.streams) {
            if (one.streamId.equals(stream.streamId)) known = one;
        }
        if (known != null && stream.version < known.version) return; // delivered again
        if (bound.relation == BoundStream.Relation.RELEASED) {
            if (known != null && call.streams.remove(known)) CallAssembler.tellSoon(call, bound.order.timeMicros);
            return;
        }
        boolean news = known == null || (stream.ended && !known.ended);
        if (known == null) {
            if (call.streams.size() >= STREAMS_MAX) return;
            call.streams.add(stream);
        } else {
            call.streams.set(call.streams.indexOf(known), stream);
        }
        call.lastMediaMicros = Math.max(call.lastMediaMicros, stream.endMicros);
        if (call.endedBy == EndedBy.TIMEOUT && call.lastMediaMicros > call.endMicros) {
            // The call was only quiet on this side of the capture.
            call.endMicros = call.lastMediaMicros;
        }
        if (news) {
            CallAssembler.tellSoon(call, bound.order.timeMicros);
        } else {
            CallAssembler.tell(call, bound.order.timeMicros);
        }
    }

    /**
     * The audio stream that sounds worst, each on its own scale; null when none is scored. A few packets do not decide
     * where a longer stream is scored as well.
     */
    static @Nullable CallStream worst(CallMemory call) {
        CallStream worst = null;
        for (CallStream stream : byStart(call)) {
            if (!stream.isAudio() || stream.mosLq == null) continue;
            if (worst == null || isWorse(stream, worst)) worst = stream;
        }
        return worst;
    }

    private static boolean isWorse(CallStream one, CallStream other) {
        boolean isLong = one.packets >= SCORE_PACKETS_MIN;
        if (isLong != other.packets >= SCORE_PACKETS_MIN) return isLong;
        return one.mosLq != null && other.mosLq != null && one.mosLq < other.mosLq;
    }

    static List<String> codecs(CallMemory call) {
        List<String> codecs = new ArrayList<>();
        for (CallStream stream : byStart(call)) {
            if (stream.codec != null && !codecs.contains(stream.codec)) codecs.add(stream.codec);
        }
        return codecs;
    }

    static List<String> streamIds(CallMemory call) {
        List<String> ids = new ArrayList<>();
        for (CallStream stream : byStart(call)) {
            ids.add(stream.streamId);
        }
        return ids;
    }

    static List<CallStream> byStart(CallMemory call) {
        List<CallStream> sorted = new ArrayList<>(call.streams);
        sorted.sort((a, b) -> {
            int byStart = Long.compare(a.startMicros, b.startMicros);
            return byStart != 0 ? byStart : a.streamId.compareTo(b.streamId);
        });
        return sorted;
    }
}
