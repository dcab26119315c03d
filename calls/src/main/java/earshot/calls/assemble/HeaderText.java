// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Parts of header values as the events carry them: short texts from the network, read in one pass each. */
final class HeaderText {
    private static final String Q850 = "q.850";
    private static final String CAUSE = "cause=";

    private HeaderText() {}

    /** The URI of {@code "Name" <uri>;parameters} or of {@code uri;parameters}, without headers ({@code ?...}). */
    static String uri(String value) {
        int open = value.indexOf('<');
        int close = open < 0 ? -1 : value.indexOf('>', open);
        String uri = close < 0 ? upTo(value, ';') : value.substring(open + 1, close);
        return upTo(uri, '?').strip();
    }

    /** A header within the URI ({@code ?Replaces=...}), percent signs resolved; empty when absent. */
    static String uriHeader(String value, String name) {
        int question = value.indexOf('?');
        if (question < 0) return "";
        String headers = upTo(value.substring(question + 1), '>');
        for (int at = 0; at <= headers.length(); ) {
            int end = headers.indexOf('&', at);
            if (end < 0) end = headers.length();
            int equals = headers.indexOf('=', at);
            boolean named = equals > at && equals < end;
            if (named && headers.substring(at, equals).equalsIgnoreCase(name)) {
                return decoded(headers.substring(equals + 1, end));
            }
            at = end + 1;
        }
        return "";
    }

    /** A parameter of a value ({@code ;name=text}); empty when absent. */
    static String parameter(String value, String name) {
        int at = value.indexOf(';');
        while (at >= 0) {
            int end = value.indexOf(';', at + 1);
            String parameter = end < 0 ? value.substring(at + 1) : value.substring(at + 1, end);
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase(name)) {
                return parameter.substring(equals + 1).strip();
            }
            at = end;
        }
        return "";
    }

    /** The number that a value begins with; -1 when it begins with none, or with more than nine digits. */
    static int number(String value) {
        int number = 0;
        int digits = 0;
        String text = value.stripLeading();
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            if (digits == 9) return -1;
            number = number * 10 + text.charAt(digits++) - '0';
        }
        return digits == 0 ? -1 : number;
    }

    /** What comes before the first of a character. */
    static String upTo(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }

    /** The host of {@code sip:user@host:port;parameters}, brackets of IPv6 included; empty when there is none. */
    static String host(String uri) {
        String address = upTo(upTo(uri, ';'), '?');
        int from = Math.max(address.lastIndexOf('@'), address.indexOf(':')) + 1;
        String hostPort = address.substring(from);
        int bracket = hostPort.indexOf(']');
        return bracket >= 0 ? hostPort.substring(0, bracket + 1) : upTo(hostPort, ':');
    }

    /** The Q.850 cause in a Reason header (RFC 3326); -1 without one. */
    static int q850(String reason) {
        String text = reason.toLowerCase(Locale.ROOT).replace(" ", "");
        int at = text.indexOf(Q850);
        int value = at < 0 ? -1 : text.indexOf(CAUSE, at);
        return value < 0 ? -1 : number(text.substring(value + CAUSE.length()));
    }

    /** Whether a Reason header says that the call was answered by another branch (RFC 3326 2, cause 200 of SIP). */
    static boolean isAnsweredElsewhere(String reason) {
        String text = reason.toLowerCase(Locale.ROOT).replace(" ", "");
        int at = text.indexOf("sip;");
        int value = at < 0 ? -1 : text.indexOf(CAUSE, at);
        return value >= 0 && number(text.substring(value + CAUSE.length())) == 200;
    }

    private static String decoded(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < octets.length; i++) {
            int high = i + 2 < octets.length && octets[i] == '%' ? Character.digit(octets[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(octets[i + 2], 16);
            if (low < 0) {
                octets[length++] = octets[i];
            } else {
                octets[length++] = (byte) (high * 16 + low);
                i += 2;
            }
        }
        return new String(octets, 0, length, StandardCharsets.UTF_8);
    }
}
