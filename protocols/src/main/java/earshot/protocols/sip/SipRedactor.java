// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Redaction;
import earshot.protocols.sdp.SdpRedactor;
import earshot.protocols.sip.HeaderName.Treatment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    /** Those names by their length: most names of parameters have none of these lengths. */
    private static final List<List<String>> MASKED_BY_LENGTH = byLength();

    private static List<List<String>> byLength() {
        List<List<String>> names = new ArrayList<>();
        for (int length = 0; length <= PARAM_NAME_MAX + 1; length++) names.add(new ArrayList<>());
        for (String name : MASKED_PARAMS) names.get(name.length()).add(name);
        return names;
    }

    private SipRedactor() {}

    /** The message without its secrets, cut at {@value #LENGTH_MAX} characters. */
    public static String redact(SipMessageView message) {
        Redaction redaction = new Redaction(message.text());
        addStartLine(redaction, message);
        addHeaders(redaction, message);
        redaction.endLine();
        if (message.anomalies().contains(SipAnomaly.TOO_MANY_HEADERS)) {
            redaction.add("[further headers not kept]").endLine();
        }
        if (message.anomalies().contains(SipAnomaly.LINE_WITHOUT_COLON)) {
            redaction.add("[lines without a colon not kept]").endLine();
        }
        addBody(redaction, message);
        return redaction.toString(LENGTH_MAX);
    }

    private static void addStartLine(Redaction redaction, SipMessageView message) {
        if (message.isRequest()) {
            redaction.add(message.method()).add(" ").add(String.valueOf(message.requestUri()));
            redaction.add(" ").add(message.version()).endLine();
        } else {
            redaction.add(message.version()).add(" ").add(Integer.toString(message.statusCode()));
            redaction.add(" ").add(String.valueOf(message.reasonPhrase())).endLine();
        }
    }

    private static void addHeaders(Redaction redaction, SipMessageView message) {
        HeaderTable headers = message.headerTable();
        if (message.isHarmless()) {
            redaction
                    .keep(headers.start(0), headers.valueTo(headers.count() - 1))
                    .endLine();
            return;
        }
        for (int i = 0; i < headers.count() && redaction.length() < LENGTH_MAX; i++) addHeader(redaction, headers, i);
    }

    /** Whether no header has anything to hide, as in nearly all messages: one look at all of them is enough to know. */
    static boolean isHarmless(HeaderTable headers) {
        int last = headers.count() - 1;
        return last >= 0
                && headers.isAllPlain()
                && !mayHoldSecret(headers.textOf(last), headers.start(0), headers.valueTo(last))
                && !mayNameHardware(headers, HeaderName.USER_AGENT)
                && !mayNameHardware(headers, HeaderName.SERVER);
    }

    private static boolean mayNameHardware(HeaderTable headers, HeaderName name) {
        for (int i = headers.find(name); i >= 0; i = headers.findNext(name, i)) {
            if (HardwareAddress.mayBeIn(headers.textOf(i), headers.valueFrom(i), headers.valueTo(i))) return true;
        }
        return false;
    }

    /** False where there are not two colons before an at sign, so no password, and none of the secret parameters. */
    private static boolean mayHoldSecret(String text, int from, int to) {
        int colons = 0; // since the last bracket, quote or line end
        int read = from;
        for (int at = text.indexOf('@', from); at >= 0 && at < to; at = text.indexOf('@', read)) {
            int start = at;
            while (start > read && !isUriOrLineStart(text.charAt(start - 1))) start--;
            if (start > read) colons = 0;
            for (int i = start; i < at; i++) {
                if (text.charAt(i) == ':') colons++;
            }
            if (colons > 1) return true;
            read = at + 1;
        }
        for (int equals = text.indexOf('=', from); equals >= 0 && equals < to; equals = text.indexOf('=', equals + 1)) {
            if (isMaskedParam(text, from, equals)) return true;
        }
        return false;
    }

    private static boolean isUriOrLineStart(char c) {
        return c == '<' || c == '>' || c == '"' || c == '\n';
    }

    private static void addHeader(Redaction redaction, HeaderTable headers, int index) {
        String text = headers.textOf(index);
        int from = headers.valueFrom(index);
        int to = headers.valueTo(index);
        String masked = masked(headers.treatment(index), text, from, to);
        if (masked == null && headers.isPlain(index)) {
            redaction.keep(headers.start(index), to).endLine();
        } else {
            redaction.add(headers.name(index)).add(": ").add(masked == null ? headers.value(index) : masked);
            redaction.endLine();
        }
    }

    private static void addBody(Redaction redaction, SipMessageView message) {
        if (message.bodyLength() == 0) return;
        SipMessageView.BodyPart sdp = message.sdpPart();
        if (sdp != null) addDescription(redaction, message, sdp);
        int left = message.bodyLength() - (sdp == null ? 0 : sdp.length());
        if (left == 0) return;
        String type = message.contentType();
        int digits = message.dialledDigits();
        redaction.add("[").add(digits == 0 ? "" : digits + (digits == 1 ? " digit, " : " digits, "));
        redaction.add(left + " octets of ").add(type.isEmpty() ? "untyped body" : type);
        redaction.add(" not kept]").endLine();
    }

    private static void addDescription(Redaction redaction, SipMessageView message, SipMessageView.BodyPart sdp) {
        if (message.text().isEmpty()) {
            redaction.add(SdpRedactor.redact(message.bytes(), sdp.offset(), sdp.length()));
        } else {
            SdpRedactor.add(redaction, message.textAt(sdp.offset()), message.textAt(sdp.offset() + sdp.length()));
        }
    }

    /** The value of one header (its name in lower case) without its secrets. */
    public static String header(String name, String value) {
        HeaderName known = HeaderName.of(name);
        Treatment treatment = known == null ? Treatment.TEXT : known.treatment();
        String masked = masked(treatment, value, 0, value.length());
        return masked == null ? value : masked;
    }

    /** A part of a text as its treatment says; null when it stays as it is, as nearly all does. */
    private static @Nullable String masked(Treatment treatment, String text, int from, int to) {
        return switch (treatment) {
            case TEXT -> maskedText(text, from, to);
            case KEPT -> null;
            case MASKED -> MASK;
            case CREDENTIALS -> credentials(text.substring(from, to));
            case IDENTITY -> Passport.summary(text.substring(from, to));
            case PROGRAM -> maskedProgram(text, from, to);
        };
    }

    private static @Nullable String maskedText(String text, int from, int to) {
        String masked = maskedUri(text, from, to);
        return masked == null ? maskedParams(text, from, to) : params(masked);
    }

    private static @Nullable String maskedProgram(String text, int from, int to) {
        String masked = maskedText(text, from, to);
        if (masked != null) return HardwareAddress.masked(masked);
        return HardwareAddress.mayBeIn(text, from, to) ? HardwareAddress.masked(text.substring(from, to)) : null;
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
        String masked = maskedUri(text, 0, text.length());
        return masked == null ? text : masked;
    }

    private static @Nullable String maskedUri(String text, int from, int to) {
        int at = Params.indexOf(text, '@', from, to);
        StringBuilder masked = null; // made for those that have something to mask
        int copied = from;
        int read = from;
        while (at >= 0) {
            int last = lastAtOfUri(text, at, to);
            int colon = passwordColon(text, read, last);
            if (colon >= 0) {
                if (masked == null) masked = new StringBuilder(to - from);
                masked.append(text, copied, colon + 1).append(MASK);
                copied = last;
            }
            read = last + 1;
            at = Params.indexOf(text, '@', read, to);
        }
        return masked == null ? null : masked.append(text, copied, to).toString();
    }

    /** A password may hold an unescaped {@code @}: the host starts behind the last one. */
    private static int lastAtOfUri(String text, int first, int to) {
        int last = first;
        for (int i = first + 1; i < to && !isUriEnd(text.charAt(i)); i++) {
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

    /** A text in which secret parameters are masked, wherever they stand. */
    public static String params(String text) {
        String masked = maskedParams(text, 0, text.length());
        return masked == null ? text : masked;
    }

    private static @Nullable String maskedParams(String text, int from, int to) {
        int equals = Params.indexOf(text, '=', from, to);
        StringBuilder masked = null;
        int copied = from;
        while (equals >= 0) {
            if (isMaskedParam(text, from, equals)) {
                if (masked == null) masked = new StringBuilder(to - from);
                masked.append(text, copied, equals + 1).append(MASK);
                copied = endOfParam(text, equals + 1, to);
            }
            equals = Params.indexOf(text, '=', Math.max(copied, equals + 1), to);
        }
        return masked == null ? null : masked.append(text, copied, to).toString();
    }

    /** Whether a secret parameter is named before the equals sign, and behind the start or what separates parameters. */
    static boolean isMaskedParam(String text, int from, int equals) {
        int end = equals;
        while (end > from && text.charAt(end - 1) == ' ') end--;
        int start = end;
        while (start > from && end - start <= PARAM_NAME_MAX && !isParamBoundary(text.charAt(start - 1))) start--;
        List<String> names = MASKED_BY_LENGTH.get(end - start);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean startsAlike = (text.charAt(start) | 0x20) == name.charAt(0);
            if (startsAlike && text.regionMatches(true, start, name, 0, end - start)) return true;
        }
        return false;
    }

    private static boolean isParamBoundary(char c) {
        return isUriEnd(c) || c == '&';
    }

    private static int endOfParam(String text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) == ' ') at++;
        if (at < to && text.charAt(at) == '"') {
            int close = Params.indexOf(text, '"', at + 1, to);
            return close < 0 ? to : close + 1;
        }
        while (at < to && !isParamBoundary(text.charAt(at))) at++;
        return at;
    }
}
