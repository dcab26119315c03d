// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Running streams by addresses and SSRC without ports: how RTCP on ports of its own finds its stream. Where several
 * streams share addresses and SSRC (phones that always send the same one), the index says nothing rather than guess.
 */
final class HostIndex {
    private final FlowTable table;
    private final Flow key = new Flow();
    private @Nullable TrackedStream[] latest = new TrackedStream[0];
    private int[] counts = new int[0];

    HostIndex(int limit, long seed) {
        this.table = new FlowTable(limit, seed);
    }

    void add(TrackedStream stream) {
        int slot = slotOf(stream.flow(), stream.ssrc());
        if (slot == FlowTable.NONE) {
            slot = table.add(key, (int) stream.ssrc());
            if (slot >= counts.length) {
                latest = Arrays.copyOf(latest, table.slots());
                counts = Arrays.copyOf(counts, table.slots());
            }
            counts[slot] = 0;
        }
        latest[slot] = stream;
        counts[slot]++;
    }

    void remove(TrackedStream stream) {
        int slot = slotOf(stream.flow(), stream.ssrc());
        if (latest[slot] == stream) latest[slot] = null;
        if (--counts[slot] == 0) table.remove(slot);
    }

    @Nullable
    TrackedStream find(Flow flow, long ssrc) {
        int slot = slotOf(flow, ssrc);
        return slot == FlowTable.NONE || counts[slot] != 1 ? null : latest[slot];
    }

    private int slotOf(Flow flow, long ssrc) {
        key.set(flow);
        key.setPorts(0, 0);
        key.setNetwork(0); // what comes back may come on another VLAN
        return table.find(key, (int) ssrc);
    }
}
