// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.protocols.rtcp.Feedback;
import earshot.protocols.rtp.RedundantBlocks;
import earshot.quality.RedundancyRecovery;
import earshot.quality.SideCounts;
import earshot.quality.TelephoneEvents;

/** What a stream has besides plain media: telephone events, redundancy, and what its receiver asks for. */
final class SideStatistics {
    private final TelephoneEvents events = new TelephoneEvents();
    private final RedundancyRecovery recovery = new RedundancyRecovery();
    private final RedundantBlocks blocks = new RedundantBlocks();
    private long nackedPackets;
    private long pictureRequests;
    private long bitRateMaxBps;

    /** Takes a packet of an event. Where its payload cannot be read, as in SRTP, its timestamp tells events apart. */
    void event(RtpArrival packet, int clockRateHz) {
        events.packet(packet.timestamp, packet.event, clockRateHz);
    }

    /** Takes a packet with redundancy; returns the payload type of its new data, or its own where that is encrypted. */
    int redundant(RtpArrival packet, boolean isEncrypted) {
        boolean isReadable = !isEncrypted
                && packet.bytes.length > 0
                && blocks.wrap(packet.bytes, packet.payloadOffset, packet.capturedPayload, packet.payloadOctets);
        if (!isReadable) return packet.payloadType;
        recovery.packet(packet.timestamp, blocks.depth());
        for (int i = 0; i < blocks.depth(); i++) recovery.block(packet.timestamp - blocks.offsetTicks(i));
        return blocks.primaryType();
    }

    void asked(Feedback feedback) {
        switch (feedback.kind()) {
            case NACK -> nackedPackets += feedback.nackedPackets();
            case PICTURE_LOSS, FULL_INTRA -> pictureRequests++;
            case BIT_RATE -> bitRateMaxBps = feedback.bitRateMaxBps();
            case OTHER -> {}
        }
    }

    SideCounts counts() {
        return new SideCounts(
                events.events(),
                events.milliseconds(),
                recovery.packets(),
                recovery.recovered(),
                nackedPackets,
                pictureRequests);
    }

    int redundancyDepth() {
        return recovery.depthMax();
    }

    long bitRateMaxBps() {
        return bitRateMaxBps;
    }

    void forgetCounts() {
        events.forgetCounts();
        recovery.forgetCounts();
        nackedPackets = 0;
        pictureRequests = 0;
    }
}
