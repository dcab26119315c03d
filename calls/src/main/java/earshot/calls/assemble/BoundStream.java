// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.EventOrder;

/** News of a stream for one call. Keyed by {@link #callId}. */
public class BoundStream {
    /** What the stream is to the call. */
    public enum Relation {
        /** It is the call's. */
        BOUND,
        /** It was the call's, and is another's now. */
        RELEASED,
        /** Another call that fits as well has it: the media of the two is one. */
        SHARED
    }

    public EventOrder order = new EventOrder();
    /** The key. */
    public String callId = "";

    public Relation relation = Relation.BOUND;
    /** The stream as known now, no more than a call wants to know of it. */
    public CallStream stream = new CallStream();
    /** What tells it from other streams on the wire: both ends, ip:port, and the SSRC. */
    public String source = "";

    public String destination = "";
    public long ssrc;

    public BoundStream() {}
}
