// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.storage.CallRow;
import earshot.storage.ReceiptRow;
import earshot.storage.StreamRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call sounded, and what each of its scores is made of.
 *
 * @param mosLq the lowest of its audio streams; null when none is scored
 * @param mosScale its scale
 * @param mosStream the stream that it is of
 * @param mosConfidence how far to trust it
 * @param streams by start
 */
record CallQuality(
        String callKey,
        @Nullable Double mosLq,
        String mosScale,
        String mosStream,
        String mosConfidence,
        List<StreamQuality> streams) {

    /** How one stream sounded. */
    record StreamQuality(
            String id,
            String src,
            String dst,
            @Nullable String codec,
            String scale,
            @Nullable Double rFactor,
            @Nullable Double mosLq,
            @Nullable Double mosCq,
            double lossPercent,
            double discardPercent,
            double burstRatio,
            @Nullable Double rttMs,
            ReceiptRow receipt) {
        private static StreamQuality of(StreamRow stream) {
            return new StreamQuality(
                    stream.id(),
                    stream.src(),
                    stream.dst(),
                    stream.codec(),
                    stream.scale(),
                    stream.rFactor(),
                    stream.mosLq(),
                    stream.mosCq(),
                    stream.lossPercent(),
                    stream.discardPercent(),
                    stream.burstRatio(),
                    stream.rttMs(),
                    stream.receipt());
        }
    }

    static CallQuality of(CallRow call, List<StreamRow> streams) {
        return new CallQuality(
                call.callKey(),
                call.mosLq(),
                call.mosScale(),
                call.mosStream(),
                call.mosConfidence(),
                streams.stream().map(StreamQuality::of).toList());
    }
}
