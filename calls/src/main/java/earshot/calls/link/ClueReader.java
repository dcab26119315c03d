// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.invite.Dialogs;
import earshot.events.Endpoints;
import earshot.events.Sdp;
import earshot.events.SdpMedia;
import earshot.events.SipMessage;
import earshot.protocols.sip.NameAddress;
import earshot.protocols.sip.Params;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a message says that could tie its call to another. Values come from anyone, and are only ever compared. */
final class ClueReader {
    private static final int VALUES_MAX = 4;
    private static final int VALUE_MAX = 512;
    /** Shorter values, and those of one or two characters over and over, are fillers: {@code 0}, {@code none}. */
    private static final int VALUE_MIN = 6;

    private static final int DISTINCT_MIN = 3;
    private static final int UUID_LENGTH = 32;
    private static final int NUMBERS_MAX = 3;
    private static final int LINES_MAX = 8;

    private final LinkSettings settings;

    ClueReader(LinkSettings settings) {
        this.settings = settings;
    }

    /** Adds what is new; whether there was anything. */
    boolean read(LegMemory leg, SipMessage message) {
        List<Clue> clues = new ArrayList<>();
        clues.add(new Clue(ClueKind.CALL_ID, "call-id", LegIds.stem(leg.callId), false));
        Map<String, String> headers = message.getHeaders();
        sessionId(headers.get("session-id"), clues);
        chargingVector(headers.get("p-charging-vector"), clues);
        identity(headers.get("identity"), clues);
        for (String name : settings.headers()) configured(name, headers.get(name), clues);
        for (String name : List.of("replaces", "join", "target-dialog")) dialog(name, headers.get(name), clues);
        String referTo = headers.get("refer-to");
        if (referTo != null) replacedBy(referTo, clues);
        if (message.getMethod().equals("REFER") && referTo != null) refer(message, referTo, clues);
        boolean isNews = false;
        boolean isFirstHop = leg.sources.isEmpty();
        // Those within the call run both ways, and would make each host both end and beginning.
        if (Dialogs.isInitialInvite(message)) {
            isNews = hop(leg, message);
            numbers(message, isFirstHop, clues);
        } else if (isRinging(message) && !leg.unseenAnswer.isInviteSeen()) {
            isNews = hopOfResponse(leg, message);
            numbersOfResponse(message, isFirstHop, clues);
        }
        if (message.getSdp() != null) media(message, message.getSdp(), clues);
        for (Clue clue : clues) isNews |= leg.add(clue, message.getTimeMicros());
        return isNews;
    }

    /** Only an INVITE that sets up makes a telephone ring (RFC 3261 21.1.2): where it was not captured, this stands for it. */
    private static boolean isRinging(SipMessage message) {
        boolean isProvisional = message.getStatusCode() > 100 && message.getStatusCode() < 200;
        return isProvisional && message.getMethod().equals("INVITE");
    }

    private static boolean hop(LegMemory leg, SipMessage message) {
        boolean isNews = addOnce(leg.sources, Endpoints.of(message.getSourceAddress(), message.getSourcePort()));
        return addOnce(leg.destinations, Endpoints.of(message.getDestinationAddress(), message.getDestinationPort()))
                || isNews;
    }

    /** It came the way back. */
    private static boolean hopOfResponse(LegMemory leg, SipMessage response) {
        boolean isNews = addOnce(leg.destinations, Endpoints.of(response.getSourceAddress(), response.getSourcePort()));
        return addOnce(leg.sources, Endpoints.of(response.getDestinationAddress(), response.getDestinationPort()))
                || isNews;
    }

    private static boolean addOnce(List<String> list, String value) {
        return list.size() < LegMemory.HOPS_MAX && !list.contains(value) && list.add(value);
    }

    /** Both UUIDs, in whichever order; the nil one stands for "not known yet" (RFC 7989 section 5). */
    private static void sessionId(@Nullable String header, List<Clue> clues) {
        if (header == null) return;
        int end = Params.endOfPart(header, 0, ';');
        uuid(header.substring(0, end), clues);
        if (end < header.length()) uuid(Params.get(header, end + 1, "remote"), clues);
    }

    private static void uuid(String text, List<Clue> clues) {
        String uuid = text.strip().replace("-", "").toLowerCase(Locale.ROOT);
        if (uuid.length() != UUID_LENGTH) return;
        boolean isNil = true;
        for (int i = 0; i < UUID_LENGTH; i++) {
            if (Character.digit(uuid.charAt(i), 16) < 0) return;
            isNil &= uuid.charAt(i) == '0';
        }
        if (!isNil) clues.add(new Clue(ClueKind.HEADER, "session-id", uuid, false));
    }

    /** RFC 7315 section 4.6: the charging identifier of the dialog, and of another that led to it. */
    private static void chargingVector(@Nullable String header, List<Clue> clues) {
        if (header == null) return;
        for (String name : List.of("icid-value", "related-icid")) {
            String icid = Params.get(header, 0, name).strip();
            if (isTelling(icid)) clues.add(new Clue(ClueKind.HEADER, "p-charging-vector", icid, false));
        }
    }

    /** One and the same token (RFC 8224): who is said to call whom, as of when. */
    private static void identity(@Nullable String header, List<Clue> clues) {
        if (header == null) return;
        String from = Params.get(header, 0, "orig");
        String to = Params.get(header, 0, "dest");
        String issued = Params.get(header, 0, "iat");
        if (from.isEmpty() || to.isEmpty() || issued.isEmpty()) return;
        clues.add(new Clue(ClueKind.HEADER, "identity", from + " " + to + " " + issued, false));
    }

    private static void configured(String name, @Nullable String header, List<Clue> clues) {
        if (header == null) return;
        List<String> values = Params.split(header);
        for (String element : values.subList(0, Math.min(values.size(), VALUES_MAX))) {
            String value = LegIds.plain(element);
            if (!isTelling(value)) continue;
            clues.add(new Clue(ClueKind.HEADER, name, value, false));
            clues.add(new Clue(ClueKind.CALL_ID, name, LegIds.stem(value), true));
        }
    }

    /** Replaces (RFC 3891), Join (RFC 3911), Target-Dialog (RFC 4538): a Call-ID, then tags. */
    private static void dialog(String name, @Nullable String header, List<Clue> clues) {
        if (header == null) return;
        String value = LegIds.plain(header);
        if (!value.isEmpty()) clues.add(new Clue(ClueKind.CALL_ID, name, LegIds.stem(value), true));
    }

    /** The call that a Refer-To wants replaced: {@code <sip:x@y?Replaces=call-id%3Bto-tag%3D...>}. */
    private static void replacedBy(String referTo, List<Clue> clues) {
        String value = LegIds.replacedIn(referTo);
        if (!value.isEmpty()) clues.add(new Clue(ClueKind.CALL_ID, "refer-to", LegIds.stem(value), true));
    }

    private void refer(SipMessage message, String referTo, List<Clue> clues) {
        String by = message.getHeaders().get("referred-by");
        String referrer =
                suffix(by == null ? message.getFromUser() : NameAddress.of(by).user());
        String target = suffix(NameAddress.of(referTo).user());
        if (!target.isEmpty()) {
            clues.add(transfer(message.getDestinationAddress(), target, false));
        }
        if (referrer.isEmpty() || target.isEmpty()) return;
        clues.add(new Clue(ClueKind.REFERRAL, "referred-by", referrer + " " + target, false));
    }

    /** Whoever is asked to call somebody, and whoever calls somebody. */
    private static Clue transfer(String host, String target, boolean names) {
        return new Clue(ClueKind.REFERRAL, Clue.TRANSFER, host + ' ' + target, names);
    }

    private void numbers(SipMessage message, boolean isFirstHop, List<Clue> clues) {
        Map<String, String> headers = message.getHeaders();
        Set<String> callers = new LinkedHashSet<>();
        add(callers, message.getFromUser());
        addUsers(callers, headers.get("p-asserted-identity"));
        addUsers(callers, headers.get("remote-party-id"));
        Set<String> called = new LinkedHashSet<>();
        add(called, message.getToUser());
        String uri = message.getRequestUri();
        if (uri != null) addUsers(called, uri);
        addUsers(called, headers.get("p-called-party-id"));
        both(callers, called, "numbers", false, clues);
        for (String name : List.of("diversion", "history-info")) {
            Set<String> diverted = new LinkedHashSet<>();
            addUsers(diverted, headers.get(name));
            diverted.removeAll(called);
            both(callers, diverted, name, true, clues);
        }
        String by = headers.get("referred-by");
        if (by == null) {
            if (!isFirstHop) return;
            for (String target : called) clues.add(transfer(message.getSourceAddress(), target, true));
            return;
        }
        Set<String> referrers = new LinkedHashSet<>();
        addUsers(referrers, by);
        for (String referrer : referrers) {
            for (String target : called) {
                clues.add(new Clue(ClueKind.REFERRAL, "referred-by", referrer + " " + target, true));
            }
        }
    }

    /** From and To are those of the request; whom a response asserts is the one who was called. */
    private void numbersOfResponse(SipMessage response, boolean isFirstHop, List<Clue> clues) {
        Set<String> callers = new LinkedHashSet<>();
        add(callers, response.getFromUser());
        Set<String> called = new LinkedHashSet<>();
        add(called, response.getToUser());
        String caller = response.getDestinationAddress();
        if (isFirstHop) called.forEach(target -> clues.add(transfer(caller, target, true)));
        both(callers, called, "numbers", false, clues);
    }

    private static void both(Set<String> callers, Set<String> called, String reason, boolean names, List<Clue> clues) {
        for (String from : callers) {
            for (String to : called) clues.add(new Clue(ClueKind.NUMBERS, reason, from + " " + to, names));
        }
    }

    private void addUsers(Set<String> numbers, @Nullable String addresses) {
        if (addresses == null) return;
        for (String address : Params.split(addresses)) {
            add(numbers, NameAddress.of(address).user());
        }
    }

    private void add(Set<String> numbers, String user) {
        String number = suffix(user);
        if (!number.isEmpty() && numbers.size() < NUMBERS_MAX) numbers.add(number);
    }

    private String suffix(String user) {
        return NumberSuffix.of(user, settings.numberDigits());
    }

    /** Named endpoints, but for private ones told from a public address: those mean something behind that NAT only. */
    private static void media(SipMessage message, Sdp sdp, List<Clue> clues) {
        boolean isSentPublicly = !LegIds.isPrivate(message.getSourceAddress());
        List<SdpMedia> lines = sdp.getMedia();
        for (SdpMedia line : lines.subList(0, Math.min(lines.size(), LINES_MAX))) {
            boolean isUsable = Endpoints.isUsable(line.getAddress(), line.getPort());
            boolean isElsewhere = isSentPublicly && LegIds.isPrivate(line.getAddress());
            // 9 is what WebRTC says when it does not know yet (RFC 8840).
            if (!isUsable || isElsewhere || line.getPort() == 9) continue;
            String endpoint = Endpoints.of(line.getAddress(), line.getPort());
            clues.add(new Clue(ClueKind.MEDIA, "media", endpoint, false));
        }
    }

    private static boolean isTelling(String value) {
        if (value.length() < VALUE_MIN || value.length() > VALUE_MAX) return false;
        return value.chars().distinct().limit(DISTINCT_MIN).count() == DISTINCT_MIN;
    }
}
