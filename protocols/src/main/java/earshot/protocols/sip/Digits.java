// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.Locale;

/**
 * This is how many digits a message dials: in INFO (RFC 6086) as {@code application/dtmf-relay} or {@code application/dtmf},
 * in NOTIFY as KPML (RFC 4730). They may be a PIN, so they are counted and nothing else.
 */
final class Digits {
    static final int COUNT_MAX = 64;

    private Digits() {}

    /** At most {@value #COUNT_MAX}; 0 when it dials none. */
    static int count(SipMessageView message) {
        if (!message.isRequest()) return 0;
        return switch (message.method()) {
            case "INFO" ->
                signals(body(message, "application/dtmf-relay"))
                        + signals(body(message, "application/vnd.nortelnetworks.digits"))
                        + plain(body(message, "application/dtmf"));
            case "NOTIFY" -> pressed(message);
            default -> 0;
        };
    }

    /** {@code Signal=5} or {@code d=5}, one to a line. */
    private static int signals(String body) {
        int count = 0;
        int at = 0;
        while (at < body.length()) {
            int end = at;
            while (end < body.length() && body.charAt(end) != '\r' && body.charAt(end) != '\n') end++;
            int equals = body.indexOf('=', at);
            if (equals < 0) break;
            String name = body.substring(at, Math.max(at, Math.min(equals, end)))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            if (name.equals("signal") || name.equals("d")) count += dialled(body, equals + 1, end);
            at = end + 1;
        }
        return Math.min(count, COUNT_MAX);
    }

    /** The digit alone; some write it as in a relay. */
    private static int plain(String body) {
        if (body.indexOf('=') >= 0) return signals(body);
        String digits = body.strip();
        int count = dialled(digits, 0, digits.length());
        return count == digits.length() ? Math.min(count, COUNT_MAX) : 0;
    }

    /** {@code <kpml-response ... digits="12"/>}. */
    private static int pressed(SipMessageView message) {
        String body = body(message, "application/kpml-response+xml");
        int name = body.indexOf("digits=");
        if (name < 0 || name + 7 >= body.length()) return 0;
        int close = body.indexOf(body.charAt(name + 7), name + 8);
        return Math.min(dialled(body, name + 8, close < 0 ? body.length() : close), COUNT_MAX);
    }

    private static int dialled(String text, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if ("0123456789*#ABCDabcd!".indexOf(text.charAt(i)) >= 0) count++;
        }
        return count;
    }

    private static String body(SipMessageView message, String type) {
        SipMessageView.BodyPart part = message.bodyPart(type);
        if (part == null) return "";
        int length = Math.min(part.length(), 4096);
        return HeaderTable.text(message.bytes(), part.offset(), part.offset() + length);
    }
}
