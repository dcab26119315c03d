// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.explain;

import earshot.probe.dissect.Flow;
import earshot.storage.CallRow;
import earshot.storage.StreamRow;
import earshot.storage.TransactionRow;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the whole capture knows: the calls, streams and transactions that a packet may belong to. */
public record Owners(List<CallRow> calls, List<StreamRow> streams, List<TransactionRow> transactions) {
    /** The stream that a packet of media is part of. */
    Optional<StreamRow> stream(Flow flow, long ssrc, Instant time) {
        String hex = ssrcText(ssrc);
        return streams.stream()
                .filter(stream -> stream.ssrc().equals(hex))
                .filter(stream -> stream.src().equals(flow.sourceEndpoint()))
                .filter(stream -> stream.dst().equals(flow.destinationEndpoint()))
                .filter(stream -> !time.isBefore(stream.startTime()) && !time.isAfter(stream.endTime()))
                .findFirst();
    }

    /** The streams of a source, whoever sent them: what a report speaks of. */
    List<StreamRow> ofSource(long ssrc) {
        String hex = ssrcText(ssrc);
        return streams.stream().filter(stream -> stream.ssrc().equals(hex)).toList();
    }

    /** The ticks per second of that source's media clock; 0 when unknown or not the same for all of its streams. */
    int clockRateHz(long ssrc) {
        List<Integer> rates = ofSource(ssrc).stream()
                .map(StreamRow::clockRate)
                .filter(rate -> rate > 0)
                .distinct()
                .toList();
        return rates.size() == 1 ? rates.get(0) : 0;
    }

    /** Where a message belongs, in words. */
    String ofCallId(String callId) {
        Optional<CallRow> call =
                calls.stream().filter(row -> row.callId().equals(callId)).findFirst();
        if (call.isPresent()) {
            CallRow row = call.get();
            return "the call " + callId + ", " + row.state() + ", from " + row.from() + " to " + row.to();
        }
        return transactions.stream()
                .filter(row -> row.callId().equals(callId))
                .map(row -> "the transaction " + row.method() + " of " + callId + ", status "
                        + Objects.toString(row.status(), "-"))
                .findFirst()
                .orElse("no call or transaction");
    }

    static String ssrcText(long ssrc) {
        return String.format("0x%08x", ssrc);
    }
}
