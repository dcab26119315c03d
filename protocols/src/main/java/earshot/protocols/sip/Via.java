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
 * @param received address that the next hop saw it come from (RFC 3261 §18.2.1); empty when it added none
 * @param rport port that it came from (RFC 3581); 0 when absent or not filled in
 */
public record Via(String transport, String sentBy, String branch, String received, int rport) {
    static final Via NONE = new Via("", "", "", "", 0);
    private static final String COOKIE = "z9hG4bK";
    private static final int PORT_MAX = 65_535;

    static Via parse(String value, Set<SipAnomaly> anomalies) {
        int params = Params.endOfPart(value, 0, ';');
        String head = value.substring(0, params);
        int secondSlash = head.indexOf('/', head.indexOf('/') + 1);
        String rest = HeaderTable.trim(head.substring(secondSlash + 1));
        int transportEnd = 0;
        while (transportEnd < rest.length() && rest.charAt(transportEnd) > ' ') transportEnd++;
        int from = Math.min(params + 1, value.length());
        String branch = Params.get(value, from, "branch");
        if (!branch.startsWith(COOKIE) || branch.length() == COOKIE.length()) anomalies.add(SipAnomaly.OLD_BRANCH);
        long rport = SipMessageView.number(Params.get(value, from, "rport"));
        return new Via(
                rest.substring(0, transportEnd).toUpperCase(Locale.ROOT),
                withoutBlanks(rest.substring(transportEnd)).toLowerCase(Locale.ROOT),
                branch,
                Params.get(value, from, "received"),
                rport < 0 || rport > PORT_MAX ? 0 : (int) rport);
    }

    private static String withoutBlanks(String text) {
        String trimmed = HeaderTable.trim(text);
        if (!hasBlanks(trimmed)) return trimmed;
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') kept.append(text.charAt(i));
        }
        return kept.toString();
    }

    private static boolean hasBlanks(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ') return true;
        }
        return false;
    }

    /** {@code address:port} of what the next hop saw, as far as it said; empty when it said nothing. */
    public String seenFrom() {
        if (rport == 0) return received;
        return received + ':' + rport;
    }

    Via cut(Caps caps) {
        if (transport.length() + sentBy.length() + branch.length() + received.length() <= Caps.OTHER_MAX) return this;
        return new Via(caps.other(transport), caps.other(sentBy), caps.other(branch), caps.other(received), rport);
    }
}
