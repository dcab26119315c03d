// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.EnumSet;
import java.util.List;

/**
 * This is what may be told of credentials and challenges (RFC 7616): never the response, nor what one could be guessed
 * from.
 *
 * @param user user name of Authorization, else of Proxy-Authorization; empty when there is none
 * @param isNonceStale a challenge says that the credentials were right and only the nonce too old
 */
public record Credentials(String user, boolean isNonceStale) {
    private static final Credentials NONE = new Credentials("", false);
    private static final Credentials ONLY_STALE = new Credentials("", true);
    private static final List<String> GIVEN = List.of("authorization", "proxy-authorization");
    private static final List<String> ASKED = List.of("www-authenticate", "proxy-authenticate");

    public static Credentials of(SipMessageView message) {
        String user = param(message, GIVEN, "username");
        boolean isNonceStale = param(message, ASKED, "stale").equalsIgnoreCase("true");
        if (user.isEmpty()) return isNonceStale ? ONLY_STALE : NONE;
        return new Credentials(new Caps(EnumSet.noneOf(SipAnomaly.class)).other(user), isNonceStale);
    }

    private static String param(SipMessageView message, List<String> headers, String name) {
        for (String header : headers) {
            int index = message.headerTable().find(header, 0);
            String value = index < 0
                    ? ""
                    : SipRedactor.digestParam(message.headerTable().value(index), name);
            if (!value.isEmpty()) return value;
        }
        return "";
    }
}
