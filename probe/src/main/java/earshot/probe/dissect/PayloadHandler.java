// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import earshot.protocols.rtcp.RtcpCompound;
import earshot.protocols.rtp.RtpHeader;
import earshot.protocols.sip.SipMessageView;

/**
 * Takes what a {@link Dissector} found. The arguments are views that are used again for the next packet: what must
 * outlive the call is copied.
 */
public interface PayloadHandler {
    /** A packet with a whole RTP header; returns the fate that its stream gives it. */
    Fate rtp(Flow flow, RtpHeader rtp, byte[] bytes, int dscp);

    /** The same, of a packet that came within TCP: segments and packets of media are not one to one. */
    default Fate streamedRtp(Flow flow, RtpHeader rtp, byte[] bytes, int dscp) {
        return rtp(flow, rtp, bytes, dscp);
    }

    void rtcp(Flow flow, RtcpCompound compound);

    /**
     * A SIP message.
     *
     * @param fragments of the UDP datagram that it came in, 1 when whole; 0 for other carriers
     */
    void sip(Flow flow, SipMessageView message, Carrier carrier, int fragments);

    /** What may be a quality report (RFC 6035) without SIP around it; whether it is one. */
    boolean quality(Flow flow, byte[] bytes, int offset, int length);

    /** A line that an agent logged, text of any shape. */
    void log(Flow flow, byte[] bytes, int offset, int length);

    /** What a SIP message travelled in. */
    enum Carrier {
        UDP,
        TCP,
        WEB_SOCKET,
        SCTP,
        /** A copy by HEP: what it travelled in is what the agent says. */
        AGENT
    }
}
