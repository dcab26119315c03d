// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

/** What can be odd about a SIP message that is still worth reading. */
public enum SipAnomaly {
    /** No Call-ID, From, To or CSeq. */
    MISSING_HEADER
}
