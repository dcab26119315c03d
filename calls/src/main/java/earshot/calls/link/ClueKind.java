// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

/** What a value that two calls share means. */
public enum ClueKind {
    /** An identifier in a header: equal values link. */
    HEADER,
    /** A Call-ID: its own call has it, another one names it. */
    CALL_ID,
    /** ip:port that the SDP of a call names for its media. */
    MEDIA,
    /** The SSRC of a stream of the call: a relay passes it on, so that both sides of it have streams of one SSRC. */
    STREAM,
    /** Caller and called number: they link only together with time and neighbouring hosts. */
    NUMBERS,
    /** Who referred whom (RFC 3515, RFC 3892): the call of the REFER and the one that came of it. */
    REFERRAL;

    /** Whether it only means something near the start of the call. */
    boolean isOfTheStart() {
        return this == NUMBERS || this == REFERRAL || this == STREAM;
    }
}
