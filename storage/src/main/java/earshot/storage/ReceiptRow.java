// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a score was computed from, so that anyone can compute it again: the {@code receipt} of a stream, columns {@code
 * receipt_*}. What each field means is in docs/quality.md; costs and {@code best} are MOS, {@code bpl} and {@code
 * *Percent} are percent, {@code
 * *Ms} are milliseconds. Without a score the sentence says why, and what would be numbers is null.
 */
public record ReceiptRow(
        String formula,
        String codecMode,
        String codecModeFrom,
        @Nullable Double ie,
        @Nullable Double bpl,
        @Nullable Double lookaheadMs,
        String constants,
        String constantsSource,
        long packets,
        @Nullable Double lossPercent,
        @Nullable Double discardPercent,
        @Nullable Double burstRatio,
        String buffer,
        String delaySource,
        @Nullable Double networkMs,
        @Nullable Double playoutMs,
        @Nullable Double packetMs,
        @Nullable Double oneWayMs,
        @Nullable Double best,
        @Nullable Double costLoss,
        @Nullable Double costDiscard,
        @Nullable Double costBurst,
        @Nullable Double costDelay,
        String mainCost,
        String confidence,
        List<String> doubts,
        String sentence,
        @Nullable Double recoveredPercent) {

    /** Of a stream whose score nobody computed. */
    public static final ReceiptRow NONE = new ReceiptRow(
            "", "", "", null, null, null, "none", "", 0, null, null, null, "", "unknown", null, null, null, null, null,
            null, null, null, null, "", "none", List.of(), "", null);
}
