// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.subscribe;

import java.util.Locale;

/**
 * Subscription-State (RFC 6665 8.2.3), such as {@code terminated;reason=noresource}.
 *
 * @param state lower case; active where nothing is said
 * @param expiresSeconds -1 when absent
 * @param reason empty when absent
 */
record SubscriptionStateHeader(String state, int expiresSeconds, String reason) {
    static SubscriptionStateHeader parse(String value) {
        int end = endOfPart(value, 0);
        String state = value.substring(0, end).strip().toLowerCase(Locale.ROOT);
        int expiresSeconds = -1;
        String reason = "";
        while (end < value.length()) {
            int from = end + 1;
            end = endOfPart(value, from);
            String part = value.substring(from, end);
            int equals = part.indexOf('=');
            if (equals < 0) continue;
            String text = part.substring(equals + 1).strip();
            switch (part.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "expires" -> expiresSeconds = number(text);
                case "reason" -> reason = text;
                default -> {}
            }
        }
        return new SubscriptionStateHeader(state.isEmpty() ? "active" : state, expiresSeconds, reason);
    }

    private static int endOfPart(String text, int from) {
        int semicolon = text.indexOf(';', from);
        return semicolon < 0 ? text.length() : semicolon;
    }

    private static int number(String text) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return -1;
            value = Math.min(value * 10 + c - '0', Integer.MAX_VALUE);
        }
        return text.isEmpty() ? -1 : (int) value;
    }
}
