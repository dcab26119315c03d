// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.Party;
import earshot.events.SipMessage;
import earshot.events.Transfer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transfers of one call: a REFER within it (RFC 3515), blind or with a Replaces of the transferor's other call (RFC
 * 3891, 5589), and the NOTIFYs that tell how the new call goes.
 */
public class Transfers {
    private static final int TRANSFERS_MAX = 8;

    /** The first of them, in order of time. */
    public List<TransferMemory> list = new ArrayList<>();

    public Transfers() {}

    void message(SipMessage message, boolean byCaller) {
        boolean request = message.getStatusCode() == 0;
        if (message.getMethod().equals("REFER")) {
            if (request) refer(message, byCaller);
            if (!request) answer(message, !byCaller);
        } else if (message.getMethod().equals("NOTIFY") && request) {
            notified(message, byCaller);
        }
    }

    private void refer(SipMessage message, boolean byCaller) {
        String referTo = message.getHeaders().getOrDefault("refer-to", "");
        boolean within = !message.getToTag().isEmpty();
        if (!within || referTo.isEmpty() || find(message.getCseq(), byCaller) != null) return;
        String method = HeaderText.parameter(HeaderText.uri(referTo), "method");
        boolean places = method.isEmpty() || method.equalsIgnoreCase("INVITE");
        if (!places || list.size() == TRANSFERS_MAX) return;
        TransferMemory transfer = new TransferMemory();
        transfer.byCaller = byCaller;
        transfer.cseq = message.getCseq();
        transfer.target = HeaderText.uri(referTo);
        String replaces = HeaderText.uriHeader(referTo, "Replaces");
        transfer.attended = !replaces.isEmpty();
        transfer.replacesCallId = HeaderText.upTo(replaces, ';').strip();
        transfer.timeMicros = message.getTimeMicros();
        list.add(transfer);
    }

    private void answer(SipMessage message, boolean byCaller) {
        TransferMemory transfer = find(message.getCseq(), byCaller);
        int status = message.getStatusCode();
        boolean challenged = status == 401 || status == 407;
        if (transfer == null || status < 300 || !transfer.isOpen()) return;
        if (challenged) {
            list.remove(transfer); // it is asked for again
            return;
        }
        transfer.refused = true;
        transfer.status = status;
        transfer.resultMicros = message.getTimeMicros();
    }

    /** The notifier is the one who was asked. */
    private void notified(SipMessage message, boolean byCaller) {
        int status = message.getFragmentStatus();
        String event = message.getHeaders().getOrDefault("event", "");
        if (status == 0 || !HeaderText.upTo(event, ';').strip().equalsIgnoreCase("refer")) return;
        TransferMemory transfer = of(HeaderText.number(HeaderText.parameter(event, "id")), !byCaller);
        if (transfer == null || !transfer.isOpen()) return;
        transfer.status = status;
        if (status >= 200) transfer.resultMicros = message.getTimeMicros();
    }

    /** The one that a NOTIFY names; the latest when it names none. */
    private @Nullable TransferMemory of(int id, boolean byCaller) {
        TransferMemory named = id < 0 ? null : find(id, byCaller);
        TransferMemory latest = null;
        for (TransferMemory one : list) {
            if (one.byCaller == byCaller) latest = one;
        }
        return named == null ? latest : named;
    }

    private @Nullable TransferMemory find(long cseq, boolean byCaller) {
        for (TransferMemory one : list) {
            if (one.cseq == cseq && one.byCaller == byCaller) return one;
        }
        return null;
    }

    /** Whether a hang-up ends a call that was handed over: one that succeeded, or that its transferor does not wait for. */
    boolean explainHangUp(boolean byCaller) {
        for (TransferMemory one : list) {
            if (one.refused || one.status >= 300) continue;
            if (one.status >= 200 || one.byCaller == byCaller) return true;
        }
        return false;
    }

    List<Transfer> rows(boolean callEnded) {
        List<Transfer> rows = new ArrayList<>();
        for (TransferMemory one : list) {
            rows.add(Transfer.newBuilder()
                    .setParty(one.byCaller ? Party.CALLER : Party.CALLEE)
                    .setTarget(one.target)
                    .setAttended(one.attended)
                    .setReplacesCallId(one.replacesCallId)
                    .setTimeMicros(one.timeMicros)
                    .setStatus(one.status)
                    .setResult(one.result(callEnded))
                    .setResultMicros(CallRow.time(one.resultMicros))
                    .build());
        }
        return rows;
    }
}
