// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.List;

/** One INVITE transaction that tries to set the call up: the first, or the next after a challenge or redirection. */
public class Attempt {
    public long cseq = -1;
    /** Branch of the INVITE on the hop nearest to the caller: its final response is the one that the caller got. */
    public String branch = "";

    /** Vias on that hop, and who saw it: fewer Vias are nearer to the caller. 0 when they were not counted. */
    public int viaCount;

    public String probe = "";
    public long startMicros = Patience.NEVER;
    /** 100 or more came. */
    public boolean provisional;
    /** 180 or 183 came. */
    public boolean rang;

    /** First response other than 100, and how near to the caller it was seen. */
    public long indicationMicros = Patience.NEVER;

    public int indicationNearness = -1;
    public boolean cancelled;
    /** Reason header of the CANCEL. */
    public String cancelReason = "";
    /** 0 while there is none. */
    public int finalStatus;

    public long finalMicros = Patience.NEVER;
    /** Reason header of the final response. */
    public String finalReason = "";
    /** The final response reached the hop that the INVITE was seen on first. */
    public boolean finalToCaller;
    /** To-tag of the first ACK while no final response was seen, and when it came; empty while there is none. */
    public String ackTag = "";

    public long ackMicros = Patience.NEVER;
    /** To-tags of those who answered: branches of a fork. */
    public List<String> tags = new ArrayList<>();

    public Branches branches = new Branches();

    public Attempt() {}

    /** A response on the hop nearest to the caller that anything was seen of; any hop while nothing was. */
    boolean isToCaller(String viaBranch) {
        return branch.isEmpty() || branch.equals(viaBranch);
    }

    /**
     * How near to the caller a response was seen: 2 where the INVITE was, by the same probe; 1 by another probe, whose
     * clock may differ; 0 on another hop.
     */
    int nearness(SipMessage response) {
        if (!isToCaller(response.getViaBranch())) return 0;
        return probe.isEmpty() || probe.equals(response.getProbe()) ? 2 : 1;
    }

    /** A sign of how the request goes (RFC 6076 4.3). */
    void indicate(SipMessage response) {
        int nearness = nearness(response);
        if (nearness <= indicationNearness) return;
        indicationNearness = nearness;
        indicationMicros = response.getTimeMicros();
    }

    boolean isChallenged() {
        return finalStatus == 401 || finalStatus == 407;
    }
}
