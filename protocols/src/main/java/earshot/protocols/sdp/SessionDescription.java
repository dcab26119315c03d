// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sdp;

import java.util.List;

/**
 * This is what a session description says about media (RFC 8866), keys left out.
 *
 * @param originAddress address of the o= line, empty when there is none
 * @param originSessionId session id of the o= line, as text: it may be longer than any number
 * @param originVersion session version of the o= line, as text
 * @param media the m= lines in their order, session-level values applied
 * @param bundle names of the lines that share one transport (RFC 9143), in their order; empty when none do
 * @param anomalies what was odd, by name
 */
public record SessionDescription(
        String originAddress,
        String originSessionId,
        String originVersion,
        List<MediaDescription> media,
        List<String> bundle,
        List<String> anomalies) {
    public SessionDescription {
        bundle = List.copyOf(bundle);
        media = List.copyOf(media);
        anomalies = List.copyOf(anomalies);
    }

    /**
     * One m= line in force.
     *
     * @param kind audio, video, image, application, ...
     * @param address connection address, empty when there is none
     * @param port 0 when the line is rejected
     * @param rtcpAddress of a=rtcp, else the connection address
     * @param rtcpPort of a=rtcp, else port + 1, or port when multiplexed; 0 when the line is rejected
     * @param protocol RTP/AVP, RTP/SAVP, UDP/TLS/RTP/SAVPF, udptl, ...
     * @param encrypted SAVP profile, crypto or fingerprint present
     * @param ptimeMs 0 when absent
     * @param candidates ICE candidates of component 1 over UDP as ip:port, [ip]:port for IPv6
     * @param mid name of the line within its session (RFC 9143); empty when absent
     * @param maxPtimeMs 0 when absent
     * @param ssrcs that the describer announces to send (RFC 5576): a hint, they may change
     * @param keying how the keys of the media are agreed
     */
    public record MediaDescription(
            String kind,
            String address,
            int port,
            String rtcpAddress,
            int rtcpPort,
            boolean rtcpMux,
            String protocol,
            Direction direction,
            boolean encrypted,
            int ptimeMs,
            List<Codec> codecs,
            List<String> candidates,
            String mid,
            int maxPtimeMs,
            List<Long> ssrcs,
            Keying keying) {
        public MediaDescription {
            ssrcs = List.copyOf(ssrcs);
            codecs = List.copyOf(codecs);
            candidates = List.copyOf(candidates);
        }

        /** Whether RTP can be expected: not T.38, MSRP or a data channel. */
        public boolean isRtp() {
            return protocol.contains("RTP/");
        }
    }

    /**
     * How keys are agreed; the keys themselves are never read.
     *
     * @param cryptoSuites of a=crypto (RFC 4568), in their order of preference
     * @param fingerprintHash hash function of a=fingerprint (RFC 8122), lower case; empty when there is none
     * @param setup role in DTLS (RFC 4145): active, passive, actpass, holdconn; empty when absent
     */
    public record Keying(List<String> cryptoSuites, String fingerprintHash, String setup) {
        public Keying {
            cryptoSuites = List.copyOf(cryptoSuites);
        }
    }

    /**
     * One payload type of an m= line.
     *
     * @param name as in rtpmap, else the static name of RFC 3551, else empty
     * @param clockRateHz 0 when unknown
     * @param format fmtp parameters
     */
    public record Codec(int payloadType, String name, int clockRateHz, int channels, String format) {}

    /** Which way the describer is ready to use the media; the constants are the attributes of RFC 8866 §6.7. */
    public enum Direction {
        SENDRECV,
        SENDONLY,
        RECVONLY,
        INACTIVE
    }
}
