// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

/** What became of a packet: exactly one of these, so that the counts add up to what was read. */
public enum Fate {
    /** RTP of a recognised stream. */
    RTP(Outcome.DECODED),
    /** Looked like RTP of a stream not yet recognised; counted into the stream at once when it is. */
    RTP_PROBATION(Outcome.IGNORED),
    /** As {@link #RTP_PROBATION}, but too many flows were on probation already. */
    RTP_NO_ROOM(Outcome.IGNORED),
    /** RTCP, a whole compound. */
    RTCP(Outcome.DECODED),
    /** A SIP message in a datagram. */
    SIP(Outcome.DECODED),
    /** A TCP segment or an SCTP packet that carried SIP or a part of it. */
    SIP_SEGMENT(Outcome.DECODED),
    /** A TCP segment that carried media or a part of them: through TURN, or framed (RFC 4571). */
    MEDIA_SEGMENT(Outcome.DECODED),
    /** A log line that an agent sent by HEP; not kept unless the settings ask for it. */
    HEP_LOG(Outcome.IGNORED),
    /** A voice quality report (RFC 6035) that an agent sent by HEP outside of SIP. */
    HEP_QUALITY(Outcome.DECODED),
    /** What else an agent sent by HEP: call records, other protocols, quality in words of its own. */
    HEP_OTHER(Outcome.IGNORED),
    /** A piece of an IP datagram, kept until the others arrive. */
    FRAGMENT(Outcome.DECODED),
    /** STUN, TURN, DTLS, ZRTP: the neighbours of RTP on its ports. */
    MEDIA_SETUP(Outcome.IGNORED),
    /** Keep-alives on SIP ports. */
    KEEP_ALIVE(Outcome.IGNORED),
    /** UDP that carries something else. */
    OTHER_UDP(Outcome.IGNORED),
    /** TCP that carries something else, or nothing. */
    OTHER_TCP(Outcome.IGNORED),
    /** A packet that the mirror port showed a moment ago; only where copies are dropped. */
    DUPLICATE_COPY(Outcome.IGNORED),
    /** IP that carries neither UDP nor TCP, and no SIP over SCTP. */
    OTHER_IP(Outcome.IGNORED),
    /** No IP at all: ARP, spanning tree, or a link layer that is not supported. */
    NOT_IP(Outcome.IGNORED),
    /** Cut by the snap length before the part that is needed. */
    TRUNCATED(Outcome.TRUNCATED),
    /** Bytes that contradict their own format. */
    MALFORMED(Outcome.MALFORMED),
    /** A fault of ours: the packet was given up, and its error says where. */
    DECODER_BUG(Outcome.MALFORMED);

    /** The four sorts that the command line reports. */
    public enum Outcome {
        DECODED,
        IGNORED,
        MALFORMED,
        TRUNCATED
    }

    private final Outcome outcome;

    Fate(Outcome outcome) {
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }
}
