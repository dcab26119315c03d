// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.api.calls.Ladder.Warning;
import earshot.storage.CallRow;
import earshot.storage.SipMessageRow;
import earshot.storage.StreamRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person should know before believing a ladder: what is odd about the call, and what was not seen of it. */
final class LadderWarnings {
    private final CallRow call;
    private final List<SipMessageRow> messages;
    private final List<StreamRow> streams;
    private final List<Warning> warnings = new ArrayList<>();

    LadderWarnings(CallRow call, List<SipMessageRow> messages, List<StreamRow> streams) {
        this.call = call;
        this.messages = messages;
        this.streams = streams;
    }

    List<Warning> list() {
        boolean isAnswered = call.state().equals("answered");
        if (call.oneWay()) add("one-way", "error", "Media was seen in one direction only.");
        if (call.audio().heard().equals("none")) add("no-audio", "error", "After the answer nobody was heard.");
        if (call.audio().heard().equals("unknown"))
            add(
                    "audio-unknown",
                    "info",
                    "Who was heard is not known: " + call.audio().note() + ".");
        if (streams.stream().anyMatch(stream -> !stream.contestedBy().isEmpty())) {
            add("contested-media", "warning", "Other calls claim the media of this one; it was not given to them.");
        }
        if (isAnswered && call.ended() && streams.isEmpty()) {
            add("no-media", "warning", "The call was answered, but no media of it was seen.");
        }
        if (isAnswered && lacksAck()) add("missing-ack", "warning", "No ACK to the answer was seen.");
        if ("timeout".equals(call.endedBy())) add("no-bye", "warning", "No BYE was seen; the end is inferred.");
        if ("capture-end".equals(call.endedBy())) add("capture-end", "info", "The capture ended before the call did.");
        if (streams.stream().anyMatch(StreamRow::captureSuspect)) {
            add(
                    "capture-drops",
                    "warning",
                    "The probe, not the network, probably lost some packets: loss is shown as bounds and left out of scores.");
        }
        if (streams.stream().anyMatch(stream -> stream.binding().equals("ambiguous"))) {
            add("ambiguous-media", "warning", "A stream fits more than one call.");
        }
        if (messages.size() == CallQuery.MESSAGES_MAX) {
            add("cut", "warning", "Only the first " + CallQuery.MESSAGES_MAX + " messages are shown.");
        }
        return warnings;
    }

    /** Whether an INVITE was answered 2xx and no ACK with its number came. */
    private boolean lacksAck() {
        Set<Long> acknowledged = messages.stream()
                .filter(message -> message.status() == null && message.method().equals("ACK"))
                .map(SipMessageRow::cseq)
                .collect(Collectors.toSet());
        return messages.stream()
                .filter(message -> message.method().equals("INVITE") && isSuccess(message.status()))
                .anyMatch(message -> !acknowledged.contains(message.cseq()));
    }

    private static boolean isSuccess(@Nullable Integer status) {
        return status != null && status >= 200 && status < 300;
    }

    private void add(String code, String severity, String text) {
        warnings.add(new Warning(code, severity, text));
    }
}
