// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as a ladder: lanes side by side, events downwards, media beside them. Times are microseconds since 1970.
 *
 * @param warnings what a person should know before believing the picture
 */
public record Ladder(
        String callKey,
        String callId,
        List<Lane> lanes,
        List<Event> events,
        List<Media> streams,
        List<Warning> warnings) {
    /**
     * A party: a host, or one port of it where hosts talk to themselves.
     *
     * @param id names it in events and streams
     * @param alias a name given by people, when there is one
     * @param addresses its ip:port values in the order in which they were seen
     * @param role caller, proxy, callee or media; empty when unknown
     */
    public record Lane(String id, String label, @Nullable String alias, List<String> addresses, String role) {}

    /**
     * A message on one hop.
     *
     * @param seq its place in the order, from 1: by time, then as captured, a request before its response
     * @param label method, or status and phrase; behind it the causes of Reason headers and a STIR attestation
     * @param code status; null in a request
     * @param transaction CSeq number and the method that began it
     * @param dialog tags of both ends
     * @param retransmitOf seq of the first sending of the same message on the same hop
     * @param retransmission 1 for the first repetition; 0 when it is none
     * @param deltaUs time since the event before
     * @param severity info, success, warning or error
     */
    public record Event(
            int seq,
            long tUs,
            String kind,
            String from,
            String to,
            String label,
            String method,
            @Nullable Integer code,
            long cseq,
            String transaction,
            String dialog,
            String callId,
            @Nullable Integer retransmitOf,
            int retransmission,
            long deltaUs,
            @Nullable Sdp sdp,
            String severity,
            String probe,
            String src,
            String dst,
            String transport) {}

    /** What a message said of media. */
    public record Sdp(List<SdpMedia> media) {}

    /**
     * One m-line.
     *
     * @param type audio, video, ...
     * @param codec names of its codecs in order of preference, comma-separated
     * @param port 0 when the line is rejected
     * @param dir sendrecv, sendonly, recvonly or inactive
     */
    public record SdpMedia(String type, String codec, String addr, int port, String dir) {}

    /**
     * An RTP stream from its first packet to its last.
     *
     * @param jitterMs mean
     */
    public record Media(
            String id,
            String from,
            String to,
            String src,
            String dst,
            long startUs,
            long endUs,
            @Nullable String codec,
            long packets,
            long lost,
            double lossPercent,
            double jitterMs,
            @Nullable Double mosLq,
            String scoreNote,
            @Nullable Double rttMs,
            boolean encrypted) {}

    /**
     * Something odd.
     *
     * @param code names it for programs
     * @param severity info, warning or error
     */
    public record Warning(String code, String severity, String text) {}
}
