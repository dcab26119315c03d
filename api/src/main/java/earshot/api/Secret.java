// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that must not reach logs, pages or messages: prints as {@code ***}. */
public record Secret(String reveal) {
    /** Reads a secret from the first line of a file, so that it never stands on a command line. */
    public static Secret fromFile(String key, Path file) {
        try {
            String text = Files.readString(file).strip();
            if (text.isEmpty()) throw new ConfigException(key, file, "a file that holds the secret; this one is empty");
            return new Secret(text);
        } catch (IOException e) {
            throw new ConfigException(key, file, "a readable file that holds the secret");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
