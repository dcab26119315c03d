// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.protocols.sip.Params;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/** Every header of a stored message with its value, and the parameters of those that no standard has. */
final class HeaderValues {
    private static final int HEADERS_MAX = 128;
    private static final int VALUE_MAX = 1_024;
    private static final int PARAMETERS_MAX = 16;
    /** What routes and frames a message, and differs or agrees for reasons of its own. */
    private static final Set<String> LEFT_OUT = Set.of(
            "via",
            "v",
            "call-id",
            "i",
            "cseq",
            "content-length",
            "l",
            "content-type",
            "c",
            "max-forwards",
            "allow",
            "supported",
            "k",
            "require",
            "accept",
            "user-agent",
            "server",
            "session-expires",
            "x",
            "min-se",
            "expires",
            "date",
            "authorization",
            "proxy-authorization",
            "allow-events",
            "u");

    private HeaderValues() {}

    static void each(String raw, BiConsumer<String, String> out) {
        int at = lineEnd(raw, 0) + 1;
        for (int i = 0; i < HEADERS_MAX && at < raw.length(); i++) {
            int end = lineEnd(raw, at);
            while (end + 1 < raw.length() && isBlank(raw.charAt(end + 1))) end = lineEnd(raw, end + 1); // folded
            if (raw.substring(at, end).isBlank()) return;
            header(raw.substring(at, end), out);
            at = end + 1;
        }
    }

    private static void header(String line, BiConsumer<String, String> out) {
        int colon = line.indexOf(':');
        if (colon <= 0) return;
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        if (LEFT_OUT.contains(name) || value.isEmpty() || value.length() > VALUE_MAX) return;
        out.accept(name, value);
        if (!name.startsWith("x-") && !name.startsWith("p-")) return;
        int from = Params.endOfPart(value, 0, ';') + 1;
        for (int i = 0; i < PARAMETERS_MAX && from < value.length(); i++) {
            int end = Params.endOfPart(value, from, ';');
            int equals = value.indexOf('=', from);
            if (equals > from && equals < end) {
                String parameter = value.substring(from, equals).strip().toLowerCase(Locale.ROOT);
                out.accept(
                        name + ";" + parameter, value.substring(equals + 1, end).strip());
            }
            from = end + 1;
        }
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
