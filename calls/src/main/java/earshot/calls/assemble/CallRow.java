// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.Call;
import earshot.events.EndedBy;
import earshot.events.HoldInterval;
import earshot.events.Keys;
import earshot.events.Party;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row of a call: what is told of its memory. */
final class CallRow {
    /** Clocks kept by NTP differ by less. */
    private static final double CLOCKS_APART_MS = 100;

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
        course(call, row);
        figures(call, row);
        media(call, row);
        return row.build();
    }

    private static void course(CallMemory call, Call.Builder row) {
        Attempt attempt = call.attempt;
        boolean ended = call.endedBy != null;
        int cause = HeaderText.q850(call.reason);
        SessionTimer session = call.session;
        row.setEndCause(call.endCause)
                .setQ850Cause(cause < 0 ? null : Integer.valueOf(cause))
                .setRemarks(remarks(call))
                .setChallenges(call.challengedCseqs.size())
                .setAnswers(call.answeredTags.size())
                .setTargets(attempt.branches.targets)
                .setRedirectedTo(call.redirectedTo)
                .setReplacesCallId(call.replacesCallId)
                .setReferredBy(call.referredBy)
                .setBranches(attempt.branches.rows(attempt.startMicros))
                .setHeldMs(call.hold.heldMs(ended ? call.endMicros : call.lastMicros()))
                .setHoldIntervals(holds(call))
                .setTransfers(call.transfers.rows(ended))
                .setMoves(call.moves.rows())
                .setSessionExpiresSeconds(session.seconds < 0 ? null : Integer.valueOf(session.seconds))
                .setSessionMinSeconds(session.minSeconds < 0 ? null : Integer.valueOf(session.minSeconds))
                .setSessionRefresher(session.refresher)
                .setSessionRefreshes(session.refreshes)
                .setClockOffsetMs(call.clocks.offsetMs());
    }

    private static List<HoldInterval> holds(CallMemory call) {
        List<HoldInterval> holds = new ArrayList<>();
        for (HoldSpan span : call.hold.spans) {
            Long end = time(span.endMicros);
            holds.add(HoldInterval.newBuilder()
                    .setParty(span.byCaller ? Party.CALLER : Party.CALLEE)
                    .setForm(span.form)
                    .setStartMicros(span.startMicros)
                    .setEndMicros(end == null && call.endedBy != null ? time(call.endMicros) : end)
                    .build());
        }
        return holds;
    }

    private static List<String> remarks(CallMemory call) {
        List<String> remarks = new ArrayList<>();
        Double offsetMs = call.clocks.offsetMs();
        long expiry = call.session.expiryMicros();
        if (call.answered && call.attempt.cancelled) remarks.add("crossedCancel");
        if (call.isAnswerUnseen()) remarks.add("answerNotSeen");
        if (call.answeredTags.size() > 1) remarks.add("multipleAnswers");
        if (call.attempt.branches.joinedLate) remarks.add("lateFork");
        if (CallEnding.isAckMissing(call)) remarks.add("ackMissing");
        if (call.glare) remarks.add("glare");
        if (call.refusedChange) remarks.add("refusedChange");
        if (expiry != Patience.NEVER && call.lastMediaMicros > expiry) remarks.add("sessionOverrun");
        if (offsetMs != null && Math.abs(offsetMs) >= CLOCKS_APART_MS) remarks.add("clocksApart");
        return remarks;
    }

    /** What key figures are counted from. */
    private static void figures(CallMemory call, Call.Builder row) {
        Attempt attempt = call.attempt;
        row.setInviteSeen(call.inviteSeen)
                .setChallenged(!call.answered && attempt.isChallenged())
                .setInviteMicros(call.inviteSeen ? time(attempt.startMicros) : null)
                .setIndicationMicros(time(attempt.indicationMicros))
                .setByeStatus(call.disconnect.finalStatus())
                .setDisconnectMs(call.disconnect.delayMs())
                .setSenders(new ArrayList<>(call.hops.senders))
                .setReceivers(new ArrayList<>(call.hops.receivers));
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
        Audio audio = Audio.of(call);
        MediaCourse.tell(call, audio, row);
        row.setMosLq(worst == null ? null : worst.mosLq)
                .setMosScale(worst == null ? "" : worst.scale)
                .setMosStream(worst == null ? "" : worst.streamId)
                .setMosConfidence(worst == null ? "none" : worst.confidence)
                .setLossPercentMax(loss)
                .setJitterMaxMs(jitter)
                .setRttMs(rtt)
                .setOneWay(audio.isOneWay())
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

    static @Nullable Long time(long micros) {
        return micros == Patience.NEVER ? null : Long.valueOf(micros);
    }

    private static @Nullable Double higher(@Nullable Double a, @Nullable Double b) {
        if (a == null) return b;
        return b == null || a > b ? a : b;
    }
}
