// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.events.ScoreReceipt;
import earshot.storage.ReceiptRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receipts of scores as they stand in rows. */
final class ReceiptRows {
    private ReceiptRows() {}

    /**
     * The receipt of a stream.
     *
     * @param receipt null in events that were written before there were receipts
     */
    static ReceiptRow of(@Nullable ScoreReceipt receipt) {
        if (receipt == null) return ReceiptRow.NONE;
        return new ReceiptRow(
                receipt.getFormula(),
                receipt.getCodecMode(),
                Words.of(receipt.getCodecModeFrom()),
                receipt.getIe(),
                receipt.getBpl(),
                receipt.getLookaheadMs(),
                Words.of(receipt.getConstants()),
                receipt.getConstantsSource(),
                receipt.getPackets(),
                receipt.getLossPercent(),
                receipt.getDiscardPercent(),
                receipt.getBurstRatio(),
                receipt.getBuffer(),
                Words.of(receipt.getDelaySource()),
                receipt.getNetworkMs(),
                receipt.getPlayoutMs(),
                receipt.getPacketMs(),
                receipt.getOneWayMs(),
                receipt.getBest(),
                receipt.getCostLoss(),
                receipt.getCostDiscard(),
                receipt.getCostBurst(),
                receipt.getCostDelay(),
                Words.of(receipt.getMainCost()),
                Words.of(receipt.getConfidence()),
                List.copyOf(receipt.getDoubts()),
                receipt.getSentence(),
                receipt.getRecoveredPercent());
    }
}
