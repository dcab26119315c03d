// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import java.util.ArrayList;
import java.util.List;

/** One INVITE transaction that tries to set the call up: the first, or the next after a challenge or redirection. */
public class Attempt {
    public long cseq = -1;
    /** Branch of the INVITE on the hop seen first: its final response is the one that the caller got. */
    public String branch = "";

    public long startMicros = Patience.NEVER;
    /** 100 or more came. */
    public boolean provisional;
    /** 180 or 183 came. */
    public boolean rang;

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
    /** To-tags of those who answered: branches of a fork. */
    public List<String> tags = new ArrayList<>();

    public Attempt() {}

    /** A response on the hop that the INVITE was seen on first; any hop when the INVITE was not seen. */
    boolean isToCaller(String viaBranch) {
        return branch.isEmpty() || branch.equals(viaBranch);
    }

    boolean isChallenged() {
        return finalStatus == 401 || finalStatus == 407;
    }
}
