// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.Endpoints;
import earshot.events.Sdp;
import earshot.events.SdpDirection;
import earshot.events.SdpMedia;
import earshot.events.SipMessage;
import org.jspecify.annotations.Nullable;

/**
 * Who is to send audio, as the two sides last said, and how often the call was put on hold: an offer of sendonly,
 * inactive or address 0.0.0.0 within the call, once it is accepted (RFC 3264 8.4, RFC 6337 5.3).
 */
public class Hold {
    private static final int DISCARD_PORT = 9;

    public int holds;
    /** Each side's audio is both ways; false before it said so. */
    public boolean callerOpen;

    public boolean calleeOpen;
    /** Both sides were to send at one time after the answer. */
    public boolean bothSend;
    /** The side that put the call on hold. */
    public boolean heldByCaller;

    public boolean heldByCallee;

    /** An offer within the call that waits for its 2xx: CSeq, side and what it asks for. */
    public long offerCseq = -1;

    public boolean offerByCaller;
    public boolean offerHolds;

    public Hold() {}

    void message(SipMessage message, boolean byCaller, boolean answered) {
        Sdp sdp = message.getSdp();
        boolean request = message.getStatusCode() == 0;
        boolean offers =
                message.getMethod().equals("INVITE") || message.getMethod().equals("UPDATE");
        SdpMedia audio = sdp == null ? null : audio(sdp);
        if (audio != null) {
            boolean usable = Endpoints.isUsable(audio.getAddress(), audio.getPort()) || isIce(audio);
            boolean open = usable && audio.getDirection() == SdpDirection.SENDRECV;
            if (byCaller) callerOpen = open;
            if (!byCaller) calleeOpen = open;
            if (request && offers && answered && audio.getPort() > 0) {
                offerCseq = message.getCseq();
                offerByCaller = byCaller;
                offerHolds = !usable
                        || audio.getDirection() == SdpDirection.SENDONLY
                        || audio.getDirection() == SdpDirection.INACTIVE;
            }
        }
        boolean accepted = offers && message.getStatusCode() >= 200 && message.getCseq() == offerCseq;
        // A response travels from the side that did not offer.
        if (accepted && byCaller != offerByCaller) settle(message.getStatusCode() < 300);
        bothSend |= answered && callerOpen && calleeOpen;
    }

    /** An address that ICE will find is left open as 0.0.0.0 or port 9 (RFC 8839 4.3.3, RFC 8840 4.1.1): that is no hold. */
    private static boolean isIce(SdpMedia audio) {
        return audio.getPort() == DISCARD_PORT || !audio.getCandidates().isEmpty();
    }

    private void settle(boolean accepted) {
        offerCseq = -1;
        if (!accepted) return;
        boolean before = offerByCaller ? heldByCaller : heldByCallee;
        if (offerHolds && !before) holds++;
        if (offerByCaller) heldByCaller = offerHolds;
        if (!offerByCaller) heldByCallee = offerHolds;
    }

    private static @Nullable SdpMedia audio(Sdp sdp) {
        for (SdpMedia media : sdp.getMedia()) {
            if (media.getKind().equals("audio")) return media;
        }
        return null;
    }
}
