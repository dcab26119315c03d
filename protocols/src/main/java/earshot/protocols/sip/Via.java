// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.Locale;
import java.util.Set;

/**
 * This is one Via (RFC 3261 §20.42), of which blanks may stand anywhere: {@code SIP / 2.0 / UDP host : port ;branch =
 * x}.
 *
 * @param transport upper case
 * @param sentBy host[:port], lower case, blanks taken out
 */
record Via(String transport, String sentBy, String branch) {
    static final Via NONE = new Via("", "", "");
    private static final String COOKIE = "z9hG4bK";

    static Via parse(String value, Set<SipAnomaly> anomalies) {
        int params = Params.endOfPart(value, 0, ';');
        String head = value.substring(0, params);
        int secondSlash = head.indexOf('/', head.indexOf('/') + 1);
        String rest = HeaderTable.trim(head.substring(secondSlash + 1));
        int transportEnd = 0;
        while (transportEnd < rest.length() && rest.charAt(transportEnd) > ' ') transportEnd++;
        String branch = Params.get(value, Math.min(params + 1, value.length()), "branch");
        if (!branch.startsWith(COOKIE) || branch.length() == COOKIE.length()) anomalies.add(SipAnomaly.OLD_BRANCH);
        return new Via(
                rest.substring(0, transportEnd).toUpperCase(Locale.ROOT),
                withoutBlanks(rest.substring(transportEnd)).toLowerCase(Locale.ROOT),
                branch);
    }

    private static String withoutBlanks(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') kept.append(text.charAt(i));
        }
        return kept.toString();
    }

    Via cut(Caps caps) {
        return new Via(caps.other(transport), caps.other(sentBy), caps.other(branch));
    }
}
