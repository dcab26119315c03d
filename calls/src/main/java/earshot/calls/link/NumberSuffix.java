// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.protocols.number.NumberTokens;
import java.util.Locale;
import java.util.Set;

/**
 * What two spellings of one number have in common. {@code +49 30 123456}, {@code 004930123456} and {@code 030123456} end
 * alike; names are compared whole, in lower case.
 */
final class NumberSuffix {
    private static final String SEPARATORS = "-.() +";
    /** Those who do not say who they are have nothing in common. */
    private static final Set<String> NOBODY =
            Set.of("", "anonymous", "restricted", "unavailable", "unknown", "asserted");

    private NumberSuffix() {}

    /**
     * The last digits of a number, a name as it is, or an empty text for nobody. A token stands for the digits that it
     * hides.
     */
    static String of(String user, int digits) {
        String name = user.strip().toLowerCase(Locale.ROOT);
        int parameters = name.indexOf(';'); // of a tel number in a user part (RFC 3261 19.1.6)
        if (parameters >= 0) name = name.substring(0, parameters);
        if (NOBODY.contains(name)) return "";
        int token = NumberTokens.indexIn(name);
        if (token >= 0) {
            int clear = Math.max(0, digits - NumberTokens.HIDDEN_DIGITS);
            return of(name.substring(0, token), clear) + name.substring(token);
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (SEPARATORS.indexOf(c) >= 0) continue;
            boolean isDialled = (c >= '0' && c <= '9') || c == '*' || c == '#';
            if (!isDialled) return name;
            plain.append(c);
        }
        return plain.substring(Math.max(0, plain.length() - digits));
    }
}
