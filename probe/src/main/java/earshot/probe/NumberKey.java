// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

import earshot.protocols.number.NumberTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether telephone numbers leave the probe as tokens, and by which key. The key itself is in no message and no log. */
public final class NumberKey {
    private static final int OCTETS_MAX = 1_024;

    private NumberKey() {}

    /** Null when numbers leave the probe as they are, which is the default. */
    static @Nullable NumberTokens read(ProbeSettings.Texts from) throws SettingsException {
        String numbers = from.text(ProbeSetting.NUMBERS);
        String file = from.text(ProbeSetting.NUMBER_KEY_FILE);
        String key = from.text(ProbeSetting.NUMBER_KEY);
        boolean hasKey = !file.isEmpty() || !key.isEmpty();
        switch (numbers) {
            case "clear" -> {
                if (!hasKey) return null;
                throw new SettingsException("a key for numbers does nothing while " + ProbeSetting.NUMBERS.key()
                        + " is clear: set it to tokenised, or leave the key out");
            }
            case "tokenised" -> {
                if (file.isEmpty() == key.isEmpty()) {
                    throw new SettingsException("tokens for numbers need one key: name its file with --number-key-file,"
                            + " or put it into " + ProbeSetting.NUMBER_KEY.environmentVariable());
                }
                return file.isEmpty()
                        ? tokens(key, ProbeSetting.NUMBER_KEY.environmentVariable())
                        : ofFile(Path.of(file));
            }
            default -> throw new SettingsException(ProbeSetting.NUMBERS.key(), numbers, "clear or tokenised");
        }
    }

    /** Tokens by the key that is the text of a file, blanks around it left out. */
    public static NumberTokens ofFile(Path file) throws SettingsException {
        try {
            return tokens(Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            throw new SettingsException("cannot read the key for numbers from " + file + ": " + e.getMessage());
        }
    }

    private static NumberTokens tokens(String key, String where) throws SettingsException {
        byte[] octets = key.getBytes(StandardCharsets.UTF_8);
        if (octets.length < NumberTokens.KEY_OCTETS_MIN || octets.length > OCTETS_MAX) {
            throw new SettingsException("the key for numbers in " + where + " must have " + NumberTokens.KEY_OCTETS_MIN
                    + " to " + OCTETS_MAX + " octets");
        }
        return new NumberTokens(octets);
    }
}
