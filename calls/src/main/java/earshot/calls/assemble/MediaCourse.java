// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the audio of a call went over time: when it began, where it paused, what it changed to and through whom it ran. */
final class MediaCourse {
    /** A longer pause than that is told as a gap. */
    static final double GAP_MS = 2_000;

    private final CallMemory call;
    private final List<CallStream> streams;
    private int gaps;
    private @Nullable Double gapMaxMs;
    private int codecChanges;
    private int ssrcChanges;

    private MediaCourse(CallMemory call) {
        this.call = call;
        this.streams =
                CallMedia.byStart(call).stream().filter(CallStream::isAudio).toList();
    }

    static void tell(CallMemory call, Audio audio, Call.Builder row) {
        MediaCourse course = new MediaCourse(call);
        course.look(true);
        course.look(false);
        row.setAudio(audio.word())
                .setAudioNote(audio.note())
                .setCallerMediaMs(course.afterAnswerMs(true))
                .setCalleeMediaMs(course.afterAnswerMs(false))
                .setCallerMediaAfterSdpMs(course.afterMs(call.sdpCalleeMicros, true))
                .setCalleeMediaAfterSdpMs(course.afterMs(call.sdpCallerMicros, false))
                .setEarlyMediaCallerMs(course.earlyMs(true))
                .setEarlyMediaCalleeMs(course.earlyMs(false))
                .setMediaGaps(course.gaps)
                .setMediaGapMaxMs(course.gapMaxMs)
                .setCodecChanges(course.codecChanges)
                .setSsrcChanges(course.ssrcChanges)
                .setMediaRelays(course.relays());
    }

    /** Gaps, codecs and SSRCs of one side; streams that overlap (a second line, a relay's other leg) are not put in a row. */
    private void look(boolean fromCaller) {
        CallStream before = null;
        for (CallStream stream : streams) {
            if (stream.fromCaller != fromCaller) continue;
            for (int i = 0; i < stream.gapEnds.size(); i++) {
                gap(stream.gapEnds.get(i), stream.gapLengths.get(i));
            }
            codecChanges += Math.max(0, stream.codecs.size() - 1);
            if (before != null && stream.startMicros >= before.endMicros) {
                double pauseMs = (stream.startMicros - before.endMicros) / 1_000.0;
                boolean answered = call.answerMicros != Patience.NEVER && before.endMicros >= call.answerMicros;
                if (answered && pauseMs > GAP_MS) gap(stream.startMicros, pauseMs);
                if (stream.ssrc != before.ssrc) ssrcChanges++;
                boolean known = before.codec != null && stream.codec != null;
                if (known && !before.codecAtEnd().equals(stream.codecAtStart())) codecChanges++;
            }
            if (before == null || stream.endMicros > before.endMicros) before = stream;
        }
    }

    private void gap(long endMicros, double lengthMs) {
        if (call.hold.isHeldWithin(endMicros - Math.round(lengthMs * 1_000), endMicros)) return;
        gaps++;
        gapMaxMs = gapMaxMs == null ? lengthMs : Math.max(gapMaxMs, lengthMs);
    }

    private @Nullable Double afterAnswerMs(boolean fromCaller) {
        if (call.answerMicros == Patience.NEVER) return null;
        Double first = null;
        for (CallStream stream : streams) {
            if (stream.fromCaller != fromCaller || stream.endMicros <= call.answerMicros) continue;
            double afterMs = Math.max(0, stream.startMicros - call.answerMicros) / 1_000.0;
            if (first == null || afterMs < first) first = afterMs;
        }
        return first;
    }

    private @Nullable Double afterMs(long sdpMicros, boolean fromCaller) {
        for (CallStream stream : streams) {
            if (stream.fromCaller != fromCaller) continue;
            boolean known = sdpMicros != Patience.NEVER && stream.startMicros >= sdpMicros;
            return known ? Double.valueOf((stream.startMicros - sdpMicros) / 1_000.0) : null;
        }
        return null;
    }

    /** From the first packet before the answer to the last of them. */
    private double earlyMs(boolean fromCaller) {
        long answer = call.answerMicros == Patience.NEVER ? Long.MAX_VALUE : call.answerMicros;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (CallStream stream : streams) {
            if (stream.fromCaller != fromCaller || stream.startMicros >= answer) continue;
            first = Math.min(first, stream.startMicros);
            last = Math.max(last, Math.min(stream.endMicros, answer));
        }
        return last <= first ? 0 : (last - first) / 1_000.0;
    }

    /** Who takes in the audio of one side and sends the same side's audio on at the same time. */
    private List<String> relays() {
        List<String> relays = new ArrayList<>();
        for (CallStream in : streams) {
            for (CallStream out : streams) {
                boolean on = in.fromCaller == out.fromCaller
                        && in.destinationAddress.equals(out.sourceAddress)
                        && !in.streamId.equals(out.streamId);
                boolean together = in.startMicros < out.endMicros && out.startMicros < in.endMicros;
                if (on && together && !relays.contains(out.sourceAddress)) relays.add(out.sourceAddress);
            }
        }
        relays.sort(null);
        return relays;
    }
}
