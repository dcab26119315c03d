// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.api.security.NumberMask;
import earshot.storage.SipMessageRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SIP message as callers see it.
 *
 * @param seq its number in the ladder, from 1
 * @param frame packet number in the capture; 0 when there is none
 * @param raw the redacted text; null for those who may not see numbers, which it is full of
 * @param encapsulation tags and tunnels around it, outermost first; empty when there were none
 */
public record Message(
        int seq,
        Instant time,
        String probe,
        long frame,
        String transport,
        String src,
        String dst,
        String method,
        @Nullable String requestUri,
        @Nullable Integer status,
        @Nullable String reasonPhrase,
        long cseq,
        String fromUser,
        String toUser,
        String userAgent,
        List<String> anomalies,
        @Nullable String raw,
        String encapsulation) {
    static Message of(int seq, SipMessageRow row, boolean clear) {
        String uri = row.requestUri();
        return new Message(
                seq,
                row.time(),
                row.probe(),
                row.frame(),
                row.transport(),
                row.src(),
                row.dst(),
                row.method(),
                uri == null || clear ? uri : NumberMask.uri(uri),
                row.status(),
                row.reasonPhrase(),
                row.cseq(),
                clear ? row.fromUser() : NumberMask.user(row.fromUser()),
                clear ? row.toUser() : NumberMask.user(row.toUser()),
                row.userAgent(),
                row.anomalies(),
                clear ? row.raw() : null,
                row.encapsulation());
    }
}
