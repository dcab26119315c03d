// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.Set;

/**
 * The CSeq of a message (RFC 3261 §20.16): a number, blanks, a method.
 *
 * @param number 0 to 2^32 - 1, and held there; -1 when there is none
 * @param method case preserved; empty when there is none
 */
record CSeq(long number, String method) {
    private static final long NUMBER_MAX = 0xFFFF_FFFFL;

    static CSeq parse(String value, Set<SipAnomaly> anomalies) {
        int at = 0;
        long number = 0;
        while (at < value.length() && value.charAt(at) >= '0' && value.charAt(at) <= '9') {
            number = Math.min(number * 10 + value.charAt(at++) - '0', NUMBER_MAX + 1);
        }
        if (number > NUMBER_MAX) anomalies.add(SipAnomaly.NUMBER_TOO_LARGE);
        String method = token(HeaderTable.trim(value.substring(at)));
        if (at == 0 || method.isEmpty()) anomalies.add(SipAnomaly.BAD_CSEQ);
        return new CSeq(at == 0 ? -1 : Math.min(number, NUMBER_MAX), method);
    }

    private static String token(String text) {
        int length = 0;
        while (length < text.length()
                && length < SipStartLine.METHOD_LENGTH_MAX
                && text.charAt(length) > ' '
                && text.charAt(length) < 127) {
            length++;
        }
        return text.substring(0, length);
    }
}
