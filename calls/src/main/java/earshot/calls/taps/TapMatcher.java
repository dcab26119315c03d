// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.taps;

import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the same packets at two places, and tells each of the two streams what the other lacks. Keyed by SSRC, which a
 * relay that only forwards leaves alone, and so does NAT: endpoints may differ.
 *
 * <p>An SSRC alone proves nothing, since some devices use one for ever. Streams are the same when they run at the same
 * time and the packet that one heard last has, counted in packets from the last one of the other, the timestamp that it
 * must have: by chance that is so once in ten thousand times. Where they run says whether that can be one way.
 */
public final class TapMatcher {
    /** Whose copy a stream is must be known before its report is counted. */
    private static final int STEP_COPY = EventOrder.STEP_EVENT - 1;

    /** Streams of one SSRC at one time; more are a device's constant. */
    static final int STREAMS_MAX = 16;

    /** Reports of both taps lie no further apart, whatever the clocks of the two say. */
    private static final long APART_MAX_MICROS = 15_000_000;

    /** Silence that timestamps count and sequence numbers do not. */
    private static final long SILENCE_MAX_SECONDS = 10;

    private static final int CYCLE = 0x10000;
    /** Packets between two reports of both taps: 15 s of 2.5 ms each. */
    private static final long PACKETS_APART_MAX = 6_000;

    public void sighting(TapMemory memory, TapSighting sighting, Timers timers, Consumer<TapNews> out) {
        if (!memory.recent.add(sighting.order)) return;
        if (sighting.isOfDevice()) {
            device(memory, sighting, out);
            return;
        }
        TapStream stream = find(memory, sighting.streamId);
        if (stream == null) {
            if (memory.streams.size() == STREAMS_MAX) forget(memory, memory.streams.get(0));
            stream = new TapStream();
            memory.inOrderOfTelling.add(sighting.streamId);
        } else {
            memory.streams.remove(stream);
        }
        memory.streams.add(stream);
        stream.add(sighting);
        tellCopy(memory, stream, out);
        int step = sighting.order.step;
        for (TapStream one : memory.streams) {
            TapNews best = best(memory, one);
            if (best == null || best.contentHash() == one.told) continue;
            one.told = best.contentHash();
            best.order = sighting.order.step(++step);
            out.accept(best);
        }
        wait(memory, sighting.order.timeMicros, timers);
    }

    public void timer(TapMemory memory, long timeMicros, Timers timers) {
        memory.timerMicros = Patience.NEVER;
        long forgotten = timeMicros - Patience.MATCH_MEMORY;
        for (TapStream stream : List.copyOf(memory.streams)) {
            if (stream.latest.order.timeMicros <= forgotten) forget(memory, stream);
        }
        if (memory.streams.isEmpty()) return;
        wait(memory, memory.streams.get(0).latest.order.timeMicros, timers);
    }

    private static void wait(TapMemory memory, long timeMicros, Timers timers) {
        if (memory.timerMicros != Patience.NEVER) return;
        memory.timerMicros = timeMicros + Patience.MATCH_MEMORY;
        timers.at(memory.timerMicros);
    }

    private static void forget(TapMemory memory, TapStream stream) {
        memory.streams.remove(stream);
        memory.inOrderOfTelling.remove(stream.latest.streamId);
    }

    /**
     * Of streams with the same SSRC between the same endpoints at one time the one that was told of first counts, as long as
     * it is told of; the others are its copies.
     */
    private static void tellCopy(TapMemory memory, TapStream stream, Consumer<TapNews> out) {
        TapSighting told = stream.latest;
        String copyOf = "";
        for (String id : memory.inOrderOfTelling) {
            if (id.equals(told.streamId)) break;
            TapStream other = find(memory, id);
            if (other != null && told.isCopyOf(other.latest)) {
                copyOf = id;
                break;
            }
        }
        if (copyOf.equals(stream.copyOf)) return;
        stream.copyOf = copyOf;
        TapNews news = new TapNews();
        news.order = told.order.step(STEP_COPY);
        news.streamId = told.streamId;
        news.tellsCopy = true;
        news.copyOf = copyOf;
        out.accept(news);
    }

    private static @Nullable TapStream find(TapMemory memory, String streamId) {
        for (TapStream stream : memory.streams) {
            if (stream.latest.streamId.equals(streamId)) return stream;
        }
        return null;
    }

    /** A device tells of its own addresses, which NAT may have changed: the only stream of the SSRC is meant as well. */
    private static void device(TapMemory memory, TapSighting said, Consumer<TapNews> out) {
        for (TapStream stream : memory.streams) {
            TapSighting seen = stream.latest;
            boolean fits = seen.source.equals(said.source) || seen.destination.equals(said.destination);
            if (!fits && memory.streams.size() > 1) continue;
            TapNews news = new TapNews();
            news.order = said.order;
            news.streamId = seen.streamId;
            news.roundTripMs = said.roundTripMs;
            out.accept(news);
        }
    }

    /** The comparison with the tap that shares most packets; null when no other has any of them. */
    private static @Nullable TapNews best(TapMemory memory, TapStream stream) {
        TapNews best = null;
        for (TapStream other : memory.streams) {
            if (other == stream || !stream.latest.isOnOneWayWith(other.latest)) continue;
            if (!isSame(stream.latest, other.latest)) continue;
            TapComparer pair = new TapComparer(stream.segments, other.segments, shift(stream.latest, other.latest));
            pair.compare();
            if (pair.compared == 0) continue;
            boolean isBetter = best == null
                    || pair.compared > best.compared
                    || (pair.compared == best.compared && other.latest.streamId.compareTo(best.otherStreamId) < 0);
            if (isBetter) best = news(stream.latest, other.latest, pair);
        }
        return best;
    }

    private static TapNews news(TapSighting here, TapSighting there, TapComparer pair) {
        TapNews news = new TapNews();
        news.streamId = here.streamId;
        news.probe = here.probe();
        news.otherStreamId = there.streamId;
        news.otherProbe = there.probe();
        news.otherSource = there.source;
        news.otherDestination = there.destination;
        news.dscp = here.dscp;
        news.otherDscp = there.dscp;
        news.compared = pair.compared;
        news.lostHere = pair.lostHere;
        news.lostThere = pair.lostThere;
        return news;
    }

    /** Whether two reports can be of the same packets. */
    private static boolean isSame(TapSighting one, TapSighting other) {
        boolean known = one.highest >= 0 && other.highest >= 0 && one.clockRateHz > 0;
        boolean near = Math.abs(one.endMicros - other.endMicros) <= APART_MAX_MICROS;
        if (!known || !near || one.clockRateHz != other.clockRateHz) return false;
        long packets = one.highest - (other.highest + shift(one, other));
        if (Math.abs(packets) > PACKETS_APART_MAX) return false;
        double ptimeMs = one.ptimeMs > 0 ? one.ptimeMs : other.ptimeMs;
        double ticks = packets * ptimeMs * one.clockRateHz / 1000;
        int behind = (int) (one.timestamp - other.timestamp); // 32 bits that wrap
        return Math.abs(behind - ticks) <= SILENCE_MAX_SECONDS * one.clockRateHz;
    }

    /** Turns of the 16 bits that make numbers there those here. */
    private static long shift(TapSighting here, TapSighting there) {
        return Math.round((double) (here.highest - there.highest) / CYCLE) * CYCLE;
    }
}
