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
        return parse(value, 0, value.length(), false, EnumSet.noneOf(SipAnomaly.class));
    }

    /**
     * Reads {@code "Name" <uri>;params}, {@code Name <uri>;params} or {@code uri;params} within bounds.
     *
     * @param isHarmless whether it is known that no password is in the text
     */
    static NameAddress parse(String text, int from, int to, boolean isHarmless, Set<SipAnomaly> anomalies) {
        int open = openingBracket(text, from, to);
        if (open < 0) return bare(text, from, to, isHarmless);
        int close = text.indexOf('>', open);
        if (close < 0 || close >= to) {
            close = to;
            anomalies.add(SipAnomaly.UNBALANCED_ADDRESS);
        }
        int name = HeaderTable.skipBlanks(text, from, open);
        int nameEnd = HeaderTable.trimmedEnd(text, name, open);
        boolean isQuoted = name < nameEnd && text.charAt(name) == '"';
        if (isQuoted && (nameEnd - name < 2 || text.charAt(nameEnd - 1) != '"')) {
            anomalies.add(SipAnomaly.UNBALANCED_ADDRESS);
        }
        String displayName = Params.unquote(text, name, nameEnd);
        String tag = Params.get(text, Math.min(close + 1, to), to, "tag");
        return of(displayName, text, open + 1, close, tag, isHarmless);
    }

    /** The bracket that opens the URI: the first outside quotes; with quotes that never close, the first at all. */
    private static int openingBracket(String text, int from, int to) {
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '<' && !quoted) {
                return i;
            }
        }
        return quoted ? Params.indexOf(text, '<', from, to) : -1;
    }

    /** Without brackets, everything from the first semicolon belongs to the header, not to the URI (§20). */
    private static NameAddress bare(String text, int from, int to, boolean isHarmless) {
        int semicolon = Params.indexOf(text, ';', from, to);
        if (semicolon < 0) return of("", text, from, to, "", isHarmless);
        return of("", text, from, semicolon, Params.get(text, semicolon + 1, to, "tag"), isHarmless);
    }

    private static NameAddress of(String displayName, String text, int from, int to, String tag, boolean isHarmless) {
        int start = HeaderTable.skipBlanks(text, from, to);
        int end = HeaderTable.trimmedEnd(text, start, to);
        int colon = Params.indexOf(text, ':', start, end);
        boolean isSip = isScheme(text, start, colon, "sip") || isScheme(text, start, colon, "sips");
        if (!isSip) return other(displayName, text, start, end, colon, tag);
        int at = Params.indexOf(text, '@', colon, end);
        int hostStart = at < 0 ? colon + 1 : at + 1;
        int hostEnd = paramsStart(text, hostStart, end);
        String uri = text.substring(start, hostEnd);
        if (!isHarmless) uri = SipRedactor.uri(uri);
        String host = HeaderTable.trim(text, hostStart, hostEnd);
        return new NameAddress(displayName, uri, user(text, colon, at), host, tag);
    }

    private static NameAddress other(String displayName, String text, int start, int end, int colon, String tag) {
        String uri = SipRedactor.uri(text.substring(start, end));
        if (!isScheme(text, start, colon, "tel")) return new NameAddress(displayName, uri, "", "", tag);
        String number = text.substring(colon + 1, paramsStart(text, colon + 1, end));
        return new NameAddress(displayName, SipRedactor.uri("tel:" + number), number, "", tag);
    }

    private static boolean isScheme(String text, int start, int colon, String scheme) {
        return colon - start == scheme.length() && Params.isAt(text, start, scheme);
    }

    /** What stands before the password, if there is one, and before the host. */
    private static String user(String text, int colon, int at) {
        if (at < 0) return "";
        int password = Params.indexOf(text, ':', colon + 1, at);
        return text.substring(colon + 1, password < 0 ? at : password);
    }

    private static int paramsStart(String text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) != ';' && text.charAt(at) != '?') at++;
        return at;
    }

    NameAddress cut(Caps caps) {
        if (displayName.length() + uri.length() + user.length() + host.length() + tag.length() <= Caps.OTHER_MAX)
            return this;
        return new NameAddress(
                caps.other(displayName), caps.uri(uri), caps.other(user), caps.other(host), caps.other(tag));
    }
}
