// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import java.util.List;
import java.util.function.Consumer;

/** Makes one row of each reason for a pair of calls, whatever number of values speaks for it. Keyed by the pair. */
public final class PairMerger {
    static final int LINKS_MAX = 64;
    private static final int VALUES_MAX = 8;

    public void link(PairMemory memory, LegLink link, Timers timers, Consumer<CallLink> out) {
        boolean isWithdrawn = link.confidence == 0;
        boolean wasThere = memory.links.removeIf(
                known -> known.evidence.equals(link.evidence) && known.reason.equals(link.reason));
        if (isWithdrawn && !wasThere) return;
        if (!isWithdrawn && memory.links.size() < LINKS_MAX) memory.links.add(link);
        tell(memory, link, out);
        memory.expiresMicros = Math.max(memory.expiresMicros, link.order.timeMicros + Patience.LEG_OPEN);
        wait(memory, timers);
    }

    public void timer(PairMemory memory, long timeMicros, Timers timers) {
        memory.timerMicros = Patience.NEVER;
        if (memory.isEmpty()) return;
        if (timeMicros < memory.expiresMicros) {
            wait(memory, timers);
            return;
        }
        memory.links.clear();
        memory.told.clear();
    }

    private static void tell(PairMemory memory, LegLink news, Consumer<CallLink> out) {
        CallLink row = new CallLink();
        row.callId = news.callId;
        row.linkedCallId = news.linkedCallId;
        row.reason = news.reason;
        row.timeMicros = news.timeMicros;
        for (LegLink link : memory.links) {
            if (!link.reason.equals(news.reason)) continue;
            row.confidence = Math.max(row.confidence, link.confidence);
            row.timeMicros = Math.max(row.timeMicros, link.timeMicros);
            if (!row.values.contains(link.value)) row.values.add(link.value);
        }
        row.values.sort(null);
        while (row.values.size() > VALUES_MAX) row.values.remove(VALUES_MAX);
        row.version = news.order.timeMicros;
        CallLink before = find(memory.told, news.reason);
        if (before != null) {
            boolean isSame = before.confidence == row.confidence
                    && before.timeMicros == row.timeMicros
                    && before.values.equals(row.values);
            if (isSame) return;
            row.version = Math.max(row.version, before.version + 1);
            memory.told.remove(before);
        }
        memory.told.add(row);
        out.accept(row);
    }

    private static @org.jspecify.annotations.Nullable CallLink find(List<CallLink> told, String reason) {
        for (CallLink link : told) {
            if (link.reason.equals(reason)) return link;
        }
        return null;
    }

    private static void wait(PairMemory memory, Timers timers) {
        if (memory.timerMicros != Patience.NEVER && memory.timerMicros <= memory.expiresMicros) return;
        memory.timerMicros = memory.expiresMicros;
        timers.at(memory.expiresMicros);
    }
}
