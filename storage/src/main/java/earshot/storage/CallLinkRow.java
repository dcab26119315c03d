// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.List;

/** One row of {@code call_links}: two calls that are legs of one conversation, and one reason to think so. */
public record CallLinkRow(
        String callKey,
        String linkedCallKey,
        long version,
        String callId,
        String linkedCallId,
        String reason,
        double confidence,
        Instant time,
        List<String> values) {
    /** The reason in words, without the values. */
    public String why() {
        return switch (reason) {
            case "session-id" -> "both carry one Session-ID";
            case "p-charging-vector" -> "both carry one charging identifier (icid)";
            case "identity" -> "both carry one caller identity token";
            case "call-id" -> "their Call-IDs differ only by the number of the leg";
            case "replaces" -> "one takes the place of the other";
            case "join" -> "one joins the other";
            case "target-dialog" -> "one was made because of the other";
            case "refer-to" -> "a transfer in one names the other as to be replaced";
            case "referred-by", "transfer" -> "one came of a transfer in the other";
            case "diversion", "history-info" -> "one was diverted from the number that the other called";
            case "media" -> "both name one address for their media";
            case "stream" -> "one stream runs through both";
            case "numbers" -> "same caller and called number, one right after the other through one host";
            default -> "both carry the same " + reason + ", or one the Call-ID of the other";
        };
    }
}
