// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.Call;
import earshot.events.EndedBy;
import earshot.events.Keys;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The row of a call: what is told of its memory. */
final class CallRow {
    private CallRow() {}

    static Call of(CallMemory call) {
        Call.Builder row = Call.newBuilder()
                .setCallKey(Keys.callKey(call.callId))
                .setVersion(call.version)
                .setCallId(call.callId)
                .setFrom(call.from)
                .setTo(call.to)
                .setFromUser(call.fromUser)
                .setToUser(call.toUser)
                .setCaller(call.caller)
                .setCallee(call.callee)
                .setProbes(new ArrayList<>(call.probes))
                .setUserAgent(call.userAgent)
                .setState(Outcome.of(call))
                .setEnded(call.endedBy != null)
                .setFinalStatus(call.finalStatus == 0 ? null : Integer.valueOf(call.finalStatus))
                .setStartMicros(call.startMicros)
                .setRingMicros(time(call.ringMicros))
                .setAnswerMicros(time(call.answerMicros))
                .setEndMicros(time(endMicros(call)))
                .setEndedBy(call.endedBy)
                .setByeFrom(call.byeFrom)
                .setSetupMs(setupMs(call))
                .setDurationMs(millis(call.answerMicros, call.endMicros))
                .setMessages(call.count.messages)
                .setRetransmissions(call.count.retransmissions)
                .setForks(call.forks)
                .setHolds(call.hold.holds)
                .setReason(call.reason);
        media(call, row);
        return row.build();
    }

    private static void media(CallMemory call, Call.Builder row) {
        Double loss = null;
        Double jitter = null;
        Double rtt = null;
        for (CallStream stream : call.streams) {
            loss = higher(loss, stream.lossPercent);
            jitter = higher(jitter, stream.jitterMeanMs);
            rtt = higher(rtt, stream.rttMs);
        }
        CallStream worst = CallMedia.worst(call);
        row.setMosLq(worst == null ? null : worst.mosLq)
                .setMosScale(worst == null ? "" : worst.scale)
                .setMosStream(worst == null ? "" : worst.streamId)
                .setMosConfidence(worst == null ? "none" : worst.confidence)
                .setLossPercentMax(loss)
                .setJitterMaxMs(jitter)
                .setRttMs(rtt)
                .setOneWay(CallMedia.isOneWay(call))
                .setCodecs(CallMedia.codecs(call))
                .setStreams(CallMedia.streamIds(call));
    }

    /** Post-dial delay: to the first sign of the other side, which a challenge on the way is not. */
    private static @Nullable Double setupMs(CallMemory call) {
        if (!call.inviteSeen) return null;
        long first = Long.MAX_VALUE;
        if (call.ringMicros != Patience.NEVER) first = call.ringMicros;
        if (call.answerMicros != Patience.NEVER) first = Math.min(first, call.answerMicros);
        boolean refused = call.endedBy == EndedBy.FAILURE || call.endedBy == EndedBy.CANCEL;
        if (refused && call.attempt.finalStatus != 0) first = Math.min(first, call.attempt.finalMicros);
        return first == Long.MAX_VALUE ? null : millis(call.startMicros, first);
    }

    /** Where clocks differ, or one was set back, what ends a call may seem to come before it: no call ends before it starts. */
    private static long endMicros(CallMemory call) {
        return call.endMicros == Patience.NEVER ? Patience.NEVER : Math.max(call.startMicros, call.endMicros);
    }

    /** Null also when the later seems the earlier: nobody knows then how long it took, and 0 would be a good figure. */
    private static @Nullable Double millis(long from, long to) {
        if (from == Patience.NEVER || to == Patience.NEVER || to < from) return null;
        return (to - from) / 1_000.0;
    }

    private static @Nullable Long time(long micros) {
        return micros == Patience.NEVER ? null : Long.valueOf(micros);
    }

    private static @Nullable Double higher(@Nullable Double a, @Nullable Double b) {
        if (a == null) return b;
        return b == null || a > b ? a : b;
    }
}
