// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;

/** One device that took part in a forked INVITE. */
public class BranchMemory {
    public String tag = "";
    /** ip:port that its responses came from, and how many Vias these still had: the more, the nearer to it. */
    public String address = "";

    public int viaCount = -1;
    public String contact = "";
    public long joinedMicros;
    public long ringMicros = Patience.NEVER;
    public int status;

    public BranchMemory() {}
}
