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

    static CSeq parse(String text, int from, int to, Set<SipAnomaly> anomalies) {
        int at = from;
        long number = 0;
        while (at < to && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            number = Math.min(number * 10 + text.charAt(at++) - '0', NUMBER_MAX + 1);
        }
        if (number > NUMBER_MAX) anomalies.add(SipAnomaly.NUMBER_TOO_LARGE);
        int method = HeaderTable.skipBlanks(text, at, to);
        int methodEnd = tokenEnd(text, method, to);
        if (at == from || methodEnd == method) anomalies.add(SipAnomaly.BAD_CSEQ);
        return new CSeq(at == from ? -1 : Math.min(number, NUMBER_MAX), StartLine.method(text, method, methodEnd));
    }

    private static int tokenEnd(String text, int from, int to) {
        int at = from;
        while (at < to
                && at - from < SipStartLine.METHOD_LENGTH_MAX
                && text.charAt(at) > ' '
                && text.charAt(at) < 127) {
            at++;
        }
        return at;
    }
}
