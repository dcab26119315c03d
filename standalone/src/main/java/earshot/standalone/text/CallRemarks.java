// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import earshot.storage.CallAudio;
import earshot.storage.CallCourse;
import earshot.storage.CallRow;
import earshot.storage.HoldRow;
import earshot.storage.MoveRow;
import earshot.storage.TransferRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What is to be said of single calls below their table: transfers, holds, moves, and ends that are no plain hang-up. */
final class CallRemarks {
    /** Ends that the table shows already. */
    private static final Set<String> PLAIN = Set.of("", "hangUp", "refused", "cancelled", "unanswered");

    private CallRemarks() {}

    /** One line per remark; nothing of plain calls. */
    static String of(List<CallRow> calls) {
        StringBuilder text = new StringBuilder();
        calls.stream()
                .sorted(Comparator.comparing(CallRow::startTime).thenComparing(CallRow::callId))
                .forEach(call -> {
                    for (String remark : remarks(call)) {
                        String line = call.callId() + ": " + remark;
                        text.append("  ").append(TextTable.harmless(line)).append(System.lineSeparator());
                    }
                });
        return text.toString();
    }

    private static List<String> remarks(CallRow call) {
        List<String> remarks = new ArrayList<>();
        CallCourse course = call.course();
        if (!PLAIN.contains(course.endCause())) remarks.add("ended: " + words(course.endCause()));
        for (String remark : course.remarks()) remarks.add(words(remark));
        if (!course.redirectedTo().isEmpty()) remarks.add("redirected to " + course.redirectedTo());
        if (!course.replacesCallId().isEmpty()) remarks.add("takes over " + course.replacesCallId());
        if (!course.referredBy().isEmpty()) remarks.add("asked for by " + course.referredBy());
        for (TransferRow transfer : course.transfers()) remarks.add(transfer(transfer));
        for (HoldRow hold : course.heldIntervals()) remarks.add(hold(hold));
        for (MoveRow move : course.moves()) {
            remarks.add("the " + move.party() + " moved its " + move.what() + " from " + move.from() + " to "
                    + move.to() + after(move.afterMs()));
        }
        audio(call, remarks);
        return remarks;
    }

    private static String transfer(TransferRow transfer) {
        String kind = transfer.attended() ? " (attended): " : " (blind): ";
        String status = transfer.status() == 0 ? "" : " " + transfer.status();
        return "transferred by the " + transfer.party() + " to " + transfer.target() + kind + transfer.result() + status
                + after(transfer.afterMs());
    }

    private static String hold(HoldRow hold) {
        Double lengthMs = hold.lengthMs();
        String length = lengthMs == null ? "" : String.format(Locale.ROOT, " for %.1f s", lengthMs / 1_000);
        return "held by the " + hold.party() + " (" + hold.form() + ")" + length + after(hold.afterMs());
    }

    private static void audio(CallRow call, List<String> remarks) {
        CallAudio audio = call.audio();
        boolean silent = audio.heard().endsWith("Only") || audio.heard().equals("none");
        if (silent) remarks.add("heard: " + words(audio.heard()));
        if (audio.heard().equals("unknown")) remarks.add("who was heard is not known: " + audio.note());
        Double gapMaxMs = audio.gapMaxMs();
        if (gapMaxMs != null) {
            remarks.add(String.format(
                    Locale.ROOT, "%d pauses in the audio, the longest %.1f s", audio.gaps(), gapMaxMs / 1_000));
        }
        if (audio.codecChanges() > 0) remarks.add("codec changed " + audio.codecChanges() + " times");
        if (audio.ssrcChanges() > 0) remarks.add("SSRC changed " + audio.ssrcChanges() + " times");
        if (!audio.relays().isEmpty()) remarks.add("audio relayed by " + String.join(", ", audio.relays()));
    }

    private static String after(double afterMs) {
        return String.format(Locale.ROOT, ", %.1f s into the call", afterMs / 1_000);
    }

    /** {@code session expired} of {@code sessionExpired}. */
    private static String words(String word) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Character.isUpperCase(c)) words.append(' ');
            words.append(Character.toLowerCase(c));
        }
        return words.toString();
    }
}
