// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.time.EventOrder;
import earshot.events.Keys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleBiFunction;

/**
 * Which of the calls that have one value in common belong together, and how sure that is. The figures are ranks that a
 * person can compare, not measured probabilities; {@code docs/legs.md} says why each is what it is.
 */
final class Pairing {
    private static final long SECOND = 1_000_000L;
    /** Clocks of two probes may differ so much, and a leg seem to start before the one that it comes of. */
    private static final long SKEW = 500_000;
    /** A diverted call rings at its first target for so long at most. */
    private static final long DIVERSION_MICROS = 60 * SECOND;

    private static final long REFERRAL_MICROS = 30 * SECOND;
    private static final long RELAY_MICROS = 2 * SECOND;
    private static final long PROMPT_MICROS = 2 * SECOND;
    /** Beyond that, one endpoint named by two calls is rather a port used again, whose first call nobody saw end. */
    private static final long MEDIA_MICROS = 180 * SECOND;
    /** SSRCs are drawn at random (RFC 3550 section 8.1); small ones are a test tool's. */
    private static final long SSRC_MIN = 0x10000;

    private final LinkSettings settings;

    Pairing(LinkSettings settings) {
        this.settings = settings;
    }

    /** The links between calls that have one value, in order of start. */
    List<LegLink> links(List<LegEvidence> calls) {
        List<LegLink> links = new ArrayList<>();
        switch (calls.get(0).kind) {
            case HEADER -> eachPair(calls, links);
            case CALL_ID -> named(calls, links);
            case MEDIA -> media(calls, links);
            case STREAM -> streams(calls, links);
            case NUMBERS -> numbers(calls, links);
            case REFERRAL -> referrals(calls, links);
        }
        return links;
    }

    /** The same link, told to be none. */
    static LegLink withdrawn(LegLink told, EventOrder order) {
        LegLink link = new LegLink();
        link.order = order;
        link.pair = told.pair;
        link.evidence = told.evidence;
        link.reason = told.reason;
        link.value = told.value;
        link.callId = told.callId;
        link.linkedCallId = told.linkedCallId;
        link.timeMicros = told.timeMicros;
        return link;
    }

    private static void eachPair(List<LegEvidence> calls, List<LegLink> links) {
        for (int i = 0; i < calls.size(); i++) {
            for (int j = i + 1; j < calls.size(); j++) {
                LegEvidence one = calls.get(i);
                LegEvidence other = calls.get(j);
                if (!one.callId.equals(other.callId)) add(links, one, other, one.reason, ofHeader(one.reason));
            }
        }
    }

    private static double ofHeader(String name) {
        return switch (name) {
            case "session-id" -> 0.99; // random, and made for this
            case "identity" -> 0.85; // the same caller may call the same number twice in one second
            default -> 0.95;
        };
    }

    private static void named(List<LegEvidence> calls, List<LegLink> links) {
        for (LegEvidence own : calls) {
            if (own.names) continue;
            for (LegEvidence other : calls) {
                if (other.callId.equals(own.callId)) continue;
                boolean isOwnToo = !other.names;
                if (isOwnToo && other.callId.compareTo(own.callId) < 0) continue; // the pair comes once
                add(links, own, other, other.reason, other.reason.equals("target-dialog") ? 0.9 : 0.98);
            }
        }
    }

    /**
     * Neighbours that lasted at one time, one after the other; else two answered calls, when they are the only ones.
     * Servers and test tools name one endpoint in every call.
     */
    private static void media(List<LegEvidence> calls, List<LegLink> links) {
        chain(calls, links, Pairing::sharesMedia, Pairing::ofMedia);
        for (int i = 0; i < calls.size(); i++) {
            for (int j = i + 1; j < calls.size(); j++) {
                LegEvidence one = calls.get(i);
                LegEvidence other = calls.get(j);
                boolean isAnswered = one.answered && other.answered;
                boolean isOnly = partners(one, calls) == 1 && partners(other, calls) == 1;
                if (isAnswered && isOnly && sharesMedia(one, other)) add(links, one, other, one.reason, 0.9);
            }
        }
    }

    private static long partners(LegEvidence call, List<LegEvidence> calls) {
        return calls.stream().filter(other -> sharesMedia(call, other)).count();
    }

    private static boolean sharesMedia(LegEvidence one, LegEvidence other) {
        return !one.callId.equals(other.callId)
                && one.fromMicros < other.untilMicros
                && other.fromMicros < one.untilMicros
                && Math.abs(one.fromMicros - other.fromMicros) <= MEDIA_MICROS;
    }

    private static double ofMedia(LegEvidence origin, LegEvidence leg) {
        return origin.answered && leg.answered ? 0.95 : 0.75;
    }

    private static void streams(List<LegEvidence> streams, List<LegLink> links) {
        chain(streams, links, (origin, leg) -> follows(origin, leg, RELAY_MICROS), (origin, leg) -> 0.9);
        if (!links.isEmpty() || streams.size() != 2) return;
        LegEvidence one = streams.get(0);
        LegEvidence other = streams.get(1);
        boolean isRandom = Long.parseLong(one.value) >= SSRC_MIN;
        boolean isAtOnce = Math.abs(one.startMicros - other.startMicros) <= RELAY_MICROS / 2;
        boolean isElsewhere = !one.sources.equals(other.sources) && !one.destinations.equals(other.destinations);
        if (isRandom && isAtOnce && isElsewhere) add(links, one, other, one.reason, 0.7);
    }

    private void numbers(List<LegEvidence> calls, List<LegLink> links) {
        List<LegEvidence> plain = calls.stream().filter(call -> !call.names).toList();
        chain(plain, links, (origin, leg) -> follows(origin, leg, settings.windowMicros()), Pairing::ofNumbers);
        for (LegEvidence diverted : calls) {
            if (!diverted.names) continue;
            List<LegEvidence> origins = new ArrayList<>();
            List<LegEvidence> neighbours = new ArrayList<>();
            for (LegEvidence origin : plain) {
                if (!follows(origin, diverted, DIVERSION_MICROS)) continue;
                origins.add(origin);
                if (origin.feeds(diverted)) neighbours.add(origin);
            }
            if (neighbours.size() == 1) {
                add(links, neighbours.get(0), diverted, diverted.reason, 0.85);
            } else if (neighbours.isEmpty() && origins.size() == 1) {
                add(links, origins.get(0), diverted, diverted.reason, 0.6);
            }
        }
    }

    private static void referrals(List<LegEvidence> calls, List<LegLink> links) {
        for (LegEvidence referred : calls) {
            if (!referred.names) continue;
            List<LegEvidence> origins = calls.stream()
                    .filter(origin -> !origin.names && !origin.callId.equals(referred.callId))
                    .filter(origin -> isWithin(referred.fromMicros - origin.fromMicros, REFERRAL_MICROS))
                    .filter(origin -> referred.fromMicros - SKEW <= origin.closedMicros)
                    .toList();
            if (origins.size() == 1) add(links, origins.get(0), referred, referred.reason, 0.8);
        }
    }

    private static double ofNumbers(LegEvidence origin, LegEvidence leg) {
        return leg.startMicros - origin.startMicros <= PROMPT_MICROS ? 0.75 : 0.6;
    }

    /**
     * Each call with the one that it comes of: a neighbour that began just before. Of several, the one that nothing came
     * of yet; where two are as likely, none: a weak clue must not decide between them. One that seems to have begun after it,
     * by clocks that differ, is none if another call may have come of it in due order.
     */
    private static void chain(
            List<LegEvidence> calls,
            List<LegLink> links,
            BiPredicate<LegEvidence, LegEvidence> isPossible,
            ToDoubleBiFunction<LegEvidence, LegEvidence> confidence) {
        Set<LegEvidence> led = new HashSet<>();
        Set<LegEvidence> followed = new HashSet<>();
        for (LegEvidence origin : calls) {
            boolean isFollowed = calls.stream()
                    .anyMatch(leg ->
                            leg.startMicros >= origin.startMicros && isPossible.test(origin, leg) && origin.feeds(leg));
            if (isFollowed) followed.add(origin);
        }
        for (LegEvidence leg : calls) {
            List<LegEvidence> fresh = new ArrayList<>();
            List<LegEvidence> used = new ArrayList<>();
            for (LegEvidence origin : calls) {
                long delay = leg.startMicros - origin.startMicros;
                boolean isBefore = delay >= 0 || (delay >= -SKEW && !followed.contains(origin));
                if (!isBefore || !isPossible.test(origin, leg) || !origin.feeds(leg)) continue;
                (led.contains(origin) ? used : fresh).add(origin);
            }
            List<LegEvidence> likely = fresh.isEmpty() ? used : fresh;
            if (likely.size() != 1) continue;
            LegEvidence origin = likely.get(0);
            led.add(origin);
            add(links, origin, leg, leg.reason, confidence.applyAsDouble(origin, leg));
        }
    }

    private static boolean follows(LegEvidence origin, LegEvidence leg, long windowMicros) {
        if (origin.callId.equals(leg.callId)) return false;
        boolean wasOver = origin.untilMicros != Long.MAX_VALUE && origin.untilMicros + SECOND < leg.startMicros;
        return !wasOver && isWithin(leg.startMicros - origin.startMicros, windowMicros);
    }

    private static boolean isWithin(long delayMicros, long windowMicros) {
        return delayMicros >= -SKEW && delayMicros <= windowMicros;
    }

    private static void add(List<LegLink> links, LegEvidence one, LegEvidence other, String reason, double confidence) {
        boolean isFirst = one.callId.compareTo(other.callId) < 0;
        LegLink link = new LegLink();
        link.evidence = one.key;
        link.reason = reason;
        link.value = one.value;
        link.confidence = confidence;
        link.callId = isFirst ? one.callId : other.callId;
        link.linkedCallId = isFirst ? other.callId : one.callId;
        link.pair = Keys.evidenceKey(link.callId, link.linkedCallId);
        link.timeMicros = Math.max(one.startMicros, other.startMicros);
        boolean isThere =
                links.stream().anyMatch(known -> known.pair.equals(link.pair) && known.reason.equals(link.reason));
        if (!isThere) links.add(link);
    }
}
