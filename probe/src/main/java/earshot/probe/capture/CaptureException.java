// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

/** A capture that cannot start, in one sentence that says what a person can do about it. */
public final class CaptureException extends Exception {
    public CaptureException(String sentence) {
        super(sentence);
    }

    public CaptureException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
