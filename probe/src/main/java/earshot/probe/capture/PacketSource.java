// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.util.List;
import java.util.Map;

/** Packets in order of capture, one at a time and in place. Used by one thread. */
public interface PacketSource extends AutoCloseable {
    /** What {@link #advance()} found. */
    enum Step {
        /** {@link #packet()} is the next packet. */
        PACKET,
        /** Nothing now; ask again. Only live and paced sources say so. */
        IDLE,
        /** There are no more packets. */
        END
    }

    Step advance();

    /**
     * As {@link #advance()}, by as many packets as lie ready behind each other; they are good until it is asked again. Most sources
     * hand them out one by one.
     */
    default Step advance(PacketGroup group) {
        Step step = advance();
        if (step == Step.PACKET) group.set(packet());
        return step;
    }

    /** The packet of the last {@link Step#PACKET}; good until the next {@link #advance()}. */
    CapturedPacket packet();

    /** What was wrong with the source so far; what was read before a fault stays valid. */
    List<CaptureFault> faults();

    /**
     * Up to when there are no more packets to come, nanoseconds since 1970, after a {@link Step#IDLE}: so that time can
     * pass while the line is silent. {@link Long#MIN_VALUE} when the source cannot say.
     */
    default long silentUntilNanos() {
        return Long.MIN_VALUE;
    }

    /** Packets that the kernel dropped for want of buffer since the start. */
    default long kernelDropped() {
        return 0;
    }

    /** Packets that the network interface or its driver dropped since the start. */
    default long interfaceDropped() {
        return 0;
    }

    /** Packets that the source itself turned away since the start, by {@code layer:reason}. */
    default Map<String, Long> refused() {
        return Map.of();
    }

    /** Numbers of the source's own, by name and labels as Prometheus has them, less the start of the name. */
    default Map<String, Long> metrics() {
        return Map.of();
    }

    /** Lets nothing more in, for good: so that all that came can be accounted for. */
    default void stop() {}

    @Override
    void close();
}
