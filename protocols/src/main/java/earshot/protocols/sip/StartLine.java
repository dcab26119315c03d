// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This is the start line of a message that {@link SipStartLine} has recognised, cut into its parts.
 *
 * @param version SIP/2.0 as on the wire
 * @param method empty in a response
 * @param requestUri null in a response
 * @param statusCode 100 to 699, 0 for anything else and in a request
 * @param reasonPhrase empty in a request
 */
record StartLine(String version, String method, @Nullable String requestUri, int statusCode, String reasonPhrase) {
    private static final String VERSION = "SIP/2.0";
    private static final String[] USUAL_METHODS = {
        "INVITE",
        "ACK",
        "BYE",
        "OPTIONS",
        "REGISTER",
        "CANCEL",
        "SUBSCRIBE",
        "NOTIFY",
        "PRACK",
        "UPDATE",
        "INFO",
        "REFER",
        "MESSAGE",
        "PUBLISH"
    };

    /** {@code METHOD blanks URI blanks SIP/2.0} within bounds. */
    static StartLine request(String text, int from, int to, Set<SipAnomaly> anomalies) {
        int start = HeaderTable.skipBlanks(text, from, to);
        int end = HeaderTable.trimmedEnd(text, start, to);
        int methodEnd = blank(text, start, end);
        int versionAt = end - VERSION.length();
        int uri = HeaderTable.skipBlanks(text, methodEnd, versionAt);
        int uriEnd = HeaderTable.trimmedEnd(text, uri, versionAt);
        boolean isEven = uri == methodEnd + 1 && uriEnd == versionAt - 1 && start == from && end == to;
        if (!isEven || blank(text, uri, uriEnd) < uriEnd) anomalies.add(SipAnomaly.ODD_START_LINE);
        if (uri < uriEnd && text.charAt(uri) == '<' && text.charAt(uriEnd - 1) == '>') {
            anomalies.add(SipAnomaly.ODD_START_LINE);
            uri++;
            uriEnd--;
        }
        String version = version(text, versionAt, anomalies);
        return new StartLine(version, method(text, start, methodEnd), text.substring(uri, uriEnd), 0, "");
    }

    /** {@code SIP/2.0 200 reason} within bounds. */
    static StartLine response(String text, int from, int to, Set<SipAnomaly> anomalies) {
        int status = HeaderTable.skipBlanks(text, from + VERSION.length(), to);
        int statusEnd = blank(text, status, to);
        long number = Params.number(text, status, statusEnd);
        boolean isKnown = number >= 100 && number <= 699;
        String reason = HeaderTable.trim(text, statusEnd, to);
        return new StartLine(version(text, from, anomalies), "", null, isKnown ? (int) number : 0, reason);
    }

    private static String version(String text, int at, Set<SipAnomaly> anomalies) {
        if (text.startsWith(VERSION, at)) return VERSION;
        String version = text.substring(at, at + VERSION.length());
        if (!version.equalsIgnoreCase(VERSION)) anomalies.add(SipAnomaly.UNKNOWN_VERSION);
        return version;
    }

    /** The part of the text; no text is made of the usual methods. */
    static String method(String text, int from, int to) {
        for (String usual : USUAL_METHODS) {
            if (usual.length() == to - from && text.startsWith(usual, from)) return usual;
        }
        return text.substring(from, to);
    }

    private static int blank(String text, int from, int to) {
        int at = from;
        while (at < to && !HeaderTable.isBlank(text.charAt(at))) at++;
        return at;
    }
}
