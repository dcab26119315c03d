// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

/**
 * The statistics of one RTP stream, packet by packet: RFC 3550 sequence and jitter, loss pattern of RFC 3611, playout
 * buffers. Bounded memory, and no allocation per packet.
 *
 * <p>Feed every packet of one SSRC between two endpoints in the order of arrival, {@link #drain} it from time to time,
 * and {@link #drainFinal} it when the stream has ended. Not thread-safe.
 */
public final class StreamStatistics {
    /**
     * Sets the RTP clock. Until it is known, here or by inference from the timestamps, jitter and playout are not
     * measured.
     *
     * @param hertz 0 when unknown
     */
    public void clockRateHz(int hertz) {}

    /** The RTP clock in use, Hz; 0 while unknown. */
    public int clockRateHz() {
        return 0;
    }

    /** Whether the clock in use was inferred from timestamps against arrivals. */
    public boolean isClockRateInferred() {
        return false;
    }

    /**
     * Takes one packet.
     *
     * @param arrivalNanos on any clock that does not jump
     * @param sequence 16 bits
     * @param rtpTimestamp 32 bits
     * @param payloadOctets RTP payload without padding
     */
    public void packet(
            long arrivalNanos, int sequence, long rtpTimestamp, boolean marker, PacketKind kind, int payloadOctets) {}

    /** What happened since the last drain. Packets that may still come late are left for the next one. */
    public StreamCounters drain() {
        return StreamCounters.NONE;
    }

    /** As {@link #drain}, for a stream that has ended: what has not come by now is lost. */
    public StreamCounters drainFinal() {
        return StreamCounters.NONE;
    }

    /** Packetisation time as measured, ms: the commonest timestamp step between neighbours; 0 while unknown. */
    public double ptimeMs() {
        return 0;
    }

    /** RFC 3550 A.8 jitter after the last media packet, ms. */
    public double jitterMs() {
        return 0;
    }

    /** The sender's clock against the one that stamps arrivals, ppm; positive when it is fast, 0 while unknown. */
    public double skewPpm() {
        return 0;
    }
}
