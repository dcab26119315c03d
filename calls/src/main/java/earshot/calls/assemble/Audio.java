// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;

/**
 * Who was heard after the answer. Silence of one side is told only where it would have been heard: a probe that sees one
 * direction of the line, or media on another way than the signalling, knows nothing of the other side.
 *
 * @param word both, callerOnly, calleeOnly, none, agreedOneWay, notSeen or unknown; empty before an answer
 * @param note why it says no more; empty when it says all
 */
record Audio(String word, String note) {
    /** One direction must have run so long, and the other be silent, before audio is called one-way. */
    private static final long ONE_WAY_MICROS = 10_000_000;

    private static final long ONE_WAY_PACKETS = 50;
    private static final Audio SHARED = new Audio("unknown", "another call that fits as well has the media");
    private static final Audio TOO_SHORT = new Audio("unknown", "too little media was seen yet");

    static Audio of(CallMemory call) {
        if (!call.answered) return new Audio("", "");
        long fromCaller = 0;
        long fromCallee = 0;
        long last = Patience.NEVER;
        for (CallStream stream : call.streams) {
            if (!isAfterAnswer(call, stream)) continue;
            if (stream.fromCaller) fromCaller += stream.packets;
            if (!stream.fromCaller) fromCallee += stream.packets;
            last = Math.max(last, stream.endMicros);
        }
        if (fromCaller > 0 && fromCallee > 0) return new Audio("both", "");
        if (call.sharedMedia) return SHARED;
        if (!call.hold.bothSend) return new Audio("agreedOneWay", "the two sides never agreed to both send");
        if (fromCaller + fromCallee == 0) return nothing(call);
        boolean sure = call.endedBy != null || last - call.answerMicros >= ONE_WAY_MICROS;
        if (!sure || fromCaller + fromCallee < ONE_WAY_PACKETS) return TOO_SHORT;
        String blind = blind(call);
        if (!blind.isEmpty()) return new Audio("unknown", blind);
        return new Audio(fromCaller > 0 ? "callerOnly" : "calleeOnly", "");
    }

    boolean isOneWay() {
        return word.equals("callerOnly") || word.equals("calleeOnly");
    }

    private static boolean isAfterAnswer(CallMemory call, CallStream stream) {
        return stream.isAudio() && (call.answerMicros == Patience.NEVER || stream.endMicros > call.answerMicros);
    }

    /** Media before the answer shows that the probe would have seen it afterwards. */
    private static Audio nothing(CallMemory call) {
        for (CallStream stream : call.streams) {
            if (stream.isAudio()) return new Audio("none", "");
        }
        return new Audio("notSeen", "no probe saw media of this call");
    }

    /** Why the silent side may have sent all the same; empty when it would have been seen. */
    private static String blind(CallMemory call) {
        boolean beside = false;
        for (CallStream stream : call.streams) {
            if (!isAfterAnswer(call, stream)) continue;
            if (stream.receiverReports > 0) return ""; // reports of the silent side came through here
            boolean caller = call.probesOfCaller.contains(stream.probe);
            boolean callee = call.probesOfCallee.contains(stream.probe);
            if (caller && callee) return "";
            beside |= caller || callee;
        }
        if (beside) return "the probe sees one direction of the line";
        return "the probe that saw the media saw no signalling: it may see one direction of the line";
    }
}
