// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;

/** One REFER within a call, and what was heard of it since. */
public class TransferMemory {
    public boolean byCaller;
    /** CSeq of the REFER: the id of its subscription (RFC 3515 2.4.6). */
    public long cseq;
    /** URI to be called. */
    public String target = "";
    /** Call that the new one is to take over; empty for a blind transfer. */
    public String replacesCallId = "";

    public boolean attended;
    public long timeMicros;
    /** Last word on the new call, or status of the refusal; 0 when none was heard. */
    public int status;

    public boolean refused;
    public long resultMicros = Patience.NEVER;

    public TransferMemory() {}

    boolean isOpen() {
        return !refused && status < 200;
    }

    /** pending, succeeded, failed, refused, or unknown. */
    String result(boolean callEnded) {
        if (refused) return "refused";
        if (status >= 300) return "failed";
        if (status >= 200) return "succeeded";
        return callEnded ? "unknown" : "pending";
    }
}
