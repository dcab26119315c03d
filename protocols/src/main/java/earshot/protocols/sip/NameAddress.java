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
        if (hasScheme(uri, colon, "tel")) {
            String number = uri.substring(colon + 1, paramsStart(uri, colon + 1));
            return new NameAddress(displayName, "tel:" + number, number, "", tag);
        }
        if (!hasScheme(uri, colon, "sip") && !hasScheme(uri, colon, "sips")) {
            return new NameAddress(displayName, SipRedactor.uri(uri), "", "", tag);
        }
        int at = uri.indexOf('@', colon);
        int hostStart = at < 0 ? colon + 1 : at + 1;
        int hostEnd = paramsStart(uri, hostStart);
        String plainUri = SipRedactor.uri(uri.substring(0, hostEnd));
        String host = HeaderTable.trim(uri.substring(hostStart, hostEnd));
        return new NameAddress(displayName, plainUri, user(uri, colon, at), host, tag);
    }

    private static boolean hasScheme(String uri, int colon, String scheme) {
        return colon == scheme.length() && uri.regionMatches(true, 0, scheme, 0, colon);
    }

    /** What stands before the password, if there is one, and before the host. */
    private static String user(String uri, int colon, int at) {
        if (at < 0) return "";
        int password = uri.indexOf(':', colon + 1);
        return uri.substring(colon + 1, password < 0 || password > at ? at : password);
    }

    private static int paramsStart(String uri, int from) {
        int at = from;
        while (at < uri.length() && uri.charAt(at) != ';' && uri.charAt(at) != '?') at++;
        return at;
    }

    NameAddress cut(Caps caps) {
        if (displayName.length() + uri.length() + user.length() + host.length() + tag.length() <= Caps.OTHER_MAX)
            return this;
        return new NameAddress(
                caps.other(displayName), caps.uri(uri), caps.other(user), caps.other(host), caps.other(tag));
    }
}
