// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.store;

/** ClickHouse gave no answer: what happened, for the person who asked, and whether asking again may help. */
public final class StoreException extends RuntimeException {
    /** Why there is no answer. */
    public enum Cause {
        /** Nobody listens, or the connection broke. */
        ABSENT,
        /** The question took longer than a page may. */
        TIMEOUT,
        /** The question would read or hold more than one page may. */
        TOO_MUCH
    }

    private final Cause reason;

    public StoreException(Cause reason, String sentence, Throwable because) {
        super(sentence, because);
        this.reason = reason;
    }

    public Cause reason() {
        return reason;
    }
}
