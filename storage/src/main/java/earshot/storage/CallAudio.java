// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who was heard in a call, since when and how steadily: the {@code audio} of a call, columns {@code audio_*}.
 *
 * @param heard both, callerOnly, calleeOnly, none, agreedOneWay, notSeen, unknown; empty before an answer
 * @param note why it says no more
 * @param callerAfterAnswerMs answer to the caller's first packet, ms; 0 when it was under way; null when none was seen
 * @param callerAfterSdpMs the callee's first address to the caller's first packet, ms; null when unknown
 * @param callerEarlyMs audio of the caller before the answer, ms
 * @param gaps pauses of more than 2 s that nobody asked for
 * @param gapMaxMs the longest of them; null without any
 * @param codecChanges times that a side went over to another codec
 * @param relays addresses that take the audio in and send it on
 * @param ssrcChanges times that a side went on under another SSRC
 */
public record CallAudio(
        String heard,
        String note,
        @Nullable Double callerAfterAnswerMs,
        @Nullable Double calleeAfterAnswerMs,
        @Nullable Double callerAfterSdpMs,
        @Nullable Double calleeAfterSdpMs,
        double callerEarlyMs,
        double calleeEarlyMs,
        int gaps,
        @Nullable Double gapMaxMs,
        int codecChanges,
        List<String> relays,
        int ssrcChanges) {
    /** Of a call that was not answered. */
    public static final CallAudio NONE = new CallAudio("", "", null, null, null, null, 0, 0, 0, null, 0, List.of(), 0);
}
