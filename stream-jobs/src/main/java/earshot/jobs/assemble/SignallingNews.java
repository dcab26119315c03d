// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.assemble;

import earshot.calls.assemble.BoundStream;
import earshot.calls.time.EventOrder;
import earshot.events.SipMessage;
import org.jspecify.annotations.Nullable;

/** What happens under one Call-ID: a message, or news of a stream; exactly one of the two. */
public class SignallingNews {
    private static final String BEHIND_STREAMS = "\uffff";

    public @Nullable SipMessage message;
    public @Nullable BoundStream stream;

    public SignallingNews() {}

    static SignallingNews of(SipMessage message) {
        SignallingNews news = new SignallingNews();
        news.message = message;
        return news;
    }

    static SignallingNews of(BoundStream stream) {
        SignallingNews news = new SignallingNews();
        news.stream = stream;
        return news;
    }

    /** The key. */
    String callId() {
        return message != null ? message.getCallId() : stream().callId;
    }

    EventOrder order() {
        return message != null ? EventOrder.of(message) : stream().order;
    }

    /** What a message changes of streams comes before the message itself; several streams come by their ids. */
    String tie() {
        return message != null ? BEHIND_STREAMS : stream().stream.streamId;
    }

    BoundStream stream() {
        if (stream == null) throw new IllegalStateException("neither a message nor a stream");
        return stream;
    }
}
