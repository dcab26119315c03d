// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Pairs the calls that have one value in common. Keyed by the hash of the value.
 *
 * <p>With every call that joins, all pairs are weighed again: a link that became doubtful is withdrawn. A value that too
 * many calls have at one time is none to go by, whatever its header promises; its links are withdrawn as well, and it is
 * ignored until nobody has said it for {@link Patience#LEG_OPEN}.
 */
public final class LegLinker {
    private static final Comparator<LegEvidence> BY_START = Comparator.<LegEvidence>comparingLong(
                    leg -> leg.startMicros)
            .thenComparing(leg -> leg.callId)
            .thenComparing(leg -> leg.reason)
            .thenComparing(leg -> leg.names);

    private final LinkSettings settings;
    private final Pairing pairing;

    public LegLinker(LinkSettings settings) {
        this.settings = settings;
        this.pairing = new Pairing(settings);
    }

    /** Takes what a call says; true when the value turned out to be no identifier. */
    public boolean evidence(LinkerMemory memory, LegEvidence evidence, Timers timers, Consumer<LegLink> out) {
        long now = evidence.order.timeMicros;
        memory.lastMicros = Math.max(memory.lastMicros, now);
        memory.calls.removeIf(known -> isSame(known, evidence) || known.forgottenMicros() <= now);
        boolean turnsJunk = false;
        if (!memory.junk && evidence.forgottenMicros() > now) {
            memory.calls.add(evidence);
            turnsJunk = countCalls(memory) > settings.callsPerValueMax();
            if (turnsJunk) {
                memory.junk = true;
                memory.calls.clear();
                memory.links.forEach(link -> out.accept(Pairing.withdrawn(link, evidence.order)));
                memory.links.clear();
            } else {
                weigh(memory, evidence, out);
            }
        }
        wait(memory, now, timers);
        return turnsJunk;
    }

    public void timer(LinkerMemory memory, long timeMicros, Timers timers) {
        memory.timerMicros = Patience.NEVER;
        memory.calls.removeIf(known -> known.forgottenMicros() <= timeMicros);
        memory.links.removeIf(link -> !holds(memory, link));
        if (memory.junk && timeMicros >= memory.lastMicros + Patience.LEG_OPEN) memory.junk = false;
        if (!memory.isEmpty()) wait(memory, timeMicros, timers);
    }

    private static boolean isSame(LegEvidence one, LegEvidence other) {
        return one.callId.equals(other.callId) && one.reason.equals(other.reason) && one.names == other.names;
    }

    private static int countCalls(LinkerMemory memory) {
        Set<String> callIds = new HashSet<>();
        for (LegEvidence call : memory.calls) callIds.add(call.callId);
        return callIds.size();
    }

    private void weigh(LinkerMemory memory, LegEvidence news, Consumer<LegLink> out) {
        memory.calls.sort(BY_START);
        List<LegLink> links = pairing.links(memory.calls);
        List<LegLink> kept = new ArrayList<>();
        for (LegLink told : memory.links) {
            boolean isFound = links.stream().anyMatch(link -> isSame(link, told));
            if (isFound) continue;
            if (holds(memory, told)) out.accept(Pairing.withdrawn(told, news.order));
        }
        for (LegLink link : links) {
            link.order = news.order;
            boolean isTold =
                    memory.links.stream().anyMatch(told -> isSame(link, told) && told.confidence == link.confidence);
            if (!isTold) out.accept(link);
            kept.add(link);
        }
        memory.links = kept;
    }

    private static boolean isSame(LegLink one, LegLink other) {
        return one.pair.equals(other.pair) && one.reason.equals(other.reason);
    }

    /** Both calls are still remembered. A link of forgotten ones stays as it was told. */
    private static boolean holds(LinkerMemory memory, LegLink link) {
        boolean one = false;
        boolean other = false;
        for (LegEvidence call : memory.calls) {
            one |= call.callId.equals(link.callId);
            other |= call.callId.equals(link.linkedCallId);
        }
        return one && other;
    }

    private static void wait(LinkerMemory memory, long nowMicros, Timers timers) {
        long next = memory.junk ? memory.lastMicros + Patience.LEG_OPEN : Long.MAX_VALUE;
        for (LegEvidence call : memory.calls) next = Math.min(next, call.forgottenMicros());
        if (next == Long.MAX_VALUE) return;
        next = Math.max(next, nowMicros);
        if (memory.timerMicros != Patience.NEVER && memory.timerMicros <= next) return;
        memory.timerMicros = next;
        timers.at(next);
    }
}
