// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.register;

import java.util.Locale;

/** Addresses of record in one spelling (RFC 3261 10.3), so that every REGISTER of a user finds the same bindings. */
public final class AddressOfRecord {
    private AddressOfRecord() {}

    /** Scheme and host in lower case, without parameters and default port; of a tel URI without visual separators. */
    public static String of(String uri) {
        String plain = cut(uri.strip());
        int colon = plain.indexOf(':');
        if (colon < 0) return plain.toLowerCase(Locale.ROOT);
        String scheme = plain.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = plain.substring(colon + 1);
        if (scheme.equals("tel")) return scheme + ':' + number(rest);
        int at = rest.lastIndexOf('@');
        String user = at < 0 ? "" : rest.substring(0, at + 1);
        String host = rest.substring(at + 1).toLowerCase(Locale.ROOT);
        String defaultPort = scheme.equals("sips") ? ":5061" : ":5060";
        if (host.endsWith(defaultPort)) host = host.substring(0, host.length() - defaultPort.length());
        return scheme + ':' + user + host;
    }

    private static String cut(String uri) {
        for (int i = Math.max(0, uri.indexOf('@')); i < uri.length(); i++) {
            if (uri.charAt(i) == ';' || uri.charAt(i) == '?') return uri.substring(0, i);
        }
        return uri;
    }

    private static String number(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if ("-.() ".indexOf(text.charAt(i)) < 0) digits.append(text.charAt(i));
        }
        return digits.toString();
    }
}
