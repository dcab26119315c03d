// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

/** A setting that cannot be meant, in one line that names the key, the value and what is allowed. */
public final class SettingsException extends Exception {
    SettingsException(String key, String value, String allowed) {
        super(key + " is \"" + value + "\", allowed: " + allowed);
    }

    SettingsException(String sentence) {
        super(sentence);
    }
}
