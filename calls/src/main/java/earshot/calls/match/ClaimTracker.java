// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.calls.invite.Dialogs;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import earshot.events.Endpoints;
import earshot.events.Sdp;
import earshot.events.SdpCodec;
import earshot.events.SdpMedia;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Turns the SDP of one Call-ID into claims on endpoints: who named which, since when, whether the INVITE was answered,
 * until when (RFC 3264 offers and answers, RFC 3261 dialogs). Keyed by Call-ID.
 *
 * <p>An endpoint left out by a later SDP of the same side on the same hop is given up when that SDP is accepted; a
 * refused re-INVITE changes nothing.
 */
public final class ClaimTracker {
    /** More endpoints than any call needs, and few enough for a flood not to matter. */
    static final int CLAIMS_MAX = 32;

    private static final int LINES_MAX = 8;
    private static final int CANDIDATES_MAX = 6;
    private static final int CODECS_MAX = 16;
    private static final int SENDERS_MAX = 4;
    /** Characters kept of format parameters: those that tell a mode come early and are short. */
    private static final int FORMAT_MAX = 128;

    public void message(ClaimMemory memory, SipMessage message, Timers timers, Consumer<EndpointClaim> out) {
        if (!bearsOnMedia(message)) return;
        if (memory.isEmpty() && message.getSdp() == null && !Dialogs.isInitialInvite(message)) return;
        if (!memory.recent.add(EventOrder.of(message))) return;
        long time = message.getTimeMicros();
        memory.callId = message.getCallId();
        if (memory.callerTag.isEmpty()) memory.callerTag = message.getFromTag();
        boolean tellsAnswer = memory.unseenAnswer.message(message);
        Sdp sdp = message.getSdp();
        if (sdp != null) describe(memory, message, sdp);
        // The offer may have been in the 2xx, and the answer is in the ACK (RFC 3261 13.2.1).
        boolean isAnswerInAck =
                memory.answered && sdp != null && message.getMethod().equals("ACK");
        if (tellsAnswer || isAnswerInAck) answered(memory, message);
        if (Dialogs.isHangUp(message)) {
            bye(memory, message);
        } else if (message.getStatusCode() >= 200) {
            finalResponse(memory, message);
        }
        boolean open = memory.claims.stream().anyMatch(Claim::isOpen);
        wait(memory, time + patience(memory, open), timers);
        tell(memory, EventOrder.of(message), out);
    }

    public void timer(ClaimMemory memory, long timeMicros, Timers timers, Consumer<EndpointClaim> out) {
        memory.timerMicros = Patience.NEVER;
        if (memory.expiresMicros == Patience.NEVER) return;
        if (timeMicros < memory.expiresMicros) {
            wait(memory, memory.expiresMicros, timers);
            return;
        }
        long end = memory.failedMicros == Patience.NEVER ? timeMicros : memory.failedMicros;
        memory.claims.forEach(claim -> claim.close(end));
        tell(memory, EventOrder.ofTimer(timeMicros), out);
        memory.claims.clear();
        memory.expiresMicros = Patience.NEVER;
    }

    private static boolean bearsOnMedia(SipMessage message) {
        return switch (message.getMethod()) {
            case "INVITE", "ACK", "PRACK", "UPDATE", "BYE" -> true;
            default -> false;
        };
    }

    private static long patience(ClaimMemory memory, boolean open) {
        if (!open) return Patience.MATCH_MEMORY;
        if (memory.answered) return Patience.CLAIM_LIFE;
        return memory.failedMicros == Patience.NEVER ? Patience.RINGING : Patience.FOLLOW_UP;
    }

    private static void wait(ClaimMemory memory, long untilMicros, Timers timers) {
        memory.expiresMicros = untilMicros;
        if (memory.timerMicros != Patience.NEVER && memory.timerMicros <= untilMicros) return;
        memory.timerMicros = untilMicros;
        timers.at(untilMicros);
    }

    private static Side side(ClaimMemory memory, SipMessage message) {
        boolean byCaller = message.getFromTag().equals(memory.callerTag) == (message.getStatusCode() == 0);
        return byCaller ? Side.CALLER : Side.CALLEE;
    }

    private static void describe(ClaimMemory memory, SipMessage message, Sdp sdp) {
        Side side = side(memory, message);
        String tag = "";
        if (side == Side.CALLEE) tag = message.getStatusCode() == 0 ? message.getFromTag() : message.getToTag();
        String hop = Endpoints.of(message.getSourceAddress(), message.getSourcePort())
                + '>'
                + Endpoints.of(message.getDestinationAddress(), message.getDestinationPort());
        for (Claim claim : memory.claims) {
            boolean same = claim.side == side && claim.dialogTag.equals(tag) && claim.hop.equals(hop);
            if (same && claim.isOpen()) claim.replacedMicros = message.getTimeMicros();
        }
        List<SdpMedia> lines = sdp.getMedia();
        for (int i = 0; i < Math.min(lines.size(), LINES_MAX); i++) {
            SdpMedia line = lines.get(i);
            Claim pattern = new Claim();
            pattern.side = side;
            pattern.dialogTag = tag;
            pattern.hop = hop;
            pattern.line = i;
            pattern.kind = line.getKind();
            pattern.codecs = codecs(line);
            pattern.terms = Terms.of(line, message.getTimeMicros());
            if (Endpoints.isUsable(line.getAddress(), line.getPort())) {
                claim(memory, message, pattern, Endpoints.of(line.getAddress(), line.getPort()), false);
            }
            for (int c = 0; c < Math.min(line.getCandidates().size(), CANDIDATES_MAX); c++) {
                claim(memory, message, pattern, line.getCandidates().get(c), true);
            }
        }
    }

    private static void claim(
            ClaimMemory memory, SipMessage message, Claim pattern, String endpoint, boolean candidate) {
        Claim claim = null;
        for (Claim known : memory.claims) {
            boolean same = known.endpoint.equals(endpoint)
                    && known.side == pattern.side
                    && known.dialogTag.equals(pattern.dialogTag)
                    && known.hop.equals(pattern.hop);
            if (same) claim = known;
        }
        if (claim == null) {
            if (!makeRoom(memory)) return;
            claim = new Claim();
            claim.endpoint = endpoint;
            claim.side = pattern.side;
            claim.dialogTag = pattern.dialogTag;
            claim.hop = pattern.hop;
            claim.fromMicros = message.getTimeMicros();
            claim.candidate = candidate;
            memory.claims.add(claim);
        } else if (!claim.isOpen()) {
            claim.fromMicros = message.getTimeMicros();
            claim.untilMicros = Long.MAX_VALUE;
            claim.confirmed = false;
        }
        claim.replacedMicros = Patience.NEVER;
        claim.candidate &= candidate;
        claim.line = pattern.line;
        claim.kind = pattern.kind;
        claim.codecs = pattern.codecs;
        // Said again is not said anew.
        if (!claim.terms.equals(pattern.terms)) claim.terms = pattern.terms;
        addOnce(claim.senders, message.getSourceAddress(), SENDERS_MAX);
    }

    /** A closed claim makes room for a new one; open ones do not, and what comes on top is not claimed. */
    private static boolean makeRoom(ClaimMemory memory) {
        if (memory.claims.size() < CLAIMS_MAX) return true;
        for (int i = 0; i < memory.claims.size(); i++) {
            if (!memory.claims.get(i).isOpen()) {
                memory.claims.remove(i);
                return true;
            }
        }
        return false;
    }

    private static List<String> codecs(SdpMedia line) {
        List<String> codecs = new ArrayList<>();
        for (SdpCodec codec : line.getCodecs()) {
            if (codecs.size() == CODECS_MAX) break;
            String format = codec.getFormat();
            codecs.add(codec.getPayloadType() + " " + codec.getName() + " " + codec.getClockRateHz() + " "
                    + format.substring(0, Math.min(format.length(), FORMAT_MAX)));
        }
        return codecs;
    }

    private static void finalResponse(ClaimMemory memory, SipMessage message) {
        boolean invite = message.getMethod().equals("INVITE");
        int status = message.getStatusCode();
        if (status < 300) {
            if (invite) answered(memory, message);
            if (message.getMethod().equals("UPDATE") && memory.answered) accept(memory, message);
        } else if (invite && status != 401 && status != 407) {
            refuse(memory, message);
        }
    }

    private static void answered(ClaimMemory memory, SipMessage message) {
        memory.answered = true;
        memory.failedMicros = Patience.NEVER;
        accept(memory, message);
    }

    private static void accept(ClaimMemory memory, SipMessage message) {
        for (Claim claim : memory.claims) {
            if (!isOf(claim, message)) continue;
            if (claim.replacedMicros != Patience.NEVER) {
                claim.close(claim.replacedMicros);
            } else if (claim.isOpen()) {
                claim.confirmed = true;
            }
        }
    }

    private static void refuse(ClaimMemory memory, SipMessage message) {
        for (Claim claim : memory.claims) {
            claim.replacedMicros = Patience.NEVER;
            boolean branch = claim.side == Side.CALLEE && claim.dialogTag.equals(message.getToTag());
            boolean offer = memory.answered && isOf(claim, message);
            if (!claim.confirmed && (branch || offer)) claim.close(message.getTimeMicros());
        }
        if (!memory.answered && memory.failedMicros == Patience.NEVER) memory.failedMicros = message.getTimeMicros();
    }

    private static boolean isOf(Claim claim, SipMessage message) {
        return claim.dialogTag.isEmpty()
                || claim.dialogTag.equals(message.getToTag())
                || claim.dialogTag.equals(message.getFromTag());
    }

    private static void bye(ClaimMemory memory, SipMessage message) {
        boolean anotherDialog = false;
        for (Claim claim : memory.claims) {
            if (claim.side == Side.CALLEE && claim.confirmed && claim.isOpen() && !isOf(claim, message)) {
                anotherDialog = true;
            }
        }
        for (Claim claim : memory.claims) {
            if (!isOf(claim, message) && anotherDialog) continue;
            if (claim.side == Side.CALLER && anotherDialog) continue;
            claim.close(message.getTimeMicros());
        }
    }

    /** Tells the matchers what changed, one claim for each endpoint and side. */
    private static void tell(ClaimMemory memory, EventOrder order, Consumer<EndpointClaim> out) {
        Set<String> done = new HashSet<>();
        int step = 0;
        for (Claim claim : memory.claims) {
            Claim best = claim;
            for (Claim other : memory.claims) {
                boolean same = other.side == claim.side && other.endpoint.equals(claim.endpoint);
                if (same && isBetter(other, best)) best = other;
            }
            if (!done.add(best.side + best.endpoint)) continue;
            EndpointClaim told = snapshot(memory, best);
            int hash = hash(told);
            if (hash == best.told) continue;
            best.told = hash;
            told.order = order.step(step++);
            out.accept(told);
        }
    }

    private static boolean isBetter(Claim a, Claim b) {
        if (a.isOpen() != b.isOpen()) return a.isOpen();
        if (a.confirmed != b.confirmed) return a.confirmed;
        return !a.isOpen() && a.untilMicros > b.untilMicros;
    }

    private static EndpointClaim snapshot(ClaimMemory memory, Claim claim) {
        EndpointClaim told = new EndpointClaim();
        told.endpoint = claim.endpoint;
        told.callId = memory.callId;
        told.side = claim.side;
        told.fromMicros = claim.fromMicros;
        told.untilMicros = claim.untilMicros;
        told.confirmed = claim.confirmed;
        told.candidate = claim.candidate;
        told.kind = claim.kind;
        told.codecs = new ArrayList<>(claim.codecs);
        told.terms = claim.terms;
        for (Claim other : memory.claims) {
            boolean same = other.side == claim.side && other.endpoint.equals(claim.endpoint);
            if (same) other.senders.forEach(sender -> addOnce(told.senders, sender, SENDERS_MAX));
            if (same) told.fromMicros = Math.min(told.fromMicros, other.fromMicros);
            boolean peer = other.side != claim.side && other.line == claim.line;
            if (peer && !other.candidate && (told.peerTerms == null || (other.isOpen() && other.confirmed))) {
                told.peerTerms = other.terms;
                told.peerCodecs = new ArrayList<>(other.codecs);
            }
            if (peer) addOnce(told.peers, other.endpoint, CLAIMS_MAX);
            if (peer) other.senders.forEach(sender -> addOnce(told.peerSenders, sender, SENDERS_MAX));
        }
        return told;
    }

    private static int hash(EndpointClaim claim) {
        int hash = Objects.hash(
                claim.fromMicros,
                claim.untilMicros,
                claim.confirmed,
                claim.candidate,
                claim.kind,
                claim.peers,
                claim.senders,
                claim.peerSenders,
                claim.codecs,
                claim.terms,
                claim.peerTerms,
                claim.peerCodecs);
        return hash == 0 ? 1 : hash;
    }

    private static void addOnce(List<String> list, String value, int max) {
        if (list.size() < max && !list.contains(value)) list.add(value);
    }
}
