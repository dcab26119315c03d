// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.EventOrder;
import earshot.events.Stream;
import org.jspecify.annotations.Nullable;

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
    /** The caller sent it; the callee when false. */
    public boolean fromCaller;
    /** audio, video, ... as in the SDP. */
    public String kind = "";
    /** The stream as known now; null only before deserialisation. */
    public @Nullable Stream stream;

    public BoundStream() {}
}
