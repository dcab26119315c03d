// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import earshot.protocols.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * This is how IP addresses become text and back: dotted IPv4, and RFC 5952 for IPv6 (lower case, longest run as ::).
 */
public final class IpAddress {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int IPV4_TEXT_MAX = 15;
    private static final int IPV6_TEXT_MAX = 45;

    private IpAddress() {}

    /** The address in text, without brackets; the length is 4 or 16 octets. */
    public static String text(byte[] bytes, int offset, int length) {
        if (length == 4) return ipv4(bytes, offset);
        StringBuilder text = new StringBuilder(40);
        appendIpv6(text, bytes, offset);
        return text.toString();
    }

    /** {@code ip:port}, or {@code [ip]:port} for IPv6. */
    public static String endpoint(byte[] bytes, int offset, int length, int port) {
        String address = text(bytes, offset, length);
        return length == 4 ? address + ':' + port : '[' + address + "]:" + port;
    }

    /** Without a builder, since each event names two. */
    private static String ipv4(byte[] bytes, int offset) {
        byte[] text = new byte[IPV4_TEXT_MAX];
        int at = 0;
        for (int i = 0; i < 4; i++) {
            int part = Bytes.u8(bytes, offset + i);
            if (i > 0) text[at++] = '.';
            if (part >= 100) text[at++] = (byte) ('0' + part / 100);
            if (part >= 10) text[at++] = (byte) ('0' + part / 10 % 10);
            text[at++] = (byte) ('0' + part % 10);
        }
        return new String(text, 0, at, StandardCharsets.ISO_8859_1);
    }

    private static void appendIpv6(StringBuilder text, byte[] bytes, int offset) {
        if (isIpv4Mapped(bytes, offset)) {
            text.append("::ffff:");
            text.append(ipv4(bytes, offset + 12));
            return;
        }
        int zerosAt = -1;
        int zeros = 1; // a single zero group is not shortened
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && Bytes.u16(bytes, offset + 2 * (i + run)) == 0) run++;
            if (run > zeros) {
                zerosAt = i;
                zeros = run;
            }
        }
        for (int i = 0; i < 8; i++) {
            if (i == zerosAt) {
                text.append("::");
                i += zeros - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') text.append(':');
            appendGroup(text, Bytes.u16(bytes, offset + 2 * i));
        }
    }

    private static boolean isIpv4Mapped(byte[] bytes, int offset) {
        return Bytes.i64(bytes, offset) == 0 && Bytes.i32(bytes, offset + 8) == 0xFFFF;
    }

    private static void appendGroup(StringBuilder text, int group) {
        boolean started = false;
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = group >> shift & 0xF;
            started |= digit != 0 || shift == 0;
            if (started) text.append(HEX[digit]);
        }
    }

    /** The 4 or 16 octets of an address in text (brackets and an IPv6 zone allowed), null when it is none. */
    public static byte @Nullable [] parse(String text) {
        String address = text;
        if (address.startsWith("[") && address.endsWith("]")) address = address.substring(1, address.length() - 1);
        if (address.indexOf(':') < 0) return parseIpv4(address);
        int zone = address.indexOf('%');
        if (zone >= 0) address = address.substring(0, zone);
        return address.length() > IPV6_TEXT_MAX ? null : parseIpv6(address);
    }

    private static byte @Nullable [] parseIpv4(String text) {
        byte[] address = new byte[4];
        int at = 0;
        for (int i = 0; i < 4; i++) {
            int value = 0;
            int digits = 0;
            while (at < text.length() && isDigit(text.charAt(at)) && digits < 4) {
                value = value * 10 + text.charAt(at++) - '0';
                digits++;
            }
            if (digits == 0 || digits > 3 || value > 255) return null;
            if (i < 3 && (at >= text.length() || text.charAt(at++) != '.')) return null;
            address[i] = (byte) value;
        }
        return at == text.length() ? address : null;
    }

    private static byte @Nullable [] parseIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] all = new byte[16];
            return groups(text, all) == 16 ? all : null;
        }
        byte[] head = new byte[16];
        byte[] tail = new byte[16];
        int headLength = gap == 0 ? 0 : groups(text.substring(0, gap), head);
        String rest = text.substring(gap + 2);
        int tailLength = rest.isEmpty() ? 0 : groups(rest, tail);
        if (headLength < 0 || tailLength < 0 || headLength + tailLength > 14) return null;
        System.arraycopy(tail, 0, head, 16 - tailLength, tailLength);
        return head;
    }

    /** Writes the groups between colons; how many octets they filled, -1 when they are not groups. */
    private static int groups(String text, byte[] into) {
        int filled = 0;
        int at = 0;
        while (true) {
            int colon = text.indexOf(':', at);
            String group = colon < 0 ? text.substring(at) : text.substring(at, colon);
            if (colon < 0 && group.indexOf('.') >= 0) {
                byte[] ipv4 = parseIpv4(group);
                if (ipv4 == null || filled > 12) return -1;
                System.arraycopy(ipv4, 0, into, filled, 4);
                return filled + 4;
            }
            int value = hexGroup(group);
            if (value < 0 || filled > 14) return -1;
            into[filled++] = (byte) (value >> 8);
            into[filled++] = (byte) value;
            if (colon < 0) return filled;
            at = colon + 1;
        }
    }

    private static int hexGroup(String text) {
        if (text.isEmpty() || text.length() > 4) return -1;
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) return -1;
            value = value << 4 | digit;
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
