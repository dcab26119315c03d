// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table transactions: a SIP transaction outside calls. Names are the JSON names of the command line
 * and the REST API.
 */
public record TransactionRow(
        String transactionKey,
        long version,
        String method,
        String callId,
        long cseq,
        @Column("from_uri") String from,
        @Column("to_uri") String to,
        String fromUser,
        String toUser,
        String src,
        String dst,
        String probe,
        Instant startTime,
        @Nullable Integer status,
        @Nullable Double responseMs,
        int messages,
        int retransmissions,
        String contactUri,
        @Nullable Long expiresSeconds,
        String userAgent) {}
