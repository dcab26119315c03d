// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import earshot.protocols.ip.IpPacket;
import earshot.protocols.ip.TcpFlow;
import earshot.protocols.ip.TcpHeader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This is what finds media in TCP segments, within fixed bounds of memory: through a TURN server (RFC 8656, RFC 6062)
 * and framed by RFC 4571. See {@link StreamedDatagram}.
 *
 * <p>A direction of a connection is followed from a segment on that begins like one; what does not costs no more than a
 * look at its first octets. A direction that contradicts itself before anyone recognised its media is forgotten; later,
 * or behind missing segments, reading goes on where a STUN message begins, or a packet of a source seen before.
 */
public final class MediaStreams {
    /** Takes the datagrams, in the order of each direction; the bytes are good until it returns. */
    @FunctionalInterface
    public interface Sink {
        /** Returns whether it is media. */
        boolean datagram(TcpFlow flow, byte[] bytes, int offset, int length);
    }

    /**
     * How much may wait.
     *
     * @param directions directions that are followed
     * @param octetsPerDirection held by one of them
     * @param octets held by all of them
     * @param gapMicros how long missing segments are waited for
     */
    public record Limits(int directions, int octetsPerDirection, long octets, long gapMicros) {
        public static final Limits DEFAULT = new Limits(8192, 128 << 10, 32L << 20, 2_000_000);
    }

    private final Limits limits;
    private final Map<TcpFlow, MediaStream> streams = new LinkedHashMap<>(64, 0.75f, true); // least recent first
    private final StreamedDatagram peek = new StreamedDatagram();
    private long octets;
    private long evicted;

    public MediaStreams() {
        this(Limits.DEFAULT);
    }

    public MediaStreams(Limits limits) {
        this.limits = limits;
    }

    /**
     * Takes one segment; datagrams that it completes go to the sink before this returns.
     *
     * @param scope tells apart networks that use the same addresses
     * @param nowMicros time of the segment
     * @return whether the segment belongs to a direction that carries media
     */
    public boolean accept(IpPacket ip, TcpHeader tcp, int scope, long nowMicros, Sink sink) {
        int length = tcp.capturedLength();
        if (length == 0) return false;
        boolean starts = length == tcp.claimedLength() && peek.starts(ip.bytes(), tcp.payloadOffset(), length);
        if (!starts && streams.isEmpty()) return false; // nothing to allocate for
        TcpFlow flow = TcpFlow.of(ip, tcp, scope);
        MediaStream stream = remove(flow);
        if (stream == null || stream.isForeign(tcp.sequence())) {
            if (!starts) return false;
            stream = new MediaStream(flow, tcp.sequence());
        }
        stream.accept(ip.bytes(), tcp, nowMicros, limits, sink);
        if (!stream.isForgettable()) keep(flow, stream);
        return stream.isProven();
    }

    private void keep(TcpFlow flow, MediaStream stream) {
        streams.put(flow, stream);
        octets += stream.memory();
        while (streams.size() > limits.directions() || octets > limits.octets()) {
            Iterator<MediaStream> eldest = streams.values().iterator();
            octets -= eldest.next().memory();
            eldest.remove();
            evicted++;
        }
    }

    private @Nullable MediaStream remove(TcpFlow flow) {
        MediaStream stream = streams.remove(flow);
        if (stream != null) octets -= stream.memory();
        return stream;
    }

    /** At the end of a capture: gives up on what is missing, so that what waits behind it comes out. */
    public void flush(Sink sink) {
        for (MediaStream stream : streams.values()) stream.flush(sink);
        streams.clear();
        octets = 0;
    }

    /** Directions that are followed. */
    public int directions() {
        return streams.size();
    }

    /** Octets that those hold. */
    public long octets() {
        return octets;
    }

    /** Directions given up to make room. */
    public long evicted() {
        return evicted;
    }
}
