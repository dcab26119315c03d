// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.MediaReport;
import java.util.Locale;

/**
 * What the lengths of a stream's packets say of SRTP, whatever its session description says. SRTP adds an authentication
 * tag to each packet (RFC 3711 3.1, RFC 7714 13), so packets that are exactly as long as their codec's frames are in
 * clear. Codecs whose frames have any length tell nothing.
 */
enum EncryptionSeen {
    CLEAR,
    TAGGED,
    UNKNOWN;

    /** Fewer packets prove nothing. */
    private static final long PACKETS_MIN = 10;

    static EncryptionSeen of(MediaReport total) {
        long clear = total.getClearPackets();
        long tagged = total.getTaggedPackets();
        if (clear >= PACKETS_MIN && clear > tagged) return CLEAR;
        return tagged >= PACKETS_MIN && tagged > clear ? TAGGED : UNKNOWN;
    }

    /** As rows say it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
