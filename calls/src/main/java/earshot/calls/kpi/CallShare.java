// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.events.Call;
import earshot.events.CallState;
import earshot.events.EndedBy;
import earshot.events.Endpoints;
import java.util.List;

/** What a call adds to key figures, by its latest row. The definitions and their clauses are in {@code docs/kpis.md}. */
final class CallShare {
    private static final long SECOND = 1_000_000;
    /** 64*T1 (RFC 3261 17.1.2.2). */
    static final long TIMER_F_MICROS = 32 * SECOND;
    /** Below it some users are dissatisfied (G.107 annex B). */
    static final double POOR_MOS = 3.6;

    private static final double LOSSY_PERCENT = 3;

    private CallShare() {}

    /**
     * The share of a call.
     *
     * @param untilSeconds how far a call that is still up counts as being so, at least
     * @param byeTimedOut Timer F ran out for its BYE
     */
    static Share of(Call call, KpiSettings settings, long untilSeconds, boolean byeTimedOut) {
        Share share = new Share();
        share.minuteSeconds = Share.minuteOf(call.getStartMicros());
        if (!call.getInviteSeen()) {
            share.start.add(KpiCount.WITHOUT_INVITE, 1);
        } else if (!call.getChallenged()) {
            attempt(call, share);
        } else if (call.getEndedBy() == EndedBy.FAILURE) {
            share.start.add(KpiCount.UNAUTHORISED, 1);
        }
        if (call.getState() == CallState.ANSWERED) answered(call, share, untilSeconds, byeTimedOut);
        quality(call, share.start);
        cells(call, settings, share);
        return share;
    }

    private static void attempt(Call call, Share share) {
        KpiCounts counts = share.start;
        counts.add(KpiCount.ATTEMPTS, 1);
        counts.addStart((int) (Math.floorDiv(call.getStartMicros(), SECOND) - share.minuteSeconds));
        counts.add(outcome(call.getState()), 1);
        if (call.getState() == CallState.INCOMPLETE) return;
        int status = call.getFinalStatus() == null ? 0 : call.getFinalStatus();
        boolean isAnswered = call.getState() == CallState.ANSWERED;
        counts.addStatus(status == 0 ? "none" : Integer.toString(status));
        if (isEffective(call.getState(), status)) counts.add(KpiCount.EFFECTIVE, 1);
        boolean isUsersWord = status == 480 || status == 486 || status == 600 || status == 603;
        if (isAnswered || isUsersWord) counts.add(KpiCount.SESSION_EFFECTIVE, 1);
        boolean isUnheard = status == 0 && call.getState() == CallState.FAILED;
        boolean isDefect = status == 408 || status == 500 || status == 503 || status == 504;
        if (isUnheard || isDefect) counts.add(KpiCount.INEFFECTIVE, 1);
        requestDelay(call, counts, isAnswered, status);
    }

    private static KpiCount outcome(CallState state) {
        return switch (state) {
            case ANSWERED -> KpiCount.ANSWERED;
            case BUSY -> KpiCount.BUSY;
            case NO_ANSWER -> KpiCount.NO_ANSWER;
            case CANCELLED -> KpiCount.CANCELLED;
            case FAILED -> KpiCount.FAILED;
            case REDIRECTED -> KpiCount.REDIRECTED;
            case INCOMPLETE -> KpiCount.UNDECIDED;
        };
    }

    /** E.425 2.2: the network did its part, whatever the called party did. */
    private static boolean isEffective(CallState state, int status) {
        return switch (state) {
            case ANSWERED, BUSY, NO_ANSWER, CANCELLED -> true;
            case FAILED -> status == 603 || status == 607;
            case REDIRECTED, INCOMPLETE -> false;
        };
    }

    /** RFC 6076 4.3. What the caller ended (487) or a challenge is neither a success nor a failure of the network. */
    private static void requestDelay(Call call, KpiCounts counts, boolean isAnswered, int status) {
        Long invite = call.getInviteMicros();
        Long indication = call.getIndicationMicros();
        if (invite == null || indication == null || indication < invite) return;
        boolean isFailed = status >= 400 && status != 401 && status != 402 && status != 407 && status != 487;
        if (isAnswered) {
            counts.add(KpiCount.SRD_CALLS, 1);
            counts.add(KpiCount.SRD_MICROS, indication - invite);
            counts.addDelay(DelayKind.SRD, indication - invite);
        } else if (isFailed) {
            counts.add(KpiCount.SRD_FAILED_CALLS, 1);
            counts.add(KpiCount.SRD_FAILED_MICROS, indication - invite);
        }
    }

    private static void answered(Call call, Share share, long untilSeconds, boolean byeTimedOut) {
        Long answer = call.getAnswerMicros();
        if (answer == null) return;
        share.upFromSeconds = Math.floorDiv(answer, SECOND);
        share.upUntil(Math.max(share.upFromSeconds + 1, untilSeconds));
        Long end = call.getEndMicros();
        if (!call.getEnded() || end == null) return;
        share.upUntil(Math.max(share.upFromSeconds, Math.floorDiv(end, SECOND)) + 1);
        if (call.getEndedBy() != EndedBy.BYE || end < answer) return;
        KpiCounts counts = share.start;
        long talkMicros = end - answer;
        counts.add(KpiCount.TALK_CALLS, 1);
        counts.add(KpiCount.TALK_MICROS, talkMicros);
        Double disconnectMs = call.getDisconnectMs();
        if (disconnectMs != null) {
            counts.add(KpiCount.SDD_CALLS, 1);
            counts.add(KpiCount.SDD_MICROS, Math.round(disconnectMs * 1_000));
            counts.addDelay(DelayKind.SDD, Math.round(disconnectMs * 1_000));
        }
        if (isCompleted(call)) {
            counts.add(KpiCount.SDT_CALLS, 1);
            counts.add(KpiCount.SDT_MICROS, talkMicros);
            if (call.getInviteSeen()) counts.add(KpiCount.COMPLETED, 1);
        } else if (byeTimedOut) {
            counts.add(KpiCount.SDT_FAILED_CALLS, 1);
            counts.add(KpiCount.SDT_FAILED_MICROS, talkMicros + TIMER_F_MICROS);
        }
    }

    /** The BYE was answered with 2xx. */
    static boolean isCompleted(Call call) {
        return call.getByeStatus() != null && call.getByeStatus() / 100 == 2;
    }

    private static void quality(Call call, KpiCounts counts) {
        if (call.getMosLq() != null) counts.add(KpiCount.SCORED, 1);
        if (call.getMosLq() != null && call.getMosLq() < POOR_MOS) counts.add(KpiCount.POOR, 1);
        Double loss = call.getLossPercentMax();
        if (loss != null && loss > LOSSY_PERCENT) counts.add(KpiCount.LOSSY, 1);
        if (call.getOneWay()) counts.add(KpiCount.ONE_WAY, 1);
    }

    private static void cells(Call call, KpiSettings settings, Share share) {
        share.addCell(KpiCell.EVERYBODY);
        call.getProbes().forEach(probe -> share.addCell(KpiCell.probe(probe)));
        List<String> senders = orElse(call.getSenders(), call.getCaller());
        List<String> receivers = orElse(call.getReceivers(), call.getCallee());
        peers(share, settings, KpiCell.CALLER, senders);
        peers(share, settings, KpiCell.CALLEE, receivers);
    }

    static void peers(Share share, KpiSettings settings, String side, List<String> addresses) {
        for (String address : addresses) {
            if (address.isEmpty()) continue;
            share.addCell(KpiCell.peer(side, address));
            settings.trunksOf(address).forEach(trunk -> share.addCell(KpiCell.trunk(side, trunk)));
        }
    }

    private static List<String> orElse(List<String> addresses, String endpoint) {
        return addresses.isEmpty() ? List.of(Endpoints.address(endpoint)) : addresses;
    }
}
