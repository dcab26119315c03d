// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * This decides what happens to the packets of one RTP stream: which are lost, late, overtaken or doubled. Every packet draws
 * the same count of random numbers, whatever is switched on, so that one impairment does not disturb the choice of another;
 * {@link Random} is specified to the bit, so every Java gives the same copy.
 *
 * <p>The first and the last packet of a stream are not touched, unless that is asked for: what a receiver expects by
 * sequence numbers (RFC 3550 A.3) is then exactly what was sent, and lost is exactly what was dropped.
 */
final class StreamImpairer {
    private static final long REORDER_LAG_MICROS = 1_000;
    private static final long DUPLICATE_LAG_MICROS = 2_500;
    private static final long ORDER_GAP_MICROS = 100;
    private final ImpairSettings settings;
    private final Random random;
    /** For what came later than the first copies: their choices stay as they were. */
    private final Random insideBursts;

    private boolean inBurst;

    /** A packet on its way: what it was, when it arrives, and whether it is a second copy. */
    record Arrival(CaptureFile.Packet sent, long timeMicros, boolean isCopy, boolean wasHeld) {}

    /** What a stream's packets became. */
    record Result(List<Arrival> arrivals, List<CaptureFile.Packet> dropped, double delaySumMs, double delayMaxMs) {}

    StreamImpairer(ImpairSettings settings, int streamIndex) {
        this.settings = settings;
        this.random = new Random(settings.seed() * 1_000_003 + streamIndex);
        this.insideBursts = new Random(~settings.seed() * 1_000_003 + streamIndex);
    }

    Result apply(List<CaptureFile.Packet> sent) {
        List<CaptureFile.Packet> dropped = new ArrayList<>();
        List<Arrival> arrivals = new ArrayList<>();
        List<Arrival> doubled = new ArrayList<>();
        double delaySumMs = 0;
        double delayMaxMs = 0;
        for (int i = 0; i < sent.size(); i++) {
            boolean atEdge = i < settings.sparedFirst() || i >= sent.size() - settings.sparedLast();
            boolean isLostAlone = draw(settings.loss());
            boolean isLost = stepBurst() || isLostAlone;
            double delayMs = settings.jitter().ms(random.nextDouble(), random.nextDouble());
            if (atEdge && settings.overtakes()) delayMs = 0; // nothing can overtake them
            boolean isHeld = draw(settings.reorder());
            boolean isDoubled = draw(settings.duplicate());
            if (isLost && !atEdge) {
                dropped.add(sent.get(i));
                continue;
            }
            delaySumMs += delayMs;
            delayMaxMs = Math.max(delayMaxMs, delayMs);
            long time = sent.get(i).timeMicros() + Math.round(delayMs * 1000);
            if (!arrivals.isEmpty() && !settings.overtakes()) {
                time = Math.max(time, arrivals.get(arrivals.size() - 1).timeMicros + ORDER_GAP_MICROS);
            }
            Arrival arrival = new Arrival(sent.get(i), time, false, isHeld && !atEdge);
            arrivals.add(arrival);
            if (isDoubled && !atEdge && !isHeld) doubled.add(arrival);
        }
        if (settings.overtakes()) arrivals.sort(Comparator.comparingLong(Arrival::timeMicros));
        List<Arrival> ordered = hold(arrivals);
        doubled.forEach(arrival -> copy(ordered, arrival));
        return new Result(ordered, dropped, delaySumMs, delayMaxMs);
    }

    private boolean draw(double probability) {
        return random.nextDouble() < probability;
    }

    /** One step of Gilbert's model; within a burst all is lost, or, as Elliott has it, a share. */
    private boolean stepBurst() {
        ImpairSettings.Burst burst = settings.burst();
        inBurst = inBurst ? !draw(burst.leave()) : draw(burst.enter());
        return inBurst && insideBursts.nextDouble() < burst.loss();
    }

    /** Held packets arrive just after the packet that is `reorderDepth` behind them; a held one never overtakes a held one. */
    private List<Arrival> hold(List<Arrival> arrivals) {
        List<Arrival> ordered = new ArrayList<>(arrivals);
        int depth = settings.reorderDepth();
        for (int i = 0; i + depth + 1 < ordered.size(); i++) {
            Arrival arrival = ordered.get(i);
            if (!arrival.wasHeld) continue;
            Arrival overtaker = ordered.get(i + depth);
            Arrival next = ordered.get(i + depth + 1);
            long time = Math.min(overtaker.timeMicros + REORDER_LAG_MICROS, next.timeMicros - 1);
            boolean isFree = time > overtaker.timeMicros
                    && ordered.subList(i + 1, i + depth + 2).stream().noneMatch(Arrival::wasHeld);
            ordered.remove(i);
            if (isFree) {
                ordered.add(i + depth, new Arrival(arrival.sent, time, false, true));
                i += depth;
            } else {
                ordered.add(i, new Arrival(arrival.sent, arrival.timeMicros, false, false));
            }
        }
        return ordered;
    }

    private void copy(List<Arrival> ordered, Arrival arrival) {
        if (settings.duplicateLagMs() == 0) {
            insertCopy(ordered, arrival);
            return;
        }
        long time = arrival.timeMicros + Math.round(settings.duplicateLagMs() * 1000);
        int at = ordered.size();
        while (ordered.get(at - 1).timeMicros > time) at--;
        ordered.add(at, new Arrival(arrival.sent, time, true, false));
    }

    /** The copy comes before the stream's next packet, so that it is a duplicate and not out of order as well. */
    private static void insertCopy(List<Arrival> ordered, Arrival arrival) {
        int at = ordered.indexOf(arrival);
        if (at < 0 || at + 1 >= ordered.size()) return;
        long time = arrival.timeMicros + DUPLICATE_LAG_MICROS;
        if (time >= ordered.get(at + 1).timeMicros) return;
        ordered.add(at + 1, new Arrival(arrival.sent, time, true, false));
    }
}
