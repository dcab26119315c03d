// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.EnumSet;
import java.util.Locale;

/**
 * This is the HTTP message that opens one direction of a WebSocket for SIP (RFC 7118 §5.1): a GET that asks for the
 * subprotocol {@code sip}, or the 101 that grants it.
 */
final class HttpUpgrade {
    /** A request with more in it is not that of a telephone. */
    static final int LENGTH_MAX = 16 << 10;

    private static final byte[] REQUEST = {'G', 'E', 'T', ' '};
    private static final byte[] RESPONSE = {'H', 'T', 'T', 'P', '/', '1', '.', '1', ' ', '1', '0', '1'};

    private int scanned;

    /** Whether the octets start like one, as far as they go. */
    static boolean mayStart(byte[] bytes, int offset, int available) {
        return startsWith(REQUEST, bytes, offset, available) || startsWith(RESPONSE, bytes, offset, available);
    }

    private static boolean startsWith(byte[] start, byte[] bytes, int offset, int available) {
        int count = Math.min(start.length, available);
        for (int i = 0; i < count; i++) {
            if (bytes[offset + i] != start[i]) return false;
        }
        return count > 0;
    }

    /** Octets up to behind the empty line; 0 while it has not come. Remembers how far it has looked. */
    int length(byte[] bytes, int offset, int available) {
        for (int at = Math.max(scanned, 3); at < available; at++) {
            boolean ends = bytes[offset + at] == '\n'
                    && bytes[offset + at - 1] == '\r'
                    && bytes[offset + at - 2] == '\n'
                    && bytes[offset + at - 3] == '\r';
            if (ends) return at + 1;
        }
        scanned = available;
        return 0;
    }

    /** Whether it opens a WebSocket in which SIP is spoken. */
    static boolean opensSip(byte[] bytes, int offset, int length) {
        HeaderTable headers = new HeaderTable();
        int end = offset + length;
        int line = SipStartLine.lineEnd(bytes, offset, end);
        headers.read(bytes, Math.min(line + 2, end), end, EnumSet.noneOf(SipAnomaly.class));
        int upgrade = headers.find("upgrade", 0);
        if (upgrade < 0 || !headers.value(upgrade).equalsIgnoreCase("websocket")) return false;
        int protocol = headers.find("sec-websocket-protocol", 0);
        if (protocol < 0) return false;
        for (String offered : Params.split(headers.value(protocol))) {
            if (offered.toLowerCase(Locale.ROOT).equals("sip")) return true;
        }
        return false;
    }
}
