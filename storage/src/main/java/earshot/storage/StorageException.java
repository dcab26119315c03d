// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/** The database cannot serve; the message is one sentence for a person: what failed, where, and what to do. */
public final class StorageException extends Exception {
    private static final long serialVersionUID = 1L;

    StorageException(String message) {
        super(message);
    }

    StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
