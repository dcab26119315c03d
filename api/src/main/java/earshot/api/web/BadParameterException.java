// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

/** A query parameter that cannot be understood: answered 400 with its name and what is allowed. */
public final class BadParameterException extends RuntimeException {
    private final String field;

    public BadParameterException(String field, String allowed) {
        super(allowed);
        this.field = field;
    }

    /** The parameter's name as the caller wrote it. */
    public String field() {
        return field;
    }

    /** What is allowed. */
    public String allowed() {
        return String.valueOf(getMessage());
    }
}
