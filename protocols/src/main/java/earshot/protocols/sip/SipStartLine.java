// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Bytes;

/**
 * This is how a SIP message is told from any other payload, on whatever port: by its start line (RFC 3261 §7.1, §7.2).
 *
 * <pre>
 * INVITE sip:bob@example.com SIP/2.0
 * SIP/2.0 200 OK
 * </pre>
 *
 * <p>Lenient in blanks, strict in shape: a method of token characters, something with a colon, and a version at the end
 * of the line. Allocates nothing.
 */
public final class SipStartLine {
    /** Longer methods exist only to break parsers. */
    static final int METHOD_LENGTH_MAX = 64;

    private static final int VERSION_LENGTH = 7;
    private static final long CARRIAGE_RETURNS = 0x0D0D_0D0D_0D0D_0D0DL;
    private static final long LINE_FEEDS = 0x0A0A_0A0A_0A0A_0A0AL;
    private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
    private static final String TOKEN_MARKS = "-.!%*_+`'~";

    private SipStartLine() {}

    /** Whether a message starts here, after any line ends. */
    public static boolean isPresent(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = skipLineEnds(bytes, offset, end);
        return isResponse(bytes, at, end) || isRequest(bytes, at, end);
    }

    /** Where the first octet is that ends no line. */
    static int skipLineEnds(byte[] bytes, int offset, int end) {
        int at = offset;
        while (at < end && (bytes[at] == '\r' || bytes[at] == '\n')) at++;
        return at;
    }

    /** {@code SIP/d.d } and a digit. */
    static boolean isResponse(byte[] bytes, int at, int end) {
        if (!isVersion(bytes, at, end)) return false;
        int status = skipBlanks(bytes, at + VERSION_LENGTH, end);
        return status > at + VERSION_LENGTH && status < end && isDigit(bytes[status]);
    }

    /** {@code METHOD something:else SIP/d.d} on one line. */
    static boolean isRequest(byte[] bytes, int at, int end) {
        int methodEnd = at;
        while (methodEnd < end && methodEnd - at <= METHOD_LENGTH_MAX && isToken(bytes[methodEnd])) methodEnd++;
        if (methodEnd == at || methodEnd >= end || methodEnd - at > METHOD_LENGTH_MAX || !isBlank(bytes[methodEnd])) {
            return false;
        }
        int lineEnd = lineEnd(bytes, methodEnd, end);
        int last = lineEnd;
        while (last > methodEnd && isBlank(bytes[last - 1])) last--;
        int version = last - VERSION_LENGTH;
        if (version <= methodEnd || !isVersion(bytes, version, end) || !isBlank(bytes[version - 1])) return false;
        return hasColon(bytes, methodEnd, version);
    }

    private static boolean hasColon(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == ':') return true;
        }
        return false;
    }

    /** Where the line ends: at the first CR or LF, or where the bytes do. */
    static int lineEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end) {
            long octets = Bytes.i64(bytes, at);
            long ends = zeros(octets ^ CARRIAGE_RETURNS) | zeros(octets ^ LINE_FEEDS);
            if (ends != 0) return at + Long.numberOfLeadingZeros(ends) / Byte.SIZE;
            at += Long.BYTES;
        }
        while (at < end && bytes[at] != '\r' && bytes[at] != '\n') at++;
        return at;
    }

    /** The highest bit of each octet that is zero, and no other. */
    static long zeros(long octets) {
        return ~(((octets & LOW_BITS) + LOW_BITS) | octets | LOW_BITS);
    }

    /** Where the next line starts: behind CR LF, CR or LF. */
    static int nextLine(byte[] bytes, int lineEnd, int end) {
        if (lineEnd + 1 < end && bytes[lineEnd] == '\r' && bytes[lineEnd + 1] == '\n') return lineEnd + 2;
        return Math.min(lineEnd + 1, end);
    }

    static int skipBlanks(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && isBlank(bytes[at])) at++;
        return at;
    }

    /** {@code SIP/d.d} in either case. */
    static boolean isVersion(byte[] bytes, int at, int end) {
        if (at + VERSION_LENGTH > end) return false;
        int name = Bytes.u24(bytes, at) & 0xDFDFDF; // to upper case
        return name == 0x534950
                && bytes[at + 3] == '/'
                && isDigit(bytes[at + 4])
                && bytes[at + 5] == '.'
                && isDigit(bytes[at + 6]);
    }

    static boolean isToken(byte octet) {
        int lower = octet | 0x20;
        return (lower >= 'a' && lower <= 'z' && octet > 0) || isDigit(octet) || TOKEN_MARKS.indexOf(octet) >= 0;
    }

    static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
