// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import org.jspecify.annotations.Nullable;

/**
 * What came of one post.
 *
 * @param httpStatus null when no answer came
 * @param error what went wrong, for people; empty when nothing did
 * @param retryAfterSeconds what the receiver asked for; 0 when it asked for nothing
 */
record Attempt(@Nullable Integer httpStatus, String error, long retryAfterSeconds) {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;

    static Attempt failed(String error) {
        return new Attempt(null, error, 0);
    }

    boolean isDelivered() {
        return httpStatus != null && httpStatus >= 200 && httpStatus < 300;
    }

    /** Whether asking again can help: nobody answered, or the receiver was not ready. Redirects are refusals. */
    boolean isWorthRetrying() {
        if (httpStatus == null) return true;
        return httpStatus == REQUEST_TIMEOUT
                || httpStatus == TOO_EARLY
                || httpStatus == TOO_MANY_REQUESTS
                || httpStatus >= 500;
    }
}
