// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An IPv4 or IPv6 address range in CIDR notation (RFC 4632, RFC 4291 2.3); a single address is one of full length. */
final class Network implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int IPV6_OCTETS = 16;
    /** Eight groups, the last two in dots. */
    private static final int ADDRESS_MAX = 45;

    private final byte[] address;
    private final int prefixBits;

    private Network(byte[] address, int prefixBits) {
        this.address = address;
        this.prefixBits = prefixBits;
    }

    /** Null when the text is no range. */
    static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = octets(slash < 0 ? text : text.substring(0, slash));
        if (address == null) return null;
        int all = address.length * 8;
        if (slash < 0) return new Network(address, all);
        int bits = number(text.substring(slash + 1), 10, 3);
        return bits < 0 || bits > all ? null : new Network(address, bits);
    }

    boolean contains(byte[] other) {
        if (other.length != address.length) return false;
        int whole = prefixBits / 8;
        if (!Arrays.equals(address, 0, whole, other, 0, whole)) return false;
        int rest = prefixBits % 8;
        if (rest == 0) return true;
        int mask = 0xFF << (8 - rest) & 0xFF;
        return (address[whole] & mask) == (other[whole] & mask);
    }

    /** 4 or 16 octets; null when the text is no address. */
    static byte @Nullable [] octets(String text) {
        if (text.length() > ADDRESS_MAX) return null;
        return text.indexOf(':') >= 0 ? colonned(text) : dotted(text);
    }

    private static byte @Nullable [] dotted(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) return null;
        byte[] octets = new byte[4];
        for (int i = 0; i < 4; i++) {
            int octet = number(parts[i], 10, 3);
            if (octet < 0 || octet > 255) return null;
            octets[i] = (byte) octet;
        }
        return octets;
    }

    /** RFC 4291 2.2: groups of hexadecimal digits, one run of zeros left out, the end perhaps in dots. */
    private static byte @Nullable [] colonned(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) return null;
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
        byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2));
        if (head == null || tail == null) return null;
        int length = head.length + tail.length;
        if (gap < 0 ? length != IPV6_OCTETS : length >= IPV6_OCTETS) return null;
        byte[] octets = new byte[IPV6_OCTETS];
        System.arraycopy(head, 0, octets, 0, head.length);
        System.arraycopy(tail, 0, octets, IPV6_OCTETS - tail.length, tail.length);
        return octets;
    }

    private static byte @Nullable [] groups(String text) {
        if (text.isEmpty()) return new byte[0];
        String[] parts = text.split(":", -1);
        byte[] dotted = dotted(parts[parts.length - 1]);
        int whole = dotted == null ? parts.length : parts.length - 1;
        byte[] octets = new byte[2 * whole + (dotted == null ? 0 : 4)];
        for (int i = 0; i < whole; i++) {
            int group = number(parts[i], 16, 4);
            if (group < 0) return null;
            octets[2 * i] = (byte) (group >> 8);
            octets[2 * i + 1] = (byte) group;
        }
        if (dotted != null) System.arraycopy(dotted, 0, octets, 2 * whole, 4);
        return octets;
    }

    /** Negative when the text is no number of so many digits. */
    private static int number(String text, int radix, int digitsMax) {
        boolean isNumber = !text.isEmpty()
                && text.length() <= digitsMax
                && text.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
        return isNumber ? Integer.parseInt(text, radix) : -1;
    }
}
