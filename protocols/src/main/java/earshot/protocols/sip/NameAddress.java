// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.EnumSet;
import java.util.Set;

/**
 * This is one address of From, To or Contact (RFC 3261 §20.10).
 *
 * @param displayName without quotes, empty when there is none
 * @param uri without parameters and brackets, a password in it masked
 * @param user user part of the URI as on the wire, the number of a tel URI; empty when there is none
 * @param host with its port; empty when there is none
 * @param tag of the header parameters; empty when there is none
 */
public record NameAddress(String displayName, String uri, String user, String host, String tag) {
    static final NameAddress NONE = new NameAddress("", "", "", "", "");

    /** Reads an address out of another header, such as Diversion; what is odd about it is passed over. */
    public static NameAddress of(String value) {
        return parse(value, EnumSet.noneOf(SipAnomaly.class));
    }

    /** Reads {@code "Name" <uri>;params}, {@code Name <uri>;params} or {@code uri;params}. */
    static NameAddress parse(String value, Set<SipAnomaly> anomalies) {
        int open = openingBracket(value);
        if (open < 0) return bare(value);
        int close = value.indexOf('>', open);
        if (close < 0) {
            anomalies.add(SipAnomaly.UNBALANCED_ADDRESS);
            close = value.length();
        }
        String name = HeaderTable.trim(value.substring(0, open));
        if (name.startsWith("\"") && (name.length() < 2 || !name.endsWith("\""))) {
            anomalies.add(SipAnomaly.UNBALANCED_ADDRESS);
        }
        int params = Math.min(close + 1, value.length());
        return of(Params.unquote(name), value.substring(open + 1, close), Params.get(value, params, "tag"));
    }

    /** The bracket that opens the URI: the first outside quotes; with quotes that never close, the first at all. */
    private static int openingBracket(String value) {
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '<' && !quoted) {
                return i;
            }
        }
        return quoted ? value.indexOf('<') : -1;
    }

    /** Without brackets, everything from the first semicolon belongs to the header, not to the URI (§20). */
    private static NameAddress bare(String value) {
        int semicolon = value.indexOf(';');
        String uri = semicolon < 0 ? value : value.substring(0, semicolon);
        String tag = semicolon < 0 ? "" : Params.get(value, semicolon + 1, "tag");
        return of("", HeaderTable.trim(uri), tag);
    }

    private static NameAddress of(String displayName, String text, String tag) {
        String uri = HeaderTable.trim(text);
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? "" : uri.substring(0, colon);
        if (scheme.equalsIgnoreCase("tel")) {
            String number = upTo(uri.substring(colon + 1), ";?");
            return new NameAddress(displayName, "tel:" + number, number, "", tag);
        }
        if (!scheme.equalsIgnoreCase("sip") && !scheme.equalsIgnoreCase("sips")) {
            return new NameAddress(displayName, SipRedactor.uri(uri), "", "", tag);
        }
        String rest = uri.substring(colon + 1);
        int at = rest.indexOf('@');
        String user = at < 0 ? "" : rest.substring(0, at);
        String host = upTo(rest.substring(at + 1), ";?");
        String plainUri = uri.substring(0, colon + 1) + (at < 0 ? "" : user + '@') + host;
        return new NameAddress(displayName, SipRedactor.uri(plainUri), upTo(user, ":"), HeaderTable.trim(host), tag);
    }

    private static String upTo(String text, String delimiters) {
        for (int i = 0; i < text.length(); i++) {
            if (delimiters.indexOf(text.charAt(i)) >= 0) return text.substring(0, i);
        }
        return text;
    }

    NameAddress cut(Caps caps) {
        return new NameAddress(
                caps.other(displayName), caps.uri(uri), caps.other(user), caps.other(host), caps.other(tag));
    }
}
