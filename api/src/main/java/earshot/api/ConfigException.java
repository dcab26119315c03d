// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

/** A person's mistake in the settings: one sentence with the key, the value and what is allowed. */
public final class ConfigException extends IllegalArgumentException {
    public ConfigException(String key, Object value, String allowed) {
        super(key + " is \"" + value + "\", allowed: " + allowed);
    }

    public ConfigException(String sentence) {
        super(sentence);
    }
}
