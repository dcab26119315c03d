// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.protocols.sip.Params;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Identifiers of legs as they stand in headers, brought to the form in which they are compared. */
final class LegIds {
    /** What some B2BUAs put behind the Call-ID of the leg that they were called on, with a number. */
    private static final String B2B_SUFFIX = "_b2b-";

    private static final int LENGTH_MAX = 512;

    private LegIds() {}

    /** A value without parameters, quotes and brackets. */
    static String plain(String value) {
        String text = Params.unquote(
                value.substring(0, Params.endOfPart(value, 0, ';')).strip());
        boolean isBracketed = text.length() >= 2 && text.startsWith("<") && text.endsWith(">");
        return isBracketed ? text.substring(1, text.length() - 1) : text;
    }

    /** A Call-ID without the suffix that counts the legs of a B2BUA: {@code abc@host_b2b-1} is {@code abc@host}. */
    static String stem(String callId) {
        int at = callId.lastIndexOf(B2B_SUFFIX);
        if (at <= 0) return callId;
        for (int i = at + B2B_SUFFIX.length(); i < callId.length(); i++) {
            if (!Character.isDigit(callId.charAt(i))) return callId;
        }
        return callId.substring(0, at);
    }

    /** The Call-ID in the Replaces of a Refer-To; empty when there is none. */
    static String replacedIn(String referTo) {
        int question = referTo.indexOf('?');
        if (question < 0) return "";
        int at = referTo.toLowerCase(Locale.ROOT).indexOf("replaces=", question);
        if (at < 0) return "";
        int from = at + "replaces=".length();
        int end = from;
        while (end < referTo.length() && "&>".indexOf(referTo.charAt(end)) < 0) end++;
        return plain(unescaped(referTo.substring(from, Math.min(end, from + LENGTH_MAX))));
    }

    private static String unescaped(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low >= 0) i += 2;
            bytes[length++] = low < 0 ? bytes[i] : (byte) (high << 4 | low);
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Addresses that are somebody else's elsewhere: RFC 1918, RFC 6598, link-local, IPv6 ULA. */
    static boolean isPrivate(String address) {
        String text = address.toLowerCase(Locale.ROOT);
        if (text.startsWith("10.") || text.startsWith("192.168.") || text.startsWith("169.254.")) return true;
        boolean isLocal6 = text.startsWith("fc") || text.startsWith("fd") || text.startsWith("fe80:");
        if (text.indexOf(':') >= 0 && isLocal6) return true;
        if (text.startsWith("172.")) return isBetween(text, 16, 31);
        return text.startsWith("100.") && isBetween(text, 64, 127);
    }

    private static boolean isBetween(String address, int least, int most) {
        int from = address.indexOf('.') + 1;
        int value = 0;
        int at = from;
        while (at < address.length() && Character.isDigit(address.charAt(at)) && at < from + 3) {
            value = value * 10 + Character.digit(address.charAt(at), 10);
            at++;
        }
        return at > from && value >= least && value <= most;
    }
}
