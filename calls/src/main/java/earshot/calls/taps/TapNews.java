// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.taps;

import earshot.calls.time.EventOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * News for a stream from elsewhere: the same packets at another tap, a round trip that a device reported, or whose copy it
 * is from now on.
 */
public class TapNews {
    public EventOrder order = new EventOrder();
    /** The key. */
    public String streamId = "";

    /** The stream at the other tap; empty when the news is a device's. */
    public String otherStreamId = "";

    public String probe = "";
    public String otherProbe = "";
    /** ip:port at the other tap. */
    public String otherSource = "";

    public String otherDestination = "";
    /** Seen lately, here and there. */
    public List<Integer> dscp = new ArrayList<>();

    public List<Integer> otherDscp = new ArrayList<>();
    /** Packets that both tell of, and how many of them this one and the other lack. */
    public long compared;

    public long lostHere;
    public long lostThere;

    /** It tells {@link #copyOf} and nothing else. */
    public boolean tellsCopy;
    /** The stream of the same packets between the same endpoints that is counted in place of this one; empty for none. */
    public String copyOf = "";

    /** As the device has it, ms. */
    public double roundTripMs;

    public TapNews() {}

    public boolean isOfDevice() {
        return otherStreamId.isEmpty() && !tellsCopy;
    }

    int contentHash() {
        int hash = Objects.hash(otherStreamId, dscp, otherDscp, compared, lostHere, lostThere);
        return hash == 0 ? 1 : hash;
    }
}
