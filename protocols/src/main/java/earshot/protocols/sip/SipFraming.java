// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.Bytes;

/**
 * This is where messages end in a stream (RFC 3261 §18.3): a start line, headers to the empty line, then as many octets
 * as Content-Length says. It remembers how far it has looked, so that a message that arrives octet by octet is read
 * once.
 *
 * <p>Offsets are counted from the first octet that is not consumed.
 */
final class SipFraming {
    /** What stands at the front of the stream. */
    enum Found {
        /** A whole message of {@link #length()} octets. */
        MESSAGE,
        /** Octets that belong to no message: {@link #length()} of them. */
        NOISE,
        /** The beginning of something that is not all there. */
        INCOMPLETE
    }

    /** No message of a phone is longer; a longer one is noise. */
    static final int MESSAGE_MAX = 128 << 10;

    private static final int START_LINE_MAX = 8192;

    private int scanned; // of the headers, or of the first line while that is not whole
    private boolean started; // the first line starts a message
    private long whole; // octets of the message, known once its headers have ended; else 0
    private int length;
    private boolean inNoise;

    /** Starts anew: behind a gap, which may be in the middle of a message. */
    void restart() {
        reset();
        inNoise = true;
    }

    private void reset() {
        scanned = 0;
        started = false;
        whole = 0;
    }

    /** Whether the octets that wait start a message that is not all there. */
    boolean isStarted() {
        return started;
    }

    /** Octets of what was found. */
    int length() {
        return length;
    }

    /** Looks at the octets that wait. */
    Found look(byte[] bytes, int offset, int available) {
        if (inNoise) return lookForStartLine(bytes, offset, available);
        int lineEnds = SipStartLine.skipLineEnds(bytes, offset, offset + available) - offset;
        if (lineEnds > 0) return noise(lineEnds);
        if (!started) {
            if (!isFirstLineWhole(bytes, offset, available)) return Found.INCOMPLETE;
            started = SipStartLine.isPresent(bytes, offset, available);
            if (!started) return turnToNoise();
        }
        if (whole == 0) {
            int headerEnd = findHeaderEnd(bytes, offset, available);
            if (headerEnd < 0) return available > MESSAGE_MAX ? turnToNoise() : Found.INCOMPLETE;
            whole = headerEnd + contentLength(bytes, offset, offset + headerEnd);
        }
        if (whole > MESSAGE_MAX) return turnToNoise();
        return whole > available ? Found.INCOMPLETE : take((int) whole);
    }

    /** A line too long to be a start line counts as whole, too. */
    private boolean isFirstLineWhole(byte[] bytes, int offset, int available) {
        scanned = SipStartLine.lineEnd(bytes, offset + scanned, offset + available) - offset;
        return scanned < available || available > START_LINE_MAX;
    }

    private Found turnToNoise() {
        inNoise = true;
        return noise(1);
    }

    private Found noise(int octets) {
        reset();
        length = octets;
        return Found.NOISE;
    }

    private Found take(int octets) {
        reset();
        length = octets;
        return Found.MESSAGE;
    }

    /** Noise up to the next line that starts a message, or up to the last line that may yet become one. */
    private Found lookForStartLine(byte[] bytes, int offset, int available) {
        int end = offset + available;
        int line = offset;
        int lineEnd = SipStartLine.lineEnd(bytes, offset + scanned, end);
        while (lineEnd < end) {
            if (lineEnd > line && SipStartLine.isPresent(bytes, line, end - line)) {
                inNoise = false;
                scanned = 0;
                return line == offset ? look(bytes, offset, available) : noise(line - offset);
            }
            line = lineEnd + 1;
            lineEnd = SipStartLine.lineEnd(bytes, line, end);
        }
        if (end - line > START_LINE_MAX) return noise(available);
        if (line > offset) return noise(line - offset);
        scanned = lineEnd - offset;
        return Found.INCOMPLETE;
    }

    /** Octets up to behind the empty line, however its ends are written; -1 when it has not come. */
    private int findHeaderEnd(byte[] bytes, int offset, int available) {
        int at = Math.max(scanned, 1);
        while (at < available) {
            if (bytes[offset + at] == '\n') {
                boolean afterLineFeed = bytes[offset + at - 1] == '\n';
                boolean afterCrLf = at >= 2 && bytes[offset + at - 1] == '\r' && bytes[offset + at - 2] == '\n';
                if (afterLineFeed || afterCrLf) return at + 1;
            }
            at++;
        }
        scanned = at;
        return -1;
    }

    /** 0 when there is none, though on a stream there must be (§18.3). */
    private static long contentLength(byte[] bytes, int offset, int end) {
        int line = offset;
        while (line < end) {
            int lineEnd = SipStartLine.lineEnd(bytes, line, end);
            int value = contentLengthValue(bytes, line, lineEnd);
            if (value >= 0) return number(bytes, value, lineEnd);
            line = lineEnd + 1;
        }
        return 0;
    }

    /** Where the value starts if the line is a Content-Length or its compact form, else -1. */
    private static int contentLengthValue(byte[] bytes, int line, int lineEnd) {
        int nameEnd = line;
        while (nameEnd < lineEnd && bytes[nameEnd] != ':' && !SipStartLine.isBlank(bytes[nameEnd])) nameEnd++;
        int colon = SipStartLine.skipBlanks(bytes, nameEnd, lineEnd);
        if (colon >= lineEnd || bytes[colon] != ':') return -1;
        boolean compact = nameEnd - line == 1 && (bytes[line] | 0x20) == 'l';
        return compact || isContentLength(bytes, line, nameEnd) ? colon + 1 : -1;
    }

    private static boolean isContentLength(byte[] bytes, int line, int nameEnd) {
        String name = "content-length";
        if (nameEnd - line != name.length()) return false;
        for (int i = 0; i < name.length(); i++) {
            if ((Bytes.u8(bytes, line + i) | 0x20) != (name.charAt(i) | 0x20)) return false;
        }
        return true;
    }

    private static long number(byte[] bytes, int from, int end) {
        int at = SipStartLine.skipBlanks(bytes, from, end);
        long value = 0;
        while (at < end && SipStartLine.isDigit(bytes[at]) && value <= MESSAGE_MAX) {
            value = value * 10 + bytes[at++] - '0';
        }
        return value;
    }
}
