// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.AddressMove;
import earshot.events.Endpoints;
import earshot.events.Party;
import earshot.events.Sdp;
import earshot.events.SdpMedia;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the two sides of one call are, and when one of them moved: a re-INVITE or UPDATE with another host in Contact
 * (target refresh, RFC 3261 12.2) or another address of its audio, once it is accepted. Ports are not looked at.
 */
public class Moves {
    private static final int MOVES_MAX = 16;

    public Place caller = new Place();
    public Place callee = new Place();
    /** What the sides offer within the call, until it is accepted. */
    public Place callerOffer = new Place();

    public Place calleeOffer = new Place();
    /** The first of them, in order of time. */
    public List<MoveMemory> list = new ArrayList<>();

    public Moves() {}

    void message(SipMessage message, boolean byCaller) {
        boolean offers =
                message.getMethod().equals("INVITE") || message.getMethod().equals("UPDATE");
        if (!offers) return;
        int status = message.getStatusCode();
        if (status == 0) {
            boolean within = !message.getToTag().isEmpty();
            if (!within) note(caller, message, -message.getViaCount());
            if (within) note(byCaller ? callerOffer : calleeOffer, message, -message.getViaCount());
        } else if (status < 300) {
            if (status >= 200) accept(!byCaller, message);
            note(byCaller ? caller : callee, message, message.getViaCount());
        } else {
            Place refused = byCaller ? calleeOffer : callerOffer;
            if (refused.cseq == message.getCseq()) refused.cseq = -1;
        }
    }

    /** Of one transaction the sighting nearest to the side counts. */
    private static void note(Place place, SipMessage message, int nearness) {
        if (place.cseq == message.getCseq() && nearness <= place.nearness) return;
        place.cseq = message.getCseq();
        place.nearness = nearness;
        String contact = HeaderText.host(message.getContactUri());
        if (!contact.isEmpty()) place.contact = contact;
        Sdp sdp = message.getSdp();
        SdpMedia audio = sdp == null ? null : Hold.audio(sdp);
        boolean usable = audio != null && Endpoints.isUsable(audio.getAddress(), audio.getPort());
        if (audio != null && usable) place.media = audio.getAddress();
    }

    private void accept(boolean byCaller, SipMessage message) {
        Place offer = byCaller ? callerOffer : calleeOffer;
        Place place = byCaller ? caller : callee;
        if (offer.cseq != message.getCseq()) return;
        offer.cseq = -1;
        if (!offer.contact.isEmpty()) {
            compare(byCaller, "contact", place.contact, offer.contact, message.getTimeMicros());
            place.contact = offer.contact;
        }
        if (!offer.media.isEmpty()) {
            compare(byCaller, "media", place.media, offer.media, message.getTimeMicros());
            place.media = offer.media;
        }
    }

    private void compare(boolean byCaller, String what, String from, String to, long timeMicros) {
        if (from.isEmpty() || from.equals(to) || list.size() == MOVES_MAX) return;
        MoveMemory move = new MoveMemory();
        move.byCaller = byCaller;
        move.what = what;
        move.from = from;
        move.to = to;
        move.timeMicros = timeMicros;
        list.add(move);
    }

    List<AddressMove> rows() {
        List<AddressMove> rows = new ArrayList<>();
        for (MoveMemory one : list) {
            rows.add(AddressMove.newBuilder()
                    .setParty(one.byCaller ? Party.CALLER : Party.CALLEE)
                    .setWhat(one.what)
                    .setFrom(one.from)
                    .setTo(one.to)
                    .setTimeMicros(one.timeMicros)
                    .build());
        }
        return rows;
    }
}
