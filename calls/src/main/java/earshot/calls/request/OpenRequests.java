// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.request;

import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one key that are under way, or were just answered: retransmissions and further hops find the request
 * that they belong to here, and count no second time.
 */
public class OpenRequests {
    /** More at one time in one key push out the oldest. */
    static final int SIZE_MAX = 32;

    /** What a message is to the requests before it. */
    public enum News {
        /** A request seen for the first time. */
        REQUEST,
        /** The final answer where the request was sent from: to be told once. */
        SETTLED,
        NOTHING
    }

    public List<RequestMemory> requests = new ArrayList<>();

    public OpenRequests() {}

    /** The request that a message belongs to; null when none is remembered. */
    public @Nullable RequestMemory find(SipMessage message) {
        for (RequestMemory one : requests) {
            if (one.isOf(message)) return one;
        }
        return null;
    }

    /** Takes a message of a request, which is {@link #find found} from then on. */
    public News take(SipMessage message) {
        RequestMemory request = find(message);
        if (request == null) {
            if (requests.size() >= SIZE_MAX) requests.remove(0);
            request = RequestMemory.of(message);
            requests.add(request);
        }
        request.lastMicros = Math.max(request.lastMicros, message.getTimeMicros());
        if (message.getStatusCode() == 0) {
            boolean isFirst = !request.requestSeen;
            request.request(message);
            return isFirst ? News.REQUEST : News.NOTHING;
        }
        if (message.getStatusCode() < 200 || !request.response(message)) return News.NOTHING;
        request.settled = true;
        return News.SETTLED;
    }

    /** Tells of requests whose time is over without an answer to their sender, and forgets the old ones. */
    public void time(long timeMicros, Consumer<RequestMemory> overdue) {
        List<RequestMemory> kept = new ArrayList<>();
        for (RequestMemory request : requests) {
            if (timeMicros >= request.deadlineMicros() && !request.settled) {
                request.settled = true;
                overdue.accept(request);
            }
            if (timeMicros < request.deadlineMicros()) kept.add(request);
        }
        requests = kept;
    }

    /** The capture is over: tells of requests that were answered on some hop. Others may yet have been answered. */
    public void end(Consumer<RequestMemory> answered) {
        for (RequestMemory request : requests) {
            if (!request.settled && request.status != 0) answered.accept(request);
        }
        requests.clear();
    }

    /** When {@link #time} has something to do next; Long.MAX_VALUE when never. */
    public long deadline() {
        long next = Long.MAX_VALUE;
        for (RequestMemory request : requests) next = Math.min(next, request.deadlineMicros());
        return next;
    }

    public boolean isEmpty() {
        return requests.isEmpty();
    }
}
