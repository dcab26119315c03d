// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import earshot.events.Call;
import earshot.events.StreamInterval;
import earshot.events.Transaction;
import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Says what each call, REGISTER and stream adds to key figures, and at each change of one only what is new, or taken
 * back. Keyed by {@link ShareNews#key}.
 *
 * <p>In the end a source has added exactly what its last row says, whatever the rows before: so figures are right again
 * after every correction, and a row counted twice counts once. While a call is up a timer adds it to each new minute.
 */
public final class CallShares implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Share NOTHING = new Share();
    /** A little more than the machines remember: no row comes that is not expected here. */
    private static final long MARGIN = 30_000_000;
    /** Minutes of media remembered of one call: older ones are closed anyway. */
    private static final int MINUTES_MAX = 8 * 60;

    private final KpiSettings settings;
    private final long rememberMicros;

    public CallShares(KpiSettings settings) {
        this(settings, Patience.ENDED_CALL + MARGIN);
    }

    /** Remembers for so long what was over; Long.MAX_VALUE leaves it to the caller to forget. */
    public CallShares(KpiSettings settings, long rememberMicros) {
        this.settings = settings;
        this.rememberMicros = rememberMicros;
    }

    public void news(ShareMemory memory, ShareNews news, Timers timers, Consumer<KpiChange> out) {
        if (news.call != null) call(memory, news.call, news.toldMicros, out);
        if (news.registration != null) register(memory, news.registration, news.toldMicros, out);
        if (news.interval != null) interval(memory, news.interval, news.toldMicros, out);
        wait(memory, timers);
    }

    public void timer(ShareMemory memory, long timeMicros, Timers timers, Consumer<KpiChange> out) {
        memory.timerMicros = Patience.NEVER;
        if (memory.timerFMicros != Patience.NEVER && timeMicros >= memory.timerFMicros) {
            timerF(memory, timeMicros, out);
        }
        if (memory.isUp && timeMicros >= memory.share.upUntilSeconds * 1_000_000) {
            Share longer = copy(memory.share);
            longer.upUntil(minuteEnd(timeMicros));
            memory.isUp = !longer.isUpForLongest();
            tell(memory, longer, timeMicros, out);
        }
        if (timeMicros >= forgottenMicros(memory)) {
            memory.lastMicros = Patience.NEVER;
            return;
        }
        wait(memory, timers);
    }

    private void call(ShareMemory memory, Call call, long toldMicros, Consumer<KpiChange> out) {
        if (call.getVersion() <= memory.version) return;
        heard(memory, call.getCallKey(), call.getVersion(), toldMicros);
        Long end = call.getEndMicros();
        boolean byeTimedOut = memory.untilTimerFMicros > 0 && memory.timerFMicros == Patience.NEVER;
        long until = Math.max(minuteEnd(toldMicros), memory.isUp ? memory.share.upUntilSeconds : 0);
        Share now = CallShare.of(call, settings, until, byeTimedOut);
        memory.isUp = now.upUntilSeconds > now.upFromSeconds && !call.getEnded() && !now.isUpForLongest();
        boolean waits = now.start.get(KpiCount.TALK_CALLS) > 0 && !CallShare.isCompleted(call) && end != null;
        if (!waits) {
            memory.timerFMicros = Patience.NEVER;
            memory.untilTimerFMicros = 0;
        } else if (memory.untilTimerFMicros == 0) {
            memory.timerFMicros = end + CallShare.TIMER_F_MICROS;
            memory.untilTimerFMicros = now.start.get(KpiCount.TALK_MICROS) + CallShare.TIMER_F_MICROS;
        }
        tell(memory, now, toldMicros, out);
    }

    private void register(ShareMemory memory, Transaction register, long toldMicros, Consumer<KpiChange> out) {
        if (register.getVersion() <= memory.version) return;
        boolean timedOut = memory.isRegister && memory.timerFMicros == Patience.NEVER;
        heard(memory, register.getTransactionKey(), register.getVersion(), toldMicros);
        memory.isRegister = true;
        if (register.getStatus() != null) memory.timerFMicros = Patience.NEVER;
        else if (!timedOut) memory.timerFMicros = register.getStartMicros() + CallShare.TIMER_F_MICROS;
        tell(memory, RegisterShare.of(register, settings, timedOut), toldMicros, out);
    }

    private void interval(ShareMemory memory, StreamInterval interval, long toldMicros, Consumer<KpiChange> out) {
        KpiCounts counts = MediaShare.of(interval);
        if (counts.isZero()) return;
        long minute = MediaShare.minuteSeconds(interval);
        String source = interval.getStreamId();
        out.accept(change(minute, KpiCell.probe(interval.getProbe()).text(), toldMicros, source, counts));
        if (!interval.getCopyOf().isEmpty()) return; // each probe measures what it sees, but it was heard once
        out.accept(change(minute, KpiCell.EVERYBODY.text(), toldMicros, source, counts));
        String callKey = MediaShare.callKey(interval);
        if (callKey == null) return;
        heard(memory, callKey, memory.version, toldMicros);
        boolean isKnown = memory.media.containsKey(minute);
        if (!isKnown && memory.media.size() >= MINUTES_MAX) {
            memory.media.keySet().stream().min(Long::compare).ifPresent(memory.media::remove);
        }
        memory.media.computeIfAbsent(minute, any -> new KpiCounts()).add(counts, 1);
        for (String cell : memory.share.cells) {
            if (takesMedia(cell)) out.accept(change(minute, cell, toldMicros, memory.source, counts));
        }
    }

    /** Timer F: nobody will answer the BYE or the REGISTER any more. */
    private void timerF(ShareMemory memory, long timeMicros, Consumer<KpiChange> out) {
        memory.timerFMicros = Patience.NEVER;
        Share now = copy(memory.share);
        if (memory.isRegister) {
            now.start.add(KpiCount.REGISTERS_UNDECIDED, -1);
            now.start.add(KpiCount.REGISTERS_INEFFECTIVE, 1);
        } else {
            now.start.add(KpiCount.SDT_FAILED_CALLS, 1);
            now.start.add(KpiCount.SDT_FAILED_MICROS, memory.untilTimerFMicros);
        }
        tell(memory, now, timeMicros, out);
    }

    /** Makes the cells hold what they are to hold from now on. */
    private void tell(ShareMemory memory, Share now, long toldMicros, Consumer<KpiChange> out) {
        Share before = memory.share;
        memory.share = now;
        long first = MinuteShards.lastClosedSeconds(toldMicros);
        for (String cell : before.cells) {
            if (now.cells.contains(cell)) continue;
            send(memory, cell, Share.difference(before, NOTHING, first), toldMicros, out);
            if (takesMedia(cell)) media(memory, cell, -1, toldMicros, out);
        }
        SortedMap<Long, KpiCounts> difference = Share.difference(before, now, first);
        for (String cell : now.cells) {
            if (before.cells.contains(cell)) {
                send(memory, cell, difference, toldMicros, out);
            } else {
                send(memory, cell, Share.difference(NOTHING, now, first), toldMicros, out);
                if (takesMedia(cell)) media(memory, cell, 1, toldMicros, out);
            }
        }
    }

    private static void send(
            ShareMemory memory,
            String cell,
            SortedMap<Long, KpiCounts> byMinute,
            long toldMicros,
            Consumer<KpiChange> out) {
        int shard = MinuteShards.shard(cell, memory.source);
        byMinute.forEach((minute, counts) -> out.accept(new KpiChange(minute, cell, toldMicros, shard, counts)));
    }

    private static void media(ShareMemory memory, String cell, int sign, long toldMicros, Consumer<KpiChange> out) {
        for (Map.Entry<Long, KpiCounts> minute : memory.media.entrySet()) {
            KpiCounts counts = new KpiCounts().add(minute.getValue(), sign);
            out.accept(change(minute.getKey(), cell, toldMicros, memory.source, counts));
        }
    }

    /** Everybody's media, and that of probes, is told by the interval alone; whose peers it is only the call knows. */
    private static boolean takesMedia(String cell) {
        return cell.startsWith(KpiCell.Dimension.PEER.name()) || cell.startsWith(KpiCell.Dimension.TRUNK.name());
    }

    private static KpiChange change(long minute, String cell, long toldMicros, String source, KpiCounts counts) {
        return new KpiChange(minute, cell, toldMicros, MinuteShards.shard(cell, source), counts);
    }

    private static void heard(ShareMemory memory, String source, long version, long toldMicros) {
        memory.source = source;
        memory.version = version;
        memory.lastMicros = Math.max(memory.lastMicros, toldMicros);
    }

    private static Share copy(Share share) {
        Share copy = new Share();
        copy.minuteSeconds = share.minuteSeconds;
        copy.start = share.start.copy();
        copy.upFromSeconds = share.upFromSeconds;
        copy.upUntilSeconds = share.upUntilSeconds;
        copy.cells.addAll(share.cells);
        return copy;
    }

    private long forgottenMicros(ShareMemory memory) {
        if (memory.isUp || memory.timerFMicros != Patience.NEVER || rememberMicros == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return memory.lastMicros + rememberMicros;
    }

    private void wait(ShareMemory memory, Timers timers) {
        if (memory.isEmpty()) return;
        long next = forgottenMicros(memory);
        if (memory.isUp) next = Math.min(next, memory.share.upUntilSeconds * 1_000_000);
        if (memory.timerFMicros != Patience.NEVER) next = Math.min(next, memory.timerFMicros);
        if (next == Long.MAX_VALUE) return;
        if (memory.timerMicros != Patience.NEVER && memory.timerMicros <= next) return;
        memory.timerMicros = next;
        timers.at(next);
    }

    /** The first second of the minute after a time. */
    private static long minuteEnd(long micros) {
        return Share.minuteOf(micros) + 60;
    }
}
