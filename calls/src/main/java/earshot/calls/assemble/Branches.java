// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.invite.SentInvites;
import earshot.calls.time.Patience;
import earshot.events.CallBranch;
import earshot.events.Endpoints;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Branches of one INVITE (RFC 3261 16, 19.3): those who answered, told by To-tag, and the places that proxies sent it to,
 * told by the branch that a proxy gave to each. Both may grow for as long as it rings: a phone that a push message wakes
 * joins late.
 */
public class Branches {
    private static final int BRANCHES_MAX = 16;
    /** A branch that joins so long after the INVITE while others are open was not called with them. */
    private static final long LATE_MICROS = 5_000_000;

    public List<BranchMemory> list = new ArrayList<>();
    /** The INVITEs seen: see {@link SentInvites}. */
    public List<String> sent = new ArrayList<>();
    /** Most that one sender sent. */
    public int targets;

    public boolean joinedLate;

    public Branches() {}

    void sent(SipMessage invite) {
        if (SentInvites.add(sent, invite)) targets = Math.max(targets, SentInvites.count(sent, invite));
    }

    /** A response with a To-tag; one that may be a proxy's own makes no branch, but ends one that is known. */
    void response(SipMessage message, boolean ofDevice, long inviteMicros) {
        BranchMemory branch = find(message.getToTag());
        if (branch == null) {
            if (!ofDevice || list.size() == BRANCHES_MAX) return;
            branch = new BranchMemory();
            branch.tag = message.getToTag();
            branch.joinedMicros = message.getTimeMicros();
            boolean others = list.stream().anyMatch(one -> one.status < 200);
            joinedLate |= others && branch.joinedMicros >= inviteMicros + LATE_MICROS;
            list.add(branch);
        }
        int status = message.getStatusCode();
        boolean rings = status == 180 || status == 183;
        if (rings && branch.ringMicros == Patience.NEVER) branch.ringMicros = message.getTimeMicros();
        if (status / 100 >= branch.status / 100) branch.status = status;
        if (message.getViaCount() > branch.viaCount) {
            branch.viaCount = message.getViaCount();
            branch.address = Endpoints.of(message.getSourceAddress(), message.getSourcePort());
        }
        if (!message.getContactUri().isEmpty()) branch.contact = message.getContactUri();
    }

    private @Nullable BranchMemory find(String tag) {
        for (BranchMemory one : list) {
            if (one.tag.equals(tag)) return one;
        }
        return null;
    }

    List<CallBranch> rows(long inviteMicros) {
        List<CallBranch> rows = new ArrayList<>();
        for (BranchMemory one : list) {
            rows.add(CallBranch.newBuilder()
                    .setTag(one.tag)
                    .setAddress(one.address)
                    .setContact(one.contact)
                    .setJoinedMs(sinceMs(inviteMicros, one.joinedMicros))
                    .setRingMs(
                            one.ringMicros == Patience.NEVER
                                    ? null
                                    : Double.valueOf(sinceMs(inviteMicros, one.ringMicros)))
                    .setStatus(one.status)
                    .build());
        }
        return rows;
    }

    private static double sinceMs(long from, long to) {
        return Math.max(0, to - from) / 1_000.0;
    }
}
