// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import earshot.events.Endpoints;
import earshot.events.Transaction;
import java.util.List;

/** What a REGISTER transaction adds to key figures (RFC 6076 4.1, 4.2). */
final class RegisterShare {
    private RegisterShare() {}

    /**
     * The share of a transaction.
     *
     * @param timedOut Timer F ran out before a final response came
     */
    static Share of(Transaction register, KpiSettings settings, boolean timedOut) {
        Share share = new Share();
        share.minuteSeconds = Share.minuteOf(register.getStartMicros());
        count(register, share.start, timedOut);
        share.addCell(KpiCell.EVERYBODY);
        share.addCell(KpiCell.probe(register.getProbe()));
        CallShare.peers(share, settings, KpiCell.CALLER, List.of(Endpoints.address(register.getSource())));
        CallShare.peers(share, settings, KpiCell.CALLEE, List.of(Endpoints.address(register.getDestination())));
        return share;
    }

    private static void count(Transaction register, KpiCounts counts, boolean timedOut) {
        Integer status = register.getStatus();
        Double responseMs = register.getResponseMs();
        if (status == null) {
            counts.add(KpiCount.REGISTERS, 1);
            counts.add(timedOut ? KpiCount.REGISTERS_INEFFECTIVE : KpiCount.REGISTERS_UNDECIDED, 1);
            return;
        }
        if (responseMs == null) return; // its request was not captured
        if (status == 401 || status == 407) {
            counts.add(KpiCount.REGISTERS_CHALLENGED, 1);
            return;
        }
        counts.add(KpiCount.REGISTERS, 1);
        if (status < 300) {
            counts.add(KpiCount.REGISTERED, 1);
            counts.add(KpiCount.RRD_REGISTERS, 1);
            counts.add(KpiCount.RRD_MICROS, Math.round(responseMs * 1_000));
            counts.addDelay(DelayKind.RRD, Math.round(responseMs * 1_000));
        } else if (status >= 400 && status != 402) {
            counts.add(KpiCount.REGISTERS_INEFFECTIVE, 1);
        }
    }
}
