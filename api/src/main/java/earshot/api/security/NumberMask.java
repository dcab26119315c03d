// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.security;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides who spoke from those who only need to know how it sounded: of a user part the first three and the last two
 * characters stay, which tells country and routing but not the person.
 */
public final class NumberMask {
    private static final int HEAD = 3;
    private static final int TAIL = 2;
    private static final String DOTS = "•••";
    private static final Pattern URI_USER = Pattern.compile("^((?:sips?|tel):)([^@;>?]*)(.*)$", Pattern.DOTALL);

    private NumberMask() {}

    /** A user part or number, masked. */
    public static String user(String user) {
        if (user.isEmpty()) return user;
        if (user.length() <= HEAD + TAIL) return DOTS;
        return user.substring(0, HEAD) + DOTS + user.substring(user.length() - TAIL);
    }

    /** A SIP or tel URI with its user masked; anything else is hidden whole. */
    public static String uri(String uri) {
        if (uri.isEmpty()) return uri;
        Matcher parts = URI_USER.matcher(uri);
        if (!parts.matches()) return DOTS;
        String rest = parts.group(3);
        boolean hasUser = rest.startsWith("@") || parts.group(1).startsWith("tel");
        return hasUser ? parts.group(1) + user(parts.group(2)) + rest : uri;
    }
}
