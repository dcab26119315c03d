// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.events.Endpoints;
import earshot.events.Keys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A clue of one call, with what must be known of the call to weigh it. A later one of the same clue replaces it. */
public class LegEvidence {
    public EventOrder order = new EventOrder();
    /** Hash of kind and value, and the key: all calls that have the value meet there. */
    public String key = "";

    public ClueKind kind = ClueKind.HEADER;
    public String reason = "";
    public String value = "";
    public boolean names;
    public String callId = "";
    /** Start of the call; of a stream, its own. */
    public long startMicros;
    /** When the call said it first. */
    public long fromMicros;
    /** When what the clue promised was refused or done; Long.MAX_VALUE before. */
    public long closedMicros = Long.MAX_VALUE;
    /** End of the call; Long.MAX_VALUE while it lasts. */
    public long untilMicros = Long.MAX_VALUE;
    /** When the call was last heard of. */
    public long seenMicros;

    public boolean answered;
    /** ip:port of those who sent the call's INVITEs, or its stream. */
    public List<String> sources = new ArrayList<>();
    /** ip:port of those who got them. */
    public List<String> destinations = new ArrayList<>();

    public LegEvidence() {}

    static LegEvidence of(LegMemory leg, Clue clue, EventOrder order) {
        LegEvidence evidence = new LegEvidence();
        evidence.order = order;
        evidence.key = Keys.evidenceKey(clue.kind.name(), clue.value);
        evidence.kind = clue.kind;
        evidence.reason = clue.reason;
        evidence.value = clue.value;
        evidence.names = clue.names;
        evidence.callId = leg.callId;
        evidence.startMicros = leg.startMicros;
        evidence.fromMicros = clue.fromMicros;
        evidence.closedMicros = clue.untilMicros;
        evidence.untilMicros = leg.isEnded() ? leg.endMicros : Long.MAX_VALUE;
        evidence.seenMicros = leg.lastMicros;
        evidence.answered = leg.answered;
        evidence.sources = new ArrayList<>(leg.sources);
        evidence.destinations = new ArrayList<>(leg.destinations);
        return evidence;
    }

    /** Tells evidence of one key and order apart. */
    public String tie() {
        return callId + '|' + reason + '|' + names;
    }

    /** When nothing can be linked by it any more. */
    long forgottenMicros() {
        if (kind.isOfTheStart()) return fromMicros + Patience.LEG_START;
        if (untilMicros == Long.MAX_VALUE) return seenMicros + (answered ? Patience.LEG_OPEN : Patience.RINGING);
        return Math.max(untilMicros, seenMicros) + Patience.LEG_ENDED;
    }

    /**
     * Whether the other starts where this one ends: a host that this call went to, and not through, sent the other. On
     * one machine ports stand for hosts.
     */
    boolean feeds(LegEvidence other) {
        Set<String> ends = withoutPassage(destinations, sources);
        ends.retainAll(withoutPassage(other.sources, other.destinations));
        return !ends.isEmpty();
    }

    private static Set<String> withoutPassage(List<String> these, List<String> those) {
        Set<String> hosts = hosts(these);
        hosts.removeAll(hosts(those));
        if (!hosts.isEmpty()) return hosts;
        Set<String> endpoints = new HashSet<>(these);
        those.forEach(endpoints::remove);
        return endpoints;
    }

    private static Set<String> hosts(List<String> endpoints) {
        Set<String> hosts = new HashSet<>();
        for (String endpoint : endpoints) hosts.add(Endpoints.address(endpoint));
        return hosts;
    }
}
