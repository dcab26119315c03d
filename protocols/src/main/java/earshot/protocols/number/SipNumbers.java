// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.number;

import java.util.Locale;
import java.util.Set;

/**
 * This is the text of a SIP message, part by part, with tokens in place of its telephone numbers. First the numbers of
 * a message are learned, from what is certainly one; then each part is told.
 */
public final class SipNumbers {
    /** Whose digits are counts, times and versions. */
    private static final Set<String> NO_NUMBERS = Set.of(
            "cseq",
            "max-forwards",
            "content-length",
            "l",
            "content-type",
            "c",
            "content-encoding",
            "e",
            "expires",
            "min-expires",
            "session-expires",
            "x",
            "min-se",
            "rseq",
            "rack",
            "timestamp",
            "date",
            "retry-after",
            "event",
            "o",
            "subscription-state",
            "allow",
            "supported",
            "k",
            "require",
            "accept");

    /** Whose digits are mostly something else: only numbers that were learned are looked for. */
    private static final Set<String> KNOWN_ONLY = Set.of("via", "v", "user-agent", "server");

    private static final Set<String> CREDENTIALS = Set.of(
            "authorization",
            "proxy-authorization",
            "www-authenticate",
            "proxy-authenticate",
            "authentication-info",
            "proxy-authentication-info");

    private final NumberText all;
    /** Of the two ends of the call alone, which all its messages name: its identifiers stay the same in all of them. */
    private final NumberText ends;

    public SipNumbers(NumberTokens tokens) {
        all = new NumberText(tokens);
        ends = new NumberText(tokens);
    }

    /** Starts with another message, of which From and To have these users. */
    public void start(String fromUser, String toUser) {
        all.forget();
        ends.forget();
        ends.learn(fromUser);
        ends.learn(toUser);
        all.learn(fromUser);
        all.learn(toUser);
    }

    /** Learns the numbers that are certainly some, in the whole text of the message. */
    public void learn(String raw) {
        message(raw);
    }

    /** A user part or a name. */
    public String user(String user) {
        return all.name(user);
    }

    /** Call-ID, tag or branch: the same in every message of a call, and in what other protocols say of it. */
    public String identifier(String identifier) {
        return ends.words(identifier);
    }

    /** Text for people: a reason, a subject. */
    public String words(String text) {
        return all.words(text);
    }

    /** A text whose digits are mostly no numbers, such as the name of a program. */
    public String known(String text) {
        return all.known(text);
    }

    /** The value of a header by its name, in lower case. */
    public String header(String name, String value) {
        if (NO_NUMBERS.contains(name)) return value;
        if (KNOWN_ONLY.contains(name)) return name.startsWith("v") ? ends.known(value) : all.known(value);
        if (CREDENTIALS.contains(name)) return credentials(value);
        return switch (name) {
            case "call-id", "i", "in-reply-to", "replaces", "target-dialog", "join", "session-id" -> identifier(value);
            case "identity", "y" -> passport(value);
            default -> address(value);
        };
    }

    /** {@code orig} and {@code dest} of what remains of an Identity header; its time is no number. */
    private String passport(String value) {
        StringBuilder told = new StringBuilder(value.length() + 32);
        int at = 0;
        while (at <= value.length()) {
            int end = value.indexOf(';', at);
            if (end < 0) end = value.length();
            String part = value.substring(at, end);
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            String said = part.substring(equals + 1);
            if (at > 0) told.append(';');
            if (name.equals("orig") || name.equals("dest")) {
                told.append(name).append('=').append(said.indexOf(':') < 0 ? all.user(said) : address(said));
            } else {
                told.append(name.equals("iat") ? part : all.words(part));
            }
            at = end + 1;
        }
        return told.toString();
    }

    /** User name and URIs; the count of uses has eight digits, too. */
    private String credentials(String value) {
        return quoted(value, false);
    }

    /** URIs, display names and all else that may be a number. */
    public String address(String value) {
        return quoted(value, true);
    }

    private String quoted(String value, boolean isAny) {
        StringBuilder told = new StringBuilder(value.length() + 32);
        int at = 0;
        while (at < value.length()) {
            int open = value.indexOf('"', at);
            if (open < 0) open = value.length();
            appendPlain(told, value.substring(at, open), isAny);
            if (open == value.length()) break;
            int close = closing(value, open + 1);
            String inside = value.substring(open + 1, close);
            told.append('"').append(uriIn(inside, 0) < 0 ? all.name(inside) : plain(inside, isAny));
            if (close < value.length()) told.append('"');
            at = close + 1;
        }
        return told.toString();
    }

    private static int closing(String value, int from) {
        int at = from;
        while (at < value.length() && value.charAt(at) != '"') at += value.charAt(at) == '\\' ? 2 : 1;
        return Math.min(at, value.length());
    }

    private String plain(String text, boolean isAny) {
        StringBuilder told = new StringBuilder(text.length() + 32);
        appendPlain(told, text, isAny);
        return told.toString();
    }

    /** A text without quotes: URIs, and what stands between them. */
    private void appendPlain(StringBuilder told, String text, boolean isAny) {
        int at = 0;
        while (at < text.length()) {
            int uri = uriIn(text, at);
            String before = text.substring(at, uri < 0 ? text.length() : uri);
            told.append(between(before, isAny));
            if (uri < 0) return;
            int colon = text.indexOf(':', uri);
            told.append(text, uri, colon + 1);
            at = isTel(text, uri) ? tel(told, text, colon + 1) : sip(told, text, colon + 1);
        }
    }

    /** Before a bracket stands a display name, which may be a short number. */
    private String between(String text, boolean isAny) {
        if (!isAny) return all.known(text);
        int bracket = text.lastIndexOf('<');
        if (bracket < 0) return all.words(text);
        int name = text.lastIndexOf(',', bracket) + 1;
        while (name < bracket && text.charAt(name) <= ' ') name++;
        int nameEnd = bracket;
        while (nameEnd > name && text.charAt(nameEnd - 1) <= ' ') nameEnd--;
        return all.words(text.substring(0, name))
                + all.name(text.substring(name, nameEnd))
                + all.words(text.substring(nameEnd));
    }

    /** The user part, up to the host; a masked password stays behind it. */
    private int sip(StringBuilder told, String text, int from) {
        int end = from;
        int at = -1;
        for (; end < text.length() && !isUriEnd(text.charAt(end)); end++) {
            if (text.charAt(end) == '@' && at < 0) at = end;
        }
        if (at < 0) return from; // a host alone
        int colon = text.indexOf(':', from);
        int userEnd = colon >= 0 && colon < at ? colon : at;
        told.append(all.user(text.substring(from, userEnd))).append(all.words(text.substring(userEnd, at)));
        return at;
    }

    private int tel(StringBuilder told, String text, int from) {
        int end = from;
        while (end < text.length() && !isUriEnd(text.charAt(end)) && text.charAt(end) != '?') end++;
        told.append(all.user(text.substring(from, end)));
        return end;
    }

    private static boolean isUriEnd(char c) {
        return c <= ' ' || c == '<' || c == '>' || c == '"' || c == ',';
    }

    private static boolean isTel(String text, int at) {
        return text.regionMatches(true, at, "tel:", 0, 4);
    }

    /** Where the scheme of the next URI starts; -1 when there is none. */
    private static int uriIn(String text, int from) {
        for (int colon = text.indexOf(':', from); colon >= 0; colon = text.indexOf(':', colon + 1)) {
            int start = colon;
            while (start > from && Character.isLetterOrDigit(text.charAt(start - 1)) && colon - start < 5) start--;
            String scheme = text.substring(start, colon).toLowerCase(Locale.ROOT);
            if (scheme.equals("sip") || scheme.equals("sips") || scheme.equals("tel")) return start;
        }
        return -1;
    }

    /** The whole text of a message as it leaves the probe: start line, headers, and a session description. */
    public String message(String raw) {
        StringBuilder told = new StringBuilder(raw.length() + 256);
        int at = 0;
        boolean isBody = false;
        while (at < raw.length()) {
            int end = raw.indexOf("\r\n", at);
            String line = raw.substring(at, end < 0 ? raw.length() : end);
            if (at == 0) told.append(startLine(line));
            else told.append(isBody ? describedLine(line) : headerLine(line));
            if (end < 0) break;
            told.append("\r\n");
            isBody |= line.isEmpty();
            at = end + 2;
        }
        return told.toString();
    }

    private String startLine(String line) {
        int space = line.indexOf(' ');
        if (space < 0) return line;
        String rest = line.substring(space);
        return line.substring(0, space) + (line.startsWith("SIP/") ? all.words(rest) : address(rest));
    }

    private String headerLine(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) return line;
        int value = colon + 1;
        while (value < line.length() && line.charAt(value) == ' ') value++;
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        return line.substring(0, value) + header(name, line.substring(value));
    }

    /** Numbers stand in what people wrote of a session; else digits are ports, times and SSRCs. */
    private String describedLine(String line) {
        if (line.length() < 2 || line.charAt(1) != '=') return all.known(line);
        String value = line.substring(2);
        return switch (line.charAt(0)) {
            case 'o' -> {
                int blank = value.indexOf(' ');
                String user = blank < 0 ? value : value.substring(0, blank);
                yield "o=" + all.name(user) + (blank < 0 ? "" : all.known(value.substring(blank)));
            }
            case 's', 'i', 'u', 'e', 'p' -> line.substring(0, 2) + address(value);
            default -> all.known(line);
        };
    }
}
