// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import static java.util.Map.entry;

import earshot.protocols.sdp.SdpRedactor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * This is what takes the secrets out of a SIP message before anyone may keep it. What remains is text: start line,
 * headers, and the session description if there is one.
 *
 * <p>Masked with {@code ***}: everything in Authorization and its kin but what names the user and the method; passwords
 * and tokens in URIs; the token of Identity; locations, device ids and hardware addresses; keys and ICE passwords in the session description. Left out,
 * and said so: every other body (a MESSAGE, DTMF in INFO, presence), and lines that are no headers.
 */
public final class SipRedactor {
    /** Longer texts are cut, characters. */
    public static final int LENGTH_MAX = 65_536;

    static final String MASK = "***";

    /** All that may stay of a digest: it names who and how, and helps no one to guess the password. */
    private static final Set<String> DIGEST_KEPT =
            Set.of("username", "realm", "uri", "algorithm", "qop", "nc", "stale", "domain", "charset", "userhash");

    /** Parameters that are secrets or name a device, in whatever header: names of headers get damaged, too. */
    private static final List<String> MASKED_PARAMS = List.of(
            "token",
            "access_token",
            "password",
            "+sip.instance",
            "+u.sip!devicename.ccm.cisco.com",
            "gr",
            "pub-gruu",
            "temp-gruu",
            "response",
            "cnonce",
            "nonce",
            "nextnonce",
            "rspauth",
            "opaque");

    private static final int PARAM_NAME_MAX = 32;

    /** What is done with a header. */
    private enum Treatment {
        /** As any text: passwords in URIs and secret parameters are masked. */
        TEXT,
        /** It names calls: what looks like a password in it is none, and must stay comparable. */
        KEPT,
        MASKED,
        CREDENTIALS,
        /** Only what its token says of the caller. */
        IDENTITY,
        /** As any text; hardware addresses are masked as well. */
        PROGRAM
    }

    private static final Map<String, Treatment> TREATMENTS = new HashMap<>(Map.ofEntries(
            entry("call-id", Treatment.KEPT),
            entry("i", Treatment.KEPT),
            entry("in-reply-to", Treatment.KEPT),
            entry("replaces", Treatment.KEPT),
            entry("target-dialog", Treatment.KEPT),
            entry("join", Treatment.KEPT),
            entry("content-type", Treatment.KEPT),
            entry("c", Treatment.KEPT),
            entry("geolocation", Treatment.MASKED),
            entry("p-access-network-info", Treatment.MASKED),
            entry("cellular-network-info", Treatment.MASKED),
            entry("cookie", Treatment.MASKED),
            entry("set-cookie", Treatment.MASKED),
            entry("x-auth-token", Treatment.MASKED),
            entry("authorization", Treatment.CREDENTIALS),
            entry("proxy-authorization", Treatment.CREDENTIALS),
            entry("www-authenticate", Treatment.CREDENTIALS),
            entry("proxy-authenticate", Treatment.CREDENTIALS),
            entry("authentication-info", Treatment.CREDENTIALS),
            entry("proxy-authentication-info", Treatment.CREDENTIALS),
            entry("identity", Treatment.IDENTITY),
            entry("y", Treatment.IDENTITY),
            entry("user-agent", Treatment.PROGRAM),
            entry("server", Treatment.PROGRAM)));

    private SipRedactor() {}

    /** The message without its secrets, cut at {@value #LENGTH_MAX} characters. */
    public static String redact(SipMessageView message) {
        StringBuilder text = new StringBuilder(1024);
        appendStartLine(text, message);
        HeaderTable headers = message.headerTable();
        for (int i = 0; i < headers.count() && text.length() < LENGTH_MAX; i++) {
            String name = headers.name(i);
            text.append(name).append(": ");
            text.append(header(headers.lowerName(i, name), headers.value(i))).append("\r\n");
        }
        text.append("\r\n");
        if (message.anomalies().contains(SipAnomaly.TOO_MANY_HEADERS)) text.append("[further headers not kept]\r\n");
        if (message.anomalies().contains(SipAnomaly.LINE_WITHOUT_COLON))
            text.append("[lines without a colon not kept]\r\n");
        appendBody(text, message);
        if (text.length() > LENGTH_MAX) text.setLength(LENGTH_MAX);
        return text.toString();
    }

    private static void appendStartLine(StringBuilder text, SipMessageView message) {
        if (message.isRequest()) {
            text.append(message.method()).append(' ').append(message.requestUri());
            text.append(' ').append(message.version()).append("\r\n");
        } else {
            text.append(message.version())
                    .append(' ')
                    .append(message.statusCode())
                    .append(' ');
            text.append(message.reasonPhrase()).append("\r\n");
        }
    }

    private static void appendBody(StringBuilder text, SipMessageView message) {
        if (message.bodyLength() == 0) return;
        SipMessageView.BodyPart sdp = message.sdpPart();
        if (sdp != null) SdpRedactor.append(text, message.bytes(), sdp.offset(), sdp.length());
        int left = message.bodyLength() - (sdp == null ? 0 : sdp.length());
        if (left == 0) return;
        String type = message.contentType();
        int digits = message.dialledDigits();
        text.append('[').append(digits == 0 ? "" : digits + (digits == 1 ? " digit, " : " digits, "));
        text.append(left).append(" octets of ").append(type.isEmpty() ? "untyped body" : type);
        text.append(" not kept]\r\n");
    }

    /** The value of one header (its name in lower case) without its secrets. */
    public static String header(String name, String value) {
        return switch (TREATMENTS.getOrDefault(name, Treatment.TEXT)) {
            case TEXT -> params(uri(value));
            case KEPT -> value;
            case MASKED -> MASK;
            case CREDENTIALS -> credentials(value);
            case IDENTITY -> Passport.summary(value);
            case PROGRAM -> HardwareAddress.masked(params(uri(value)));
        };
    }

    /** {@code Digest example.net}: all that anyone needs to know of credentials in order to tell that they were there. */
    static String schemeAndRealm(String value) {
        int schemeEnd = value.indexOf(' ');
        if (schemeEnd < 0 || value.lastIndexOf('=', schemeEnd) >= 0) return MASK;
        String scheme = value.substring(0, schemeEnd);
        String realm = digestParam(value, "realm");
        return realm.isEmpty() ? scheme : scheme + ' ' + realm;
    }

    /** A value of credentials or of a challenge, quotes taken off; empty when absent. Not to be asked for secrets. */
    static String digestParam(String value, String name) {
        int at = value.indexOf(' ') + 1;
        while (at < value.length()) {
            int end = Params.endOfPart(value, at, ',');
            String pair = HeaderTable.trim(value.substring(at, end));
            boolean isIt =
                    pair.regionMatches(true, 0, name, 0, name.length()) && isOneValue(pair, pair.indexOf('=') + 1);
            String found = isIt ? Params.get(pair, 0, name) : "";
            if (!found.isEmpty()) return found;
            at = end + 1;
        }
        return "";
    }

    private static String credentials(String value) {
        int schemeEnd = value.indexOf(' ');
        boolean info = schemeEnd < 0 || value.lastIndexOf('=', schemeEnd) >= 0; // Authentication-Info names no scheme
        if (!info && !value.substring(0, schemeEnd).equalsIgnoreCase("digest")) {
            return value.substring(0, schemeEnd) + ' ' + MASK;
        }
        StringBuilder kept = new StringBuilder(value.length());
        int at = 0;
        if (!info) {
            kept.append(value, 0, schemeEnd + 1);
            at = schemeEnd + 1;
        }
        while (at < value.length()) {
            int end = Params.endOfPart(value, at, ',');
            appendCredential(kept, HeaderTable.trim(value.substring(at, end)));
            at = end + 1;
            if (at < value.length()) kept.append(", ");
        }
        return kept.toString();
    }

    private static void appendCredential(StringBuilder kept, String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : HeaderTable.trim(pair.substring(0, equals));
        if (DIGEST_KEPT.contains(name.toLowerCase(Locale.ROOT)) && isOneValue(pair, equals + 1)) {
            kept.append(uri(pair));
        } else {
            kept.append(name).append(name.isEmpty() ? "" : "=").append(MASK);
        }
    }

    /** A token, or a string whose quotes close: anything else may hold the next parameter. */
    private static boolean isOneValue(String pair, int from) {
        String value = HeaderTable.trim(pair.substring(from));
        int quote = value.indexOf('"');
        if (quote < 0) return value.indexOf(' ') < 0 && value.indexOf('\t') < 0;
        int close = quote + 1;
        while (close < value.length() && value.charAt(close) != '"') close += value.charAt(close) == '\\' ? 2 : 1;
        return quote == 0 && close == value.length() - 1;
    }

    /** A text in which what stands between user and {@code @} of any URI is masked. */
    public static String uri(String text) {
        int at = text.indexOf('@');
        if (at < 0) return text;
        StringBuilder masked = null; // made for those that have something to mask
        int copied = 0;
        int read = 0;
        while (at >= 0) {
            int last = lastAtOfUri(text, at);
            int colon = passwordColon(text, read, last);
            if (colon >= 0) {
                if (masked == null) masked = new StringBuilder(text.length());
                masked.append(text, copied, colon + 1).append(MASK);
                copied = last;
            }
            read = last + 1;
            at = text.indexOf('@', read);
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    /** A password may hold an unescaped {@code @}: the host starts behind the last one. */
    private static int lastAtOfUri(String text, int first) {
        int last = first;
        for (int i = first + 1; i < text.length() && !isUriEnd(text.charAt(i)); i++) {
            if (text.charAt(i) == '@') last = i;
        }
        return last;
    }

    private static boolean isUriEnd(char c) {
        return isUriBoundary(c) || c == ';' || c == '?' || c == ',';
    }

    private static boolean isUriBoundary(char c) {
        return c <= ' ' || c == '<' || c == '>' || c == '"';
    }

    /** The second colon of {@code scheme:user:password@}; -1 when there is none. */
    private static int passwordColon(String text, int from, int at) {
        int colons = 0;
        for (int i = uriStart(text, from, at); i < at; i++) {
            if (text.charAt(i) == ':' && ++colons == 2) return i;
        }
        return -1;
    }

    /** At the bracket, even across blanks, which a fold leaves inside; without a bracket, at the blank before. */
    private static int uriStart(String text, int from, int at) {
        int blank = -1;
        for (int i = at - 1; i >= from; i--) {
            char c = text.charAt(i);
            if (c == '<') return i + 1;
            if (c == '>' || c == '"') return blank < 0 ? i + 1 : blank;
            if (c <= ' ' && blank < 0) blank = i + 1;
        }
        return blank < 0 ? from : blank;
    }

    /** A text in which the values of {@link #MASKED_PARAMS} are masked, wherever they stand. */
    private static String params(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) return text;
        StringBuilder masked = null;
        int copied = 0;
        while (equals >= 0) {
            if (isMaskedParam(text, equals)) {
                if (masked == null) masked = new StringBuilder(text.length());
                masked.append(text, copied, equals + 1).append(MASK);
                copied = endOfParam(text, equals + 1);
            }
            equals = text.indexOf('=', Math.max(copied, equals + 1));
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    private static boolean isMaskedParam(String text, int equals) {
        int end = equals;
        while (end > 0 && text.charAt(end - 1) == ' ') end--;
        int start = end;
        while (start > 0 && end - start <= PARAM_NAME_MAX && !isParamBoundary(text.charAt(start - 1))) start--;
        return isMaskedParam(text, start, end - start);
    }

    private static boolean isMaskedParam(String text, int start, int length) {
        for (String name : MASKED_PARAMS) {
            if (name.length() == length && text.regionMatches(true, start, name, 0, length)) return true;
        }
        return false;
    }

    private static boolean isParamBoundary(char c) {
        return isUriEnd(c) || c == '&';
    }

    private static int endOfParam(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') at++;
        if (at < text.length() && text.charAt(at) == '"') {
            int close = text.indexOf('"', at + 1);
            return close < 0 ? text.length() : close + 1;
        }
        while (at < text.length() && !isParamBoundary(text.charAt(at))) at++;
        return at;
    }
}
