// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import java.util.Arrays;

/**
 * Which slots wait for news of an endpoint: what is learned of one, once in thousands of packets, is told to the streams that
 * have an end there, so that no packet needs to ask. Who was told has to watch again: so news cost no more than the packets
 * that come between them, however many streams share an endpoint.
 *
 * <p>Endpoints share places, so that some are told without need, and find nothing new when they look.
 */
final class EndpointWatch {
    private static final int PLACES = 1 << 16;
    private static final int ENDS = 2;
    private static final int NONE = -1;

    /** Nodes 2 * slot and 2 * slot + 1 are the ends of a slot; those of one place are linked both ways. */
    private final int[] firsts = new int[PLACES];

    private final FlowHash hash;
    private int[] after;
    /** The node before, {@code ~place} of the first one, {@code ~PLACES} of one that does not watch. */
    private int[] before;

    /**
     * None watches yet.
     *
     * @param seed makes the places unpredictable for those who send packets
     */
    EndpointWatch(int slots, long seed) {
        this.hash = new FlowHash(seed);
        this.after = new int[ENDS * slots];
        this.before = new int[ENDS * slots];
        Arrays.fill(firsts, NONE);
        Arrays.fill(before, ~PLACES);
    }

    /** From now on a slot that does not watch waits for news of both ends of the flow. */
    void watch(int slot, Flow flow) {
        link(ENDS * slot, placeOf(flow.sourceHigh(), flow.sourceLow(), flow.sourcePort()));
        link(ENDS * slot + 1, placeOf(flow.destinationHigh(), flow.destinationLow(), flow.destinationPort()));
    }

    /** A slot waits no longer, if it did. */
    void forget(int slot) {
        unlink(ENDS * slot);
        unlink(ENDS * slot + 1);
    }

    /** A slot that waits for news of that endpoint, which it does no longer then; negative when there is none. */
    int next(long high, long low, int port) {
        int node = firsts[placeOf(high, low, port)];
        if (node == NONE) return NONE;
        forget(node / ENDS);
        return node / ENDS;
    }

    void grow(int slots) {
        int nodes = before.length;
        after = Arrays.copyOf(after, ENDS * slots);
        before = Arrays.copyOf(before, ENDS * slots);
        Arrays.fill(before, nodes, before.length, ~PLACES);
    }

    private void link(int node, int place) {
        int next = firsts[place];
        after[node] = next;
        before[node] = ~place;
        firsts[place] = node;
        if (next != NONE) before[next] = node;
    }

    private void unlink(int node) {
        int previous = before[node];
        int next = after[node];
        if (previous == ~PLACES) return;
        if (previous < 0) firsts[~previous] = next;
        else after[previous] = next;
        if (next != NONE) before[next] = previous;
        before[node] = ~PLACES;
    }

    private int placeOf(long high, long low, int port) {
        return (int) hash.ofAll(high, low, port) & (PLACES - 1);
    }
}
