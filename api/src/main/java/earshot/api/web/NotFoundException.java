// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

/** Nothing is known under the key asked for: answered 404. */
public final class NotFoundException extends RuntimeException {
    public NotFoundException(String sentence) {
        super(sentence);
    }
}
