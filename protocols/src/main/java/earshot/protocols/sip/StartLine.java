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
    private static final int VERSION_LENGTH = 7;

    /** {@code METHOD blanks URI blanks SIP/2.0}. */
    static StartLine request(String text, Set<SipAnomaly> anomalies) {
        String line = HeaderTable.trim(text);
        int methodEnd = blank(line);
        int versionAt = line.length() - VERSION_LENGTH;
        String version = checked(line.substring(versionAt), anomalies);
        String uri = HeaderTable.trim(line.substring(methodEnd, versionAt));
        if (uri.length() + methodEnd + VERSION_LENGTH + 2 != text.length() || blank(uri) < uri.length()) {
            anomalies.add(SipAnomaly.ODD_START_LINE);
        }
        if (uri.startsWith("<") && uri.endsWith(">")) {
            anomalies.add(SipAnomaly.ODD_START_LINE);
            uri = uri.substring(1, uri.length() - 1);
        }
        return new StartLine(version, line.substring(0, methodEnd), uri, 0, "");
    }

    /** {@code SIP/2.0 200 reason}. */
    static StartLine response(String line, Set<SipAnomaly> anomalies) {
        String version = checked(line.substring(0, VERSION_LENGTH), anomalies);
        String rest = HeaderTable.trim(line.substring(VERSION_LENGTH));
        int statusEnd = blank(rest);
        long status = SipMessageView.number(rest.substring(0, statusEnd));
        boolean known = status >= 100 && status <= 699;
        return new StartLine(version, "", null, known ? (int) status : 0, HeaderTable.trim(rest.substring(statusEnd)));
    }

    private static String checked(String version, Set<SipAnomaly> anomalies) {
        if (!version.equalsIgnoreCase("SIP/2.0")) anomalies.add(SipAnomaly.UNKNOWN_VERSION);
        return version;
    }

    private static int blank(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') at++;
        return at;
    }
}
