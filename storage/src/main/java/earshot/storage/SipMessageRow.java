// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of {@code sip_messages}: a SIP message as one probe saw it on one hop, secrets redacted; {@code
 * encapsulation} reads {@code vlan 7 > vxlan 5001}, outermost first, and is empty when nothing was around it. */
public record SipMessageRow(
        String callKey,
        Instant time,
        String probe,
        long boot,
        long sequence,
        String callId,
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
        String fromTag,
        String toTag,
        String viaBranch,
        String userAgent,
        boolean hasSdp,
        String raw,
        List<String> anomalies,
        String encapsulation) {}
