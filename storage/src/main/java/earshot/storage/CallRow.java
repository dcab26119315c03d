// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code calls}: a call (one Call-ID) after its latest change. Names are the JSON names of the command
 * line and the REST API; times are UTC, {@code *Ms} are milliseconds.
 */
public record CallRow(
        String callKey,
        long version,
        String callId,
        @Column("from_uri") String from,
        @Column("to_uri") String to,
        String fromUser,
        String toUser,
        String caller,
        String callee,
        List<String> probes,
        String userAgent,
        String state,
        boolean ended,
        @Nullable Integer finalStatus,
        Instant startTime,
        @Nullable Instant ringTime,
        @Nullable Instant answerTime,
        @Nullable Instant endTime,
        @Nullable String endedBy,
        @Nullable String byeFrom,
        @Nullable Double setupMs,
        @Nullable Double durationMs,
        int messages,
        int retransmissions,
        int forks,
        int holds,
        String reason,
        @Nullable Double mosLq,
        @Nullable Double lossPercentMax,
        @Nullable Double jitterMaxMs,
        @Nullable Double rttMs,
        boolean oneWay,
        List<String> codecs,
        List<String> streams,
        String mosScale,
        String mosStream,
        String mosConfidence,
        CallCourse course,
        CallAudio audio) {}
