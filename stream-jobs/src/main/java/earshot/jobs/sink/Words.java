// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.events.AlertStatus;
import earshot.events.Binding;
import earshot.events.CallState;
import earshot.events.CodecConstantsOrigin;
import earshot.events.CodecModeFrom;
import earshot.events.DelaySource;
import earshot.events.EndedBy;
import earshot.events.MainCost;
import earshot.events.Party;
import earshot.events.RtcpKind;
import earshot.events.ScoreConfidence;
import earshot.events.TapPosition;

/** The words of rows and JSON for the enums of events: frozen, whatever becomes of the enums' names. */
final class Words {
    private static final int SSRC_DIGITS = 8;

    private Words() {}

    static String of(CallState state) {
        return switch (state) {
            case ANSWERED -> "answered";
            case BUSY -> "busy";
            case NO_ANSWER -> "noAnswer";
            case CANCELLED -> "cancelled";
            case FAILED -> "failed";
            case REDIRECTED -> "redirected";
            case INCOMPLETE -> "incomplete";
        };
    }

    static String of(EndedBy endedBy) {
        return switch (endedBy) {
            case BYE -> "bye";
            case CANCEL -> "cancel";
            case FAILURE -> "failure";
            case TIMEOUT -> "timeout";
            case CAPTURE_END -> "capture-end";
        };
    }

    static String of(Party party) {
        return switch (party) {
            case CALLER -> "caller";
            case CALLEE -> "callee";
        };
    }

    static String of(Binding binding) {
        return switch (binding) {
            case EXACT -> "exact";
            case ONE_SIDE -> "oneSide";
            case ICE -> "ice";
            case AMBIGUOUS -> "ambiguous";
            case UNBOUND -> "unbound";
        };
    }

    static String of(RtcpKind kind) {
        return switch (kind) {
            case SENDER_REPORT -> "senderReport";
            case REPORT_BLOCK -> "reportBlock";
            case XR -> "xr";
            case BYE -> "bye";
            case DEVICE -> "device";
        };
    }

    static String of(AlertStatus status) {
        return switch (status) {
            case FIRING -> "firing";
            case RESOLVED -> "resolved";
        };
    }

    static String of(CodecModeFrom from) {
        return switch (from) {
            case CODEC -> "codec";
            case SDP -> "sdp";
            case PACKETS -> "packets";
            case CAUTION -> "caution";
            case NONE -> "";
        };
    }

    static String of(CodecConstantsOrigin origin) {
        return switch (origin) {
            case PUBLISHED -> "published";
            case ESTIMATED -> "estimated";
            case NONE -> "none";
        };
    }

    static String of(DelaySource source) {
        return switch (source) {
            case MEASURED -> "measured";
            case ASSUMED -> "assumed";
            case UNKNOWN -> "unknown";
        };
    }

    static String of(MainCost cost) {
        return switch (cost) {
            case LOSS -> "loss";
            case DISCARD -> "discard";
            case BURST -> "burst";
            case DELAY -> "delay";
            case NONE -> "";
        };
    }

    static String of(ScoreConfidence confidence) {
        return switch (confidence) {
            case HIGH -> "high";
            case MEDIUM -> "medium";
            case LOW -> "low";
            case NONE -> "none";
        };
    }

    static String of(TapPosition position) {
        return switch (position) {
            case UNKNOWN -> "";
            case FIRST -> "first";
            case SECOND -> "second";
        };
    }

    /** An SSRC as {@code 0x} and eight hex digits. */
    static String ssrc(long ssrc) {
        String digits = Long.toHexString(ssrc);
        return "0x" + "0".repeat(Math.max(0, SSRC_DIGITS - digits.length())) + digits;
    }
}
