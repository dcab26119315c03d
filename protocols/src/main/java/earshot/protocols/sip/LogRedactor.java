// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Redaction;
import earshot.protocols.sdp.SdpRedactor;
import earshot.protocols.sip.HeaderName.Treatment;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * This is what takes secrets out of what a program logged, as far as they can be told from other text: by their names, as
 * a message or a description writes them, as {@code name: value}, {@code name=value} or in JSON. Free text may hold any
 * secret in any shape, so that this lessens what gets out and promises nothing.
 *
 * <p>Masked with {@code ***}: headers of credentials, but for the method, and other secret headers, to the end of the line;
 * passwords in URIs; secret parameters; keys of SDES and MIKEY and ICE passwords with the rest of their line; tokens of
 * JSON (JWT, STIR). Where a text speaks of pressed keys, every number in it that stands alone is masked.
 */
public final class LogRedactor {
    private static final String MASK = SipRedactor.MASK;

    /** Secrets that messages do not name, but programs do. */
    private static final Set<String> SECRETS =
            Set.of("signal", "ha1", "pwd", "ice-pwd", "ice_pwd", "pin", "apikey", "api_key", "api-key", "bearer");

    /** Too short to be names unless what follows says so. */
    private static final Set<String> SHORT_SECRETS = Set.of("d", "k", "gr");

    private static final List<String> SCHEMES = List.of("digest", "basic", "bearer");

    private static final int NAME_MAX = 64;
    private static final int TOKEN_MIN = 16;
    private static final int STATUS_DIGITS = 3;

    private final String text;
    private final Redaction redaction;
    private final boolean tellsKeys;
    /** Of the line at work. */
    private int lineEnd;

    private LogRedactor(String text) {
        this.text = text;
        this.redaction = new Redaction(text);
        this.tellsKeys = tellsKeys(text);
    }

    /** The text without the secrets that are recognised in it; its line ends stay. */
    public static String redact(String text) {
        LogRedactor redactor = new LogRedactor(SipRedactor.uri(text));
        redactor.addLines();
        return redactor.redaction.toString(Integer.MAX_VALUE);
    }

    private void addLines() {
        int at = 0;
        while (at < text.length()) {
            lineEnd = lineEnd(at);
            addLine(at);
            int next = isLineEnd(lineEnd) && text.charAt(lineEnd) == '\\' ? lineEnd + 2 : lineEnd + 1;
            at = Math.min(next, text.length());
            redaction.keep(lineEnd, at);
        }
    }

    private void addLine(int from) {
        int at = from;
        while (at < lineEnd) {
            int secret = SdpRedactor.secretAt(text, at, lineEnd);
            at = addWords(from, at, secret < 0 ? lineEnd : secret);
            if (at != secret || at == lineEnd) continue; // no key, or one within a secret that is masked already
            redaction.add(MASK);
            at = lineEnd;
        }
    }

    /** At a line end or at one that is written as text, as in JSON: the backslash of {@code \r\n}. */
    private int lineEnd(int from) {
        int end = from;
        while (end < text.length() && !isLineEnd(end)) end++;
        return end;
    }

    private boolean isLineEnd(int at) {
        if (at == text.length()) return false;
        char c = text.charAt(at);
        if (c == '\r' || c == '\n') return true;
        return c == '\\' && at + 1 < text.length() && (text.charAt(at + 1) == 'r' || text.charAt(at + 1) == 'n');
    }

    /** Adds words up to there, or further where a secret goes on; tells how far. */
    private int addWords(int lineStart, int from, int end) {
        int at = from;
        while (at < end) {
            int wordEnd = wordEnd(at, end);
            if (wordEnd > at) {
                at = addWord(lineStart, at, wordEnd);
            } else {
                boolean isEscape = text.charAt(at) == '\\' && at + 1 < end;
                at = keep(at, isEscape ? at + 2 : at + 1); // of \t no word begins with the t
            }
        }
        return at;
    }

    private int addWord(int lineStart, int from, int to) {
        if (text.startsWith("eyJ", from)) return mask(from, to);
        if (tellsKeys && isPressed(from, to)) return mask(from, to);
        if (to - from > NAME_MAX) return keep(from, to);
        String word = text.substring(from, to).toLowerCase(Locale.ROOT);
        int value = valueFrom(to);
        if (value < 0) return word.equals("bearer") ? addToken(from, to) : keep(from, to);
        Treatment treatment = treatment(word, from == lineStart);
        if (treatment == Treatment.CREDENTIALS) return maskValue(from, schemeEnd(value), lineEnd);
        if (treatment == Treatment.MASKED || treatment == Treatment.IDENTITY) return maskValue(from, value, lineEnd);
        boolean isSecret = SHORT_SECRETS.contains(word) ? isAssigned(to, value) : isSecret(word);
        if (!isSecret || (word.equals("response") && isStatus(value))) return keep(from, to);
        return maskValue(from, value, valuesEnd(value));
    }

    private int keep(int from, int to) {
        redaction.keep(from, to);
        return to;
    }

    private int mask(int from, int to) {
        redaction.keep(from, from).add(MASK);
        return to;
    }

    private int maskValue(int from, int value, int end) {
        redaction.keep(from, value);
        if (end > value) redaction.add(MASK);
        return end;
    }

    /** Short words do not bear anything: ISDN knows bearer capabilities. */
    private int addToken(int from, int to) {
        int token = to;
        while (token < lineEnd && isBlank(token)) token++;
        int end = valuesEnd(token);
        return end - token < TOKEN_MIN ? keep(from, to) : maskValue(from, token, end);
    }

    /** One letter is a header at the start of a line only. */
    private static Treatment treatment(String word, boolean isFirst) {
        if (word.endsWith("authorization")) return Treatment.CREDENTIALS;
        HeaderName name = word.length() > 1 || isFirst ? HeaderName.of(word) : null;
        return name == null ? Treatment.TEXT : name.treatment();
    }

    private static boolean isSecret(String word) {
        if (word.contains("passw") || word.contains("secret")) return true;
        if (word.endsWith("token") || word.endsWith("nonce")) return true;
        String last = word.substring(word.lastIndexOf('.') + 1);
        return SECRETS.contains(last)
                || SipRedactor.isMaskedParam(last, 0, last.length())
                || SipRedactor.isMaskedParam(word, 0, word.length());
    }

    private boolean isAssigned(int nameEnd, int value) {
        for (int i = nameEnd; i < value; i++) {
            if (text.charAt(i) == '=') return true;
        }
        return false;
    }

    /** {@code response: 200 OK} is no secret. */
    private boolean isStatus(int value) {
        int end = value + STATUS_DIGITS;
        return end <= lineEnd && isDigits(value, end) && (end == lineEnd || !isWord(text.charAt(end)));
    }

    /** Behind the name of the method, of which what follows is told from a secret that stands alone. */
    private int schemeEnd(int from) {
        for (String scheme : SCHEMES) {
            int end = from + scheme.length();
            if (end < lineEnd && isBlank(end) && text.regionMatches(true, from, scheme, 0, scheme.length())) {
                return end + 1;
            }
        }
        return from;
    }

    /** Where the value starts of which the name ends there, quotes around it left behind; -1 when there is none. */
    private int valueFrom(int nameEnd) {
        int at = nameEnd;
        while (at < lineEnd && (isBlank(at) || isQuote(at) || "\\)]".indexOf(text.charAt(at)) >= 0)) at++;
        if (at == lineEnd || (text.charAt(at) != ':' && text.charAt(at) != '=')) return -1;
        at++;
        while (at < lineEnd && (isBlank(at) || text.charAt(at) == '>' || text.charAt(at) == '=')) at++;
        return at;
    }

    /** What stands where a value does may be the name of the next one: then that is masked, too. */
    private int valuesEnd(int from) {
        int end = valueEnd(from);
        while (end > from) {
            int next = nextValue(end);
            int nextEnd = next < 0 ? end : valueEnd(next);
            if (nextEnd <= end) return end;
            end = nextEnd;
        }
        return end;
    }

    private int nextValue(int end) {
        char last = text.charAt(end - 1);
        boolean goesOn = last == ':' || last == '=' || text.regionMatches(true, end - 6, "bearer", 0, 6);
        if (!goesOn) return valueFrom(end);
        int next = end;
        while (next < lineEnd && isBlank(next)) next++;
        return next;
    }

    /** Behind the closing quote, or at the blank: what separates values may be part of a password. */
    private int valueEnd(int from) {
        int at = from;
        while (at < lineEnd && text.charAt(at) == '\\') at++;
        if (at < lineEnd && isQuote(at)) return quotedEnd(at, at > from);
        while (at < lineEnd && !isBlank(at) && !isQuote(at)) at++;
        return at;
    }

    private int quotedEnd(int open, boolean isEscaped) {
        int at = open + 1;
        while (at < lineEnd && text.charAt(at) != text.charAt(open)) {
            at += !isEscaped && text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, lineEnd);
    }

    /** Nothing but keys of a telephone, which an address, a date or a word is not. */
    private boolean isPressed(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isPunctuation(text.charAt(start))) start++;
        while (end > start && isPunctuation(text.charAt(end - 1))) end--;
        for (int i = start; i < end; i++) {
            if (!isKey(text.charAt(i))) return false;
        }
        return end > start;
    }

    private static boolean isKey(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'D') || c == '*' || c == '#';
    }

    private boolean isDigits(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        }
        return to > from;
    }

    private static boolean tellsKeys(String text) {
        return contains(text, "dtmf") || contains(text, "digit") || contains(text, "kpml");
    }

    private static boolean contains(String text, String lower) {
        for (int i = 0; i <= text.length() - lower.length(); i++) {
            if ((text.charAt(i) | 0x20) == lower.charAt(0) && text.regionMatches(true, i, lower, 0, lower.length())) {
                return true;
            }
        }
        return false;
    }

    private int wordEnd(int from, int to) {
        int end = from;
        while (end < to && isWord(text.charAt(end))) end++;
        return end;
    }

    private boolean isWord(char c) {
        int letter = c | 0x20;
        boolean isAlphanumeric = (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9');
        return isAlphanumeric || isPunctuation(c) || (tellsKeys && isKey(c));
    }

    private static boolean isPunctuation(char c) {
        return "_-.+!".indexOf(c) >= 0;
    }

    private boolean isBlank(int at) {
        return text.charAt(at) == ' ' || text.charAt(at) == '\t';
    }

    private boolean isQuote(int at) {
        return text.charAt(at) == '"' || text.charAt(at) == '\'';
    }
}
