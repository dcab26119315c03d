// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * Sorts lost packets into bursts and gaps as they are settled, in sequence order.
 *
 * <p>By the definition of RFC 3611 section 4.7.2, not by the counting code of its appendix A.2, which does not give the
 * figures of the RFC's own example: losses with fewer than Gmin received packets between them belong together; two or
 * more make a burst, from the first to the last; one alone belongs to the gap around it. Before the first packet and
 * after the last, enough packets are taken as received.
 */
final class BurstDetector {
    /** Received packets that end a burst. */
    static final int GMIN = 16;

    private long groupLoss;
    private long groupPackets;
    private int receivedSinceLoss;
    private boolean inLossRun;

    private long burstLoss;
    private long burstPackets;
    private long bursts;
    private long gapLoss;
    private long gapPackets;
    private long lossRuns;

    /** Takes {@code count} packets, at least one, received in a row. */
    void received(long count) {
        inLossRun = false;
        if (groupLoss == 0) {
            gapPackets += count;
            return;
        }
        int more = (int) Math.min(count, GMIN - receivedSinceLoss);
        receivedSinceLoss += more;
        if (receivedSinceLoss == GMIN) closeGroup();
        gapPackets += count - more;
    }

    /** Takes {@code count} packets, at least one, lost in a row. */
    void lost(long count) {
        if (!inLossRun) lossRuns++;
        inLossRun = true;
        groupPackets += receivedSinceLoss + count;
        groupLoss += count;
        receivedSinceLoss = 0;
    }

    /** Ends the sequence: what comes next does not belong to it. */
    void close() {
        inLossRun = false;
        if (groupLoss > 0) closeGroup();
    }

    LossPattern drain() {
        LossPattern drained = new LossPattern(burstLoss, burstPackets, bursts, gapLoss, gapPackets, lossRuns);
        burstLoss = 0;
        burstPackets = 0;
        bursts = 0;
        gapLoss = 0;
        gapPackets = 0;
        lossRuns = 0;
        return drained;
    }

    private void closeGroup() {
        if (groupLoss >= 2) {
            bursts++;
            burstLoss += groupLoss;
            burstPackets += groupPackets;
        } else {
            gapLoss += groupLoss;
            gapPackets += groupPackets;
        }
        gapPackets += receivedSinceLoss;
        groupLoss = 0;
        groupPackets = 0;
        receivedSinceLoss = 0;
    }
}
