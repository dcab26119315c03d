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
    private static final String[] USUAL_TRANSPORTS = {"UDP", "TCP", "TLS", "WSS", "WS"};
    private static final String COOKIE = "z9hG4bK";
    private static final int PORT_MAX = 65_535;

    static Via parse(String text, int from, int to, Set<SipAnomaly> anomalies) {
        int params = Params.endOfPart(text, from, to, ';');
        int firstSlash = Params.indexOf(text, '/', from, params);
        int secondSlash = firstSlash < 0 ? -1 : Params.indexOf(text, '/', firstSlash + 1, params);
        int transport = HeaderTable.skipBlanks(text, secondSlash < 0 ? from : secondSlash + 1, params);
        int transportEnd = transport;
        while (transportEnd < params && text.charAt(transportEnd) > ' ') transportEnd++;
        String branch = null;
        String received = null;
        String rport = null;
        ParamWalk walk = new ParamWalk(text, params + 1, to);
        while (walk.next()) {
            if (branch == null && walk.isNamed("branch")) branch = walk.value();
            else if (received == null && walk.isNamed("received")) received = walk.value();
            else if (rport == null && walk.isNamed("rport")) rport = walk.value();
        }
        boolean isNew = branch != null && branch.startsWith(COOKIE) && branch.length() > COOKIE.length();
        if (!isNew) anomalies.add(SipAnomaly.OLD_BRANCH);
        long port = rport == null ? 0 : Params.number(rport);
        return new Via(
                transport(text, transport, transportEnd),
                withoutBlanks(HeaderTable.trim(text, transportEnd, params)).toLowerCase(Locale.ROOT),
                branch == null ? "" : branch,
                received == null ? "" : received,
                port < 0 || port > PORT_MAX ? 0 : (int) port);
    }

    private static String transport(String text, int from, int to) {
        for (String usual : USUAL_TRANSPORTS) {
            if (usual.length() == to - from && text.startsWith(usual, from)) return usual;
        }
        return text.substring(from, to).toUpperCase(Locale.ROOT);
    }

    private static String withoutBlanks(String text) {
        if (!hasBlanks(text)) return text;
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
