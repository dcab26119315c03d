// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.time;

/**
 * How long each machine waits, in microseconds of event time. Public, so that whoever sets up watermarks and the
 * retention of state agrees with the machines.
 */
public final class Patience {
    private static final long SECOND = 1_000_000L;

    /** "Not yet": a time before every event. State holds no boxed times. */
    public static final long NEVER = Long.MIN_VALUE;

    /** How far events may come out of order and still be sorted: the bounded lateness of every watermark. */
    public static final long LATENESS = 3 * SECOND;

    /** Claims outlive the BYE so long: media may follow it briefly (packets that start later are not the call's). */
    public static final long CLAIM_GRACE = 10 * SECOND;

    /** An answered call without BYE claims its endpoints so long after its last message about media. */
    public static final long CLAIM_LIFE = 4 * 3_600 * SECOND;

    /** Media may run so long before the SDP that explains it. */
    public static final long EARLY_MEDIA = 60 * SECOND;

    /** The matcher remembers closed claims and silent streams so long, because reports come after the fact. */
    public static final long MATCH_MEMORY = 90 * SECOND;

    /** A request that nobody answers at all: 64*T1 (RFC 3261 17.1.1.2) and a margin for slow links. */
    public static final long UNANSWERED_REQUEST = 40 * SECOND;

    /** An INVITE that got a provisional response only: Timer C of a proxy is above 180 s (RFC 3261 16.6). */
    public static final long RINGING = 190 * SECOND;

    /** A challenge (401, 407) or a cancelled INVITE waits so long for what usually follows: 64*T1. */
    public static final long FOLLOW_UP = 32 * SECOND;

    /** An answered call whose media was seen ends this long after its last message and its last packet. */
    public static final long SILENT_CALL = 300 * SECOND;

    /** An answered call whose media nobody sees is kept as long as a session without refresh may plausibly last. */
    public static final long UNHEARD_CALL = 3_600 * SECOND;

    /** Ended calls are remembered so long for late streams, retransmissions and second attempts. */
    public static final long ENDED_CALL = 300 * SECOND;

    /** A stream without a report for so long has ended, even when its probe never said so. */
    public static final long SILENT_STREAM = 120 * SECOND;

    /** What a call learns within so long is one row: an INVITE and what it sets off, or the two directions of its media. */
    public static final long CALL_UPDATE = SECOND;

    /** Between two rows of one call, or of one stream, that differ by measurements only. */
    public static final long MEDIA_UPDATE = 15 * SECOND;

    /** An address of record without a binding in force, or a subscription that ended, is remembered so long. */
    public static final long ENDED_REGISTRATION = 3_600 * SECOND;

    /** One that never worked: scanners try thousands of names. */
    public static final long VAIN_ATTEMPT = 600 * SECOND;

    /** What has no expiry of its own, such as a peer that is asked no more, is remembered so long. */
    public static final long SILENT_ENDPOINT = 86_400 * SECOND;

    /** Messages too large for UDP between two addresses are told in rows at least so far apart. */
    public static final long SIZE_UPDATE = 10 * SECOND;

    /** What a call says of itself is told to the linker so long after it is new: its hops follow each other closely. */
    public static final long LEG_SETTLE = SECOND;

    /** No timer comes so late, unless the clock of a capture leapt. */
    public static final long LEAP = 3_600 * SECOND;

    /** Numbers, referrals and beginning streams link what starts within so long. */
    public static final long LEG_START = 180 * SECOND;

    /** A stream that was bound within so long of its start is compared with others that started then. */
    public static final long LEG_STREAM = 30 * SECOND;

    /** A leg may be linked so long after its end: the next target of a hunt group is tried then. */
    public static final long LEG_ENDED = 120 * SECOND;

    /** A leg whose end nobody saw is no longer linked so long after its last message. */
    public static final long LEG_OPEN = 3_600 * SECOND;

    /** A leg that lasts is told again that often, when it is heard of. */
    public static final long LEG_REFRESH = 600 * SECOND;

    private Patience() {}
}
