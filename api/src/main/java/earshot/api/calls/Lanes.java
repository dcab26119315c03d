// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.events.Endpoints;
import earshot.storage.SipMessageRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts addresses into lanes. A host is one lane however many ports it uses, except where two of its own ports talk to
 * each other, as programs on one machine do: then each port is a lane. Media belongs to the lane that announced it.
 */
final class Lanes {
    private final Map<String, Party> parties = new LinkedHashMap<>();
    private final Map<String, String> announced = new HashMap<>();
    private final Set<String> splitHosts = new HashSet<>();

    private static final class Party {
        private final Set<String> addresses = new LinkedHashSet<>();
        private boolean invites;
        private boolean isInvited;
        private boolean isMediaOnly;
        private boolean isFirstCaller;
    }

    Lanes(List<SipMessageRow> messages) {
        for (SipMessageRow message : messages) {
            if (Endpoints.address(message.src()).equals(Endpoints.address(message.dst())))
                splitHosts.add(Endpoints.address(message.src()));
        }
        for (SipMessageRow message : messages) add(message);
    }

    /** Remembers who announced a media endpoint; the first to do so is the one that owns it, later hops repeat it. */
    void announce(String endpoint, String by) {
        announced.putIfAbsent(endpoint, laneOf(by));
    }

    /** The lane of a signalling address. */
    String laneOf(String address) {
        String host = Endpoints.address(address);
        return splitHosts.contains(host) ? address : host;
    }

    /** The lane of a media endpoint, made when nobody announced it. */
    String mediaLaneOf(String endpoint) {
        String lane = announced.get(endpoint);
        if (lane == null) lane = Endpoints.address(endpoint);
        Party party = parties.get(lane);
        if (party == null) {
            party = new Party();
            party.isMediaOnly = true;
            parties.put(lane, party);
        }
        party.addresses.add(endpoint);
        return lane;
    }

    List<Ladder.Lane> list() {
        List<Ladder.Lane> lanes = new ArrayList<>();
        parties.forEach(
                (id, party) -> lanes.add(new Ladder.Lane(id, id, null, List.copyOf(party.addresses), role(party))));
        return lanes;
    }

    private void add(SipMessageRow message) {
        Party sender = party(message.src());
        Party receiver = party(message.dst());
        if (message.status() != null || !message.method().equals("INVITE")) return;
        if (parties.values().stream().noneMatch(party -> party.invites)) sender.isFirstCaller = true;
        sender.invites = true;
        receiver.isInvited = true;
    }

    private Party party(String address) {
        Party party = parties.computeIfAbsent(laneOf(address), id -> new Party());
        party.addresses.add(address);
        return party;
    }

    private static String role(Party party) {
        if (party.isMediaOnly) return "media";
        if (party.isFirstCaller) return "caller";
        if (party.invites && party.isInvited) return "proxy";
        return party.isInvited ? "callee" : "";
    }
}
