// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.time.EventOrder;

/** That two calls share one value, as of {@link #order}; or that this is no evidence any more. Keyed by {@link #pair}. */
public class LegLink {
    public EventOrder order = new EventOrder();
    /** The key: hash of both Call-IDs. */
    public String pair = "";
    /** The evidence that it comes from. */
    public String evidence = "";

    public String reason = "";
    public String value = "";
    /** 0 to 1; 0 when it is withdrawn. */
    public double confidence;
    /** The Call-ID that sorts first. */
    public String callId = "";

    public String linkedCallId = "";
    /** Start of the later call. */
    public long timeMicros;

    public LegLink() {}

    /** Tells news of one pair and order apart. */
    public String tie() {
        return evidence + '|' + reason;
    }
}
