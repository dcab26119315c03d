// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.calls.time.EventOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls that could own a stream as seen from one of its endpoints, best first. It replaces what the same endpoint
 * said of the stream before. Keyed by {@link #streamId}.
 */
public class BindingCandidates {
    public EventOrder order = new EventOrder();
    /** The key. */
    public String streamId = "";
    /** Seen from the stream's source, not from its destination. */
    public boolean source;

    public List<Claimant> claimants = new ArrayList<>();
    /** DSCP of what runs the other way between the same ends, as the same probe sees it; empty while nothing does. */
    public List<Integer> oppositeDscp = new ArrayList<>();

    public BindingCandidates() {}
}
