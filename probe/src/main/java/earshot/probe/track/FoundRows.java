// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.capture.PacketGroup;
import earshot.probe.dissect.PlainRtp;
import earshot.protocols.link.LinkType;

/**
 * What the short way needs to know of the packets of a group, by the packet's number in the group: where the row of its stream
 * is, and what the row compares. Each step is a short loop over all packets, whose turns do not wait for each other.
 */
final class FoundRows {
    /** Of a packet that is not plain: there is no such head. */
    private static final int NO_HEAD = 0;

    private final PlainRtp plain = new PlainRtp();
    private final long[] keys = new long[PacketGroup.SIZE_MAX];
    private final long[] starts = new long[PacketGroup.SIZE_MAX];
    private final int[] heads = new int[PacketGroup.SIZE_MAX];
    private final int[] slots = new int[PacketGroup.SIZE_MAX];
    private int size;

    /** Reads the packets of a group and finds their streams: the processor fetches the rows side by side. */
    void find(PacketGroup group, StreamTable table) {
        size = group.size();
        byte[] bytes = group.bytes();
        boolean isEthernet = group.linkType() == LinkType.ETHERNET;
        for (int i = 0; i < size; i++) {
            boolean isPlain = isEthernet && plain.wrap(bytes, group.offset(i), group.capturedLength(i));
            heads[i] = isPlain ? plain.head() : NO_HEAD;
            if (!isPlain) continue;
            keys[i] = table.keyOf(plain.addresses(), plain.portsAndSsrc(), plain.network());
            starts[i] = plain.start();
        }
        for (int i = 0; i < size; i++) slots[i] = heads[i] == NO_HEAD ? StreamTable.NONE : table.find(keys[i]);
    }

    /** Packets in the group. */
    int size() {
        return size;
    }

    /** {@link StreamTable#NONE} when the packet is not plain or its stream not known; else all below is. */
    int slot(int packet) {
        return slots[packet];
    }

    /** By which the stream was found. */
    long key(int packet) {
        return keys[packet];
    }

    /** The first eight octets of RTP: flags, payload type, sequence number, timestamp. */
    long start(int packet) {
        return starts[packet];
    }

    /** The first four octets of IP: version, DSCP, length. */
    int head(int packet) {
        return heads[packet];
    }
}
