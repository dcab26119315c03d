// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.events.Call;
import earshot.events.MediaGap;
import earshot.events.Stream;
import earshot.storage.BranchRow;
import earshot.storage.CallAudio;
import earshot.storage.CallCourse;
import earshot.storage.GapRow;
import earshot.storage.HoldRow;
import earshot.storage.MoveRow;
import earshot.storage.TransferRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a call, as the part of its row that tells it: times become milliseconds after the call's start. */
final class CourseRows {
    private CourseRows() {}

    static CallCourse course(Call call) {
        return new CallCourse(
                call.getEndCause(),
                call.getQ850Cause(),
                List.copyOf(call.getRemarks()),
                call.getChallenges(),
                call.getAnswers(),
                call.getTargets(),
                call.getRedirectedTo(),
                call.getReplacesCallId(),
                call.getReferredBy(),
                branches(call),
                call.getHeldMs(),
                holds(call),
                transfers(call),
                moves(call),
                call.getSessionExpiresSeconds(),
                call.getSessionMinSeconds(),
                call.getSessionRefresher() == null ? null : Words.of(call.getSessionRefresher()),
                call.getSessionRefreshes(),
                call.getClockOffsetMs());
    }

    static CallAudio audio(Call call) {
        return new CallAudio(
                call.getAudio(),
                call.getAudioNote(),
                call.getCallerMediaMs(),
                call.getCalleeMediaMs(),
                call.getCallerMediaAfterSdpMs(),
                call.getCalleeMediaAfterSdpMs(),
                call.getEarlyMediaCallerMs(),
                call.getEarlyMediaCalleeMs(),
                call.getMediaGaps(),
                call.getMediaGapMaxMs(),
                call.getCodecChanges(),
                List.copyOf(call.getMediaRelays()),
                call.getSsrcChanges());
    }

    static List<GapRow> gaps(Stream stream) {
        return stream.getGaps().stream()
                .map((MediaGap gap) ->
                        new GapRow((gap.getEndMicros() - stream.getStartMicros()) / 1_000.0, gap.getLengthMs()))
                .toList();
    }

    private static List<BranchRow> branches(Call call) {
        return call.getBranches().stream()
                .map(one -> new BranchRow(
                        one.getTag(),
                        one.getAddress(),
                        one.getContact(),
                        one.getJoinedMs(),
                        one.getRingMs(),
                        one.getStatus()))
                .toList();
    }

    private static List<HoldRow> holds(Call call) {
        return call.getHoldIntervals().stream()
                .map(one -> {
                    Long end = one.getEndMicros();
                    Double lengthMs = end == null ? null : Double.valueOf((end - one.getStartMicros()) / 1_000.0);
                    return new HoldRow(
                            Words.of(one.getParty()), one.getForm(), afterMs(call, one.getStartMicros()), lengthMs);
                })
                .toList();
    }

    private static List<TransferRow> transfers(Call call) {
        return call.getTransfers().stream()
                .map(one -> new TransferRow(
                        Words.of(one.getParty()),
                        one.getTarget(),
                        one.getAttended(),
                        one.getReplacesCallId(),
                        afterMs(call, one.getTimeMicros()),
                        one.getStatus(),
                        one.getResult(),
                        afterMsOrNull(call, one.getResultMicros())))
                .toList();
    }

    private static List<MoveRow> moves(Call call) {
        return call.getMoves().stream()
                .map(one -> new MoveRow(
                        Words.of(one.getParty()),
                        one.getWhat(),
                        one.getFrom(),
                        one.getTo(),
                        afterMs(call, one.getTimeMicros())))
                .toList();
    }

    private static double afterMs(Call call, long micros) {
        return (micros - call.getStartMicros()) / 1_000.0;
    }

    private static @Nullable Double afterMsOrNull(Call call, @Nullable Long micros) {
        return micros == null ? null : Double.valueOf(afterMs(call, micros));
    }
}
