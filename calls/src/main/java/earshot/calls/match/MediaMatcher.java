// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import earshot.events.Endpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the claims on one endpoint with the streams that run to or from it. Keyed by endpoint.
 *
 * <p>Anyone can send an INVITE that names somebody else's endpoint, so a claim counts for what supports it: both ends
 * of the stream were named by the two sides (3), one end by a call that was answered (2), nothing but a request (0);
 * and one more when the media comes from the address that its SDP came from. A stream belongs to the time at which it
 * started, not to the time of its report, which may lie behind the BYE.
 */
public final class MediaMatcher {
    static final int CLAIMS_MAX = 8;
    static final int STREAMS_MAX = 64;

    public void claim(MatcherMemory memory, EndpointClaim claim, Timers timers, Consumer<BindingCandidates> out) {
        HeldClaim held = find(memory, claim);
        if (held == null) {
            if (!makeRoom(memory, claim)) return;
            held = new HeldClaim();
            memory.claims.add(held);
        }
        held.claim = claim;
        for (SeenStream seen : memory.streams) {
            tell(memory, seen, claim.order, out);
        }
        wait(memory, claim.order.timeMicros, timers);
    }

    public void sighting(
            MatcherMemory memory, StreamSighting sighting, Timers timers, Consumer<BindingCandidates> out) {
        SeenStream seen = null;
        for (SeenStream known : memory.streams) {
            if (known.sighting.streamId.equals(sighting.streamId)) seen = known;
        }
        if (seen == null) {
            seen = new SeenStream();
            // Beyond the limit a stream is matched with the claims of this moment, and not remembered for later ones.
            if (memory.streams.size() < STREAMS_MAX) memory.streams.add(seen);
        }
        seen.sighting = sighting;
        tell(memory, seen, sighting.order, out);
        for (SeenStream other : memory.streams) {
            if (isOpposite(other.sighting, sighting)) tell(memory, other, sighting.order, out);
        }
        wait(memory, sighting.order.timeMicros, timers);
    }

    public void timer(MatcherMemory memory, long timeMicros, Timers timers) {
        memory.timerMicros = Patience.NEVER;
        long forgotten = timeMicros - Patience.MATCH_MEMORY;
        memory.claims.removeIf(held -> held.claim.untilMicros <= forgotten);
        memory.streams.removeIf(seen -> seen.sighting.order.timeMicros <= forgotten);
        long nextMicros = firstMicros(memory);
        if (nextMicros != Long.MAX_VALUE) wait(memory, Math.max(timeMicros, nextMicros), timers);
    }

    /** What is forgotten next ends then; MAX_VALUE when only open claims are left, whose end is told. */
    private static long firstMicros(MatcherMemory memory) {
        long first = Long.MAX_VALUE;
        for (HeldClaim held : memory.claims) first = Math.min(first, held.claim.untilMicros);
        for (SeenStream seen : memory.streams) first = Math.min(first, seen.sighting.order.timeMicros);
        return first;
    }

    private static void wait(MatcherMemory memory, long timeMicros, Timers timers) {
        long dueMicros = timeMicros + Patience.MATCH_MEMORY;
        if (memory.timerMicros != Patience.NEVER && memory.timerMicros <= dueMicros) return;
        memory.timerMicros = dueMicros;
        timers.at(dueMicros);
    }

    private static @Nullable HeldClaim find(MatcherMemory memory, EndpointClaim claim) {
        for (HeldClaim held : memory.claims) {
            if (held.claim.callId.equals(claim.callId) && held.claim.side == claim.side) return held;
        }
        return null;
    }

    /**
     * Whether the claim finds a place, at the cost of another if need be. Gives way in this order: closed, unanswered,
     * answered, answered and told by the endpoint itself; of equals, one of the source that has most claims here, since
     * one source must not crowd out the others; then one that no media fitted; then the oldest. What is firmer than the
     * newcomer stays, and so do claims of less greedy sources that media fits.
     */
    private static boolean makeRoom(MatcherMemory memory, EndpointClaim claim) {
        if (memory.claims.size() < CLAIMS_MAX) return true;
        HeldClaim victim = null;
        for (HeldClaim held : memory.claims) {
            if (victim == null || yieldsBefore(memory, held, victim)) victim = held;
        }
        if (victim == null || firmness(victim.claim) > firmness(claim)) return false;
        if (firmness(victim.claim) == firmness(claim)) {
            String source = source(claim);
            boolean greedier = claimsOf(memory, source(victim.claim)) > claimsOf(memory, source);
            boolean own = source.equals(source(victim.claim));
            if (!greedier && !own && victim.mediaMicros != Patience.NEVER) return false;
        }
        memory.claims.remove(victim);
        return true;
    }

    private static boolean yieldsBefore(MatcherMemory memory, HeldClaim one, HeldClaim other) {
        int byFirmness = firmness(one.claim) - firmness(other.claim);
        if (byFirmness != 0) return byFirmness < 0;
        int byGreed = claimsOf(memory, source(one.claim)) - claimsOf(memory, source(other.claim));
        if (byGreed != 0) return byGreed > 0;
        return one.mediaMicros == Patience.NEVER && other.mediaMicros != Patience.NEVER;
    }

    private static int firmness(EndpointClaim claim) {
        if (claim.untilMicros != Long.MAX_VALUE) return 0;
        if (!claim.confirmed) return 1;
        boolean byItself = claim.senders.contains(Endpoints.address(claim.endpoint));
        return byItself ? 3 : 2;
    }

    /** Who sent the SDP of the claim. */
    private static String source(EndpointClaim claim) {
        return claim.senders.isEmpty() ? "" : claim.senders.get(0);
    }

    private static int claimsOf(MatcherMemory memory, String source) {
        int count = 0;
        for (HeldClaim held : memory.claims) {
            if (source(held.claim).equals(source)) count++;
        }
        return count;
    }

    private static void tell(MatcherMemory memory, SeenStream seen, EventOrder order, Consumer<BindingCandidates> out) {
        List<Claimant> claimants = new ArrayList<>();
        Claimant first = null;
        HeldClaim firstHeld = null;
        for (HeldClaim held : memory.claims) {
            if (!isInForce(held.claim, seen.sighting)) continue;
            Claimant claimant = claimant(held, seen.sighting);
            claimants.add(claimant);
            if (first == null || Claimant.RANK.compare(claimant, first) < 0) {
                first = claimant;
                firstHeld = held;
            }
        }
        if (firstHeld != null) {
            firstHeld.mediaMicros = Math.max(firstHeld.mediaMicros, seen.sighting.lastPacketMicros);
        }
        claimants.sort(Claimant.RANK);
        List<Integer> oppositeDscp = oppositeDscp(memory, seen.sighting);
        int hash = 31 * hash(claimants) + oppositeDscp.hashCode();
        if (hash == seen.told) return;
        seen.told = hash;
        BindingCandidates candidates = new BindingCandidates();
        candidates.order = order.step(2 * order.step + (seen.sighting.source ? 0 : 1));
        candidates.streamId = seen.sighting.streamId;
        candidates.source = seen.sighting.source;
        candidates.claimants = claimants;
        candidates.oppositeDscp = oppositeDscp;
        out.accept(candidates);
    }

    private static boolean isOpposite(StreamSighting one, StreamSighting other) {
        return one.source != other.source
                && one.otherEndpoint.equals(other.otherEndpoint)
                && one.probe().equals(other.probe());
    }

    /** Of the latest report of a stream the other way. */
    private static List<Integer> oppositeDscp(MatcherMemory memory, StreamSighting stream) {
        StreamSighting latest = null;
        for (SeenStream seen : memory.streams) {
            StreamSighting other = seen.sighting;
            boolean known = isOpposite(other, stream) && !other.dscp.isEmpty();
            if (known && (latest == null || other.order.compareTo(latest.order) > 0)) latest = other;
        }
        return latest == null ? new ArrayList<>() : new ArrayList<>(latest.dscp);
    }

    private static boolean isInForce(EndpointClaim claim, StreamSighting stream) {
        if (stream.startMicros >= claim.fromMicros) {
            return claim.untilMicros == Long.MAX_VALUE || stream.startMicros < claim.untilMicros + Patience.CLAIM_GRACE;
        }
        return stream.startMicros >= claim.fromMicros - Patience.EARLY_MEDIA
                && stream.lastPacketMicros >= claim.fromMicros - Patience.LATENESS;
    }

    private static Claimant claimant(HeldClaim held, StreamSighting stream) {
        EndpointClaim claim = held.claim;
        Claimant claimant = new Claimant();
        claimant.callId = claim.callId;
        if (claim.peers.contains(stream.otherEndpoint)) {
            claimant.fit = Claimant.FIT_BOTH_ENDS;
        } else {
            claimant.fit = claim.confirmed ? Claimant.FIT_ONE_END : Claimant.FIT_UNANSWERED;
        }
        List<String> senders = stream.source ? claim.senders : claim.peerSenders;
        claimant.fromSender = senders.contains(stream.sourceAddress());
        claimant.candidate = claim.candidate;
        claimant.late = stream.startMicros >= claim.untilMicros;
        claimant.fromCaller = stream.source == (claim.side == Side.CALLER);
        claimant.inTime = stream.startMicros >= claim.fromMicros && stream.startMicros < claim.untilMicros;
        claimant.atDestination = !stream.source;
        claimant.incumbent = claimant.inTime
                && held.mediaMicros != Patience.NEVER
                && held.mediaMicros >= stream.startMicros - Patience.CLAIM_GRACE;
        claimant.fromMicros = claim.fromMicros;
        claimant.untilMicros = claim.untilMicros;
        claimant.kind = claim.kind;
        claimant.atSender = stream.source ? claim.terms : claim.peerTerms;
        claimant.atReceiver = stream.source ? claim.peerTerms : claim.terms;
        claimant.receiverCodecs = stream.source ? claim.peerCodecs : claim.codecs;
        claimant.senderCodecs = stream.source ? claim.codecs : claim.peerCodecs;
        return claimant;
    }

    private static int hash(List<Claimant> claimants) {
        int hash = 0;
        for (Claimant c : claimants) {
            hash = 31 * hash
                    + Objects.hash(
                            c.callId,
                            c.fit,
                            c.fromSender,
                            c.fromCaller,
                            c.fromMicros,
                            c.untilMicros,
                            c.atSender,
                            c.atReceiver,
                            c.receiverCodecs,
                            c.senderCodecs);
        }
        return hash;
    }
}
