// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.match.Claimant;
import earshot.calls.time.Patience;
import earshot.events.MediaReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of its claimants owns a stream.
 *
 * <p>A stream that is bound and has run for {@link #PACKETS_STICKY} packets stays with its call, whoever claims it
 * afterwards, until that call gave the endpoint up: so forged SDP comes too late to steal media.
 */
final class Ownership {
    static final long PACKETS_STICKY = 50;

    private static final int CONTESTED_MAX = 8;

    private Ownership() {}

    /** The claimants as both ends of the stream see them, best first. */
    static List<Claimant> claimants(StreamMemory memory) {
        List<Claimant> all = new ArrayList<>();
        for (Claimant here : memory.atDestination) {
            Claimant there = find(memory.atSource, here.callId);
            all.add(there == null ? here : both(here, there));
        }
        for (Claimant here : memory.atSource) {
            if (find(memory.atDestination, here.callId) == null) all.add(here);
        }
        all.sort(Claimant.RANK);
        return all;
    }

    /** Decides again; true when the owner, or how surely it is the owner, changed. */
    static boolean decide(StreamMemory memory, List<Claimant> claimants) {
        if (claimants.isEmpty()) return false;
        Claimant best = claimants.get(0);
        Claimant owner = memory.owner;
        if (owner == null) {
            memory.owner = best;
            memory.ambiguous = isContested(best, claimants);
            return true;
        }
        boolean sticky = isSticky(memory, owner);
        Claimant now = find(claimants, owner.callId);
        Claimant next = now == null ? owner : now;
        Claimant heir = sticky ? heir(memory, next, claimants) : best;
        boolean moves = heir != null
                && !heir.callId.equals(owner.callId)
                && (sticky || now != null || heir.score() > owner.score());
        if (heir != null && moves) next = heir;
        boolean settled = sticky && !moves;
        boolean ambiguous = settled ? memory.ambiguous : isContested(next, claimants);
        boolean changed =
                !next.callId.equals(owner.callId) || next.score() != owner.score() || ambiguous != memory.ambiguous;
        memory.owner = next;
        memory.ambiguous = ambiguous;
        return changed;
    }

    private static boolean isSticky(StreamMemory memory, Claimant owner) {
        MediaReport total = memory.total;
        return owner.score() >= Claimant.FIT_ONE_END && total != null && total.getUnique() >= PACKETS_STICKY;
    }

    /** Who claimed the stream after its owner gave it up, if it went on beyond the grace. */
    private static @Nullable Claimant heir(StreamMemory memory, Claimant owner, List<Claimant> claimants) {
        MediaReport total = memory.total;
        if (total == null || owner.untilMicros == Long.MAX_VALUE) return null;
        if (total.getLastPacketMicros() <= owner.untilMicros + Patience.CLAIM_GRACE) return null;
        for (Claimant other : claimants) {
            boolean later = other.fromMicros >= owner.untilMicros && !other.callId.equals(owner.callId);
            if (later && other.score() >= Claimant.FIT_ONE_END) return other;
        }
        return null;
    }

    private static boolean isContested(Claimant owner, List<Claimant> claimants) {
        for (Claimant other : claimants) {
            boolean rival = !other.callId.equals(owner.callId) && other.inTime == owner.inTime;
            if (rival && other.score() >= owner.score()) return true;
        }
        return false;
    }

    /** Calls that the media fits by itself as well as it fits the owner. */
    static List<String> rivals(StreamMemory memory, List<Claimant> claimants) {
        List<String> rivals = new ArrayList<>();
        Claimant owner = memory.owner;
        if (owner == null) return rivals;
        for (Claimant other : claimants) {
            boolean rival = !other.callId.equals(owner.callId) && other.inTime == owner.inTime;
            if (rival && other.fit >= owner.fit && other.fit >= Claimant.FIT_ONE_END) rivals.add(other.callId);
        }
        return rivals;
    }

    /** Notes calls that claim the stream at the same time with less to show for it; true when there is a new one. */
    static boolean noteContest(StreamMemory memory, List<Claimant> claimants) {
        Claimant owner = memory.owner;
        if (owner == null || owner.fit < Claimant.FIT_ONE_END) return false;
        boolean noted = false;
        for (Claimant other : claimants) {
            boolean together = other.fromMicros < owner.untilMicros && owner.fromMicros < other.untilMicros;
            boolean rival = !other.callId.equals(owner.callId) && together;
            boolean news = rival && other.fit < owner.fit && !memory.contestedBy.contains(other.callId);
            if (!news || memory.contestedBy.size() == CONTESTED_MAX) continue;
            memory.contestedBy.add(other.callId);
            noted = true;
        }
        return noted;
    }

    private static Claimant both(Claimant destination, Claimant source) {
        Claimant both = destination.copy();
        boolean ends = destination.fromCaller == source.fromCaller;
        both.fit = ends ? Claimant.FIT_BOTH_ENDS : Math.max(destination.fit, source.fit);
        both.fromSender |= source.fromSender;
        both.candidate |= source.candidate;
        if (source.atSender != null) {
            both.atSender = source.atSender;
            both.senderCodecs = source.senderCodecs;
        }
        both.incumbent |= source.incumbent;
        both.inTime |= source.inTime;
        both.late &= source.late;
        both.fromMicros = Math.min(destination.fromMicros, source.fromMicros);
        both.untilMicros = Math.max(destination.untilMicros, source.untilMicros);
        return both;
    }

    private static @Nullable Claimant find(List<Claimant> claimants, String callId) {
        Claimant best = null;
        for (Claimant claimant : claimants) {
            boolean better = best == null || Claimant.RANK.compare(claimant, best) < 0;
            if (claimant.callId.equals(callId) && better) best = claimant;
        }
        return best;
    }
}
