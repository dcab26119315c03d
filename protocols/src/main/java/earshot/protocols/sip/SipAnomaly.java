// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.Locale;

/** This is what can be odd about a SIP message that is still worth reading. */
public enum SipAnomaly {
    /** The capture, not the sender, cut the message. */
    CAPTURE_TRUNCATED,
    /** A version other than SIP/2.0. */
    UNKNOWN_VERSION,
    /** More than one space, brackets or blanks in the start line. */
    ODD_START_LINE,
    /** No empty line behind the headers. */
    HEADERS_UNTERMINATED,
    /** More headers than are kept; the rest was only skipped. */
    TOO_MANY_HEADERS,
    /** A line among the headers that is none. */
    LINE_WITHOUT_COLON,
    /** A carriage return without a line feed, taken as the end of its line. */
    BARE_CARRIAGE_RETURN,
    /** No Call-ID, From, To, CSeq or Via. */
    MISSING_HEADER,
    /** A second Call-ID, From, To or CSeq; the first counts. */
    REPEATED_HEADER,
    /** A value longer than its cap, cut. */
    VALUE_CUT,
    /** A CSeq that is no number and method. */
    BAD_CSEQ,
    /** A number past its range, held at the largest. */
    NUMBER_TOO_LARGE,
    /** The method of the CSeq is not that of the request. */
    METHOD_MISMATCH,
    /** Quotes or brackets in an address that do not close. */
    UNBALANCED_ADDRESS,
    /** A Via branch without the cookie of RFC 3261, or with nothing behind it. */
    OLD_BRANCH,
    /** A Content-Length that is no number; the rest of the datagram is the body. */
    BAD_CONTENT_LENGTH,
    /** More Content-Lengths than one, and not equal; the smallest counts. */
    CONFLICTING_CONTENT_LENGTH,
    /** A body shorter than its Content-Length. */
    BODY_TOO_SHORT,
    /** Octets behind the end of the body. */
    TRAILING_OCTETS,
    /** A body with a Content-Encoding, which is not opened. */
    ENCODED_BODY;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** For people and records: {@code body-too-short}. */
    public String label() {
        return label;
    }
}
