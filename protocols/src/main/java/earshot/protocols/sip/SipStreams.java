// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.ip.IpPacket;
import earshot.protocols.ip.TcpFlow;
import earshot.protocols.ip.TcpHeader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This is what finds SIP messages in TCP segments, in the clear and over WebSocket, within fixed bounds of memory.
 *
 * <p>A direction of a connection is kept only while it speaks SIP: one whose first line says otherwise costs nothing
 * more than a look at the start of each segment. Segments out of order wait for those before them; when those do not
 * come, the messages that they cut are given up and reading goes on at the next start line.
 */
public final class SipStreams {
    /** Takes the messages, in the order of each direction; the bytes are good until it returns. */
    @FunctionalInterface
    public interface Sink {
        void message(TcpFlow flow, boolean webSocket, byte[] bytes, int offset, int length);
    }

    /**
     * How much may wait.
     *
     * @param directions directions that speak SIP
     * @param undecided directions that have not yet said what they speak
     * @param octetsPerDirection held by one of them
     * @param octets held by all of them
     * @param gapMicros how long missing segments are waited for
     */
    public record Limits(int directions, int undecided, int octetsPerDirection, long octets, long gapMicros) {
        public static final Limits DEFAULT = new Limits(8192, 4096, 256 << 10, 64L << 20, 2_000_000);
    }

    private final Limits limits;
    private final Map<TcpFlow, SipStream> streams = leastRecentlyUsedFirst();
    /**
     * Opened, and nothing said yet: kept apart, so that a flood of connections does not drive out those that speak SIP.
     */
    private final Map<TcpFlow, SipStream> undecided = leastRecentlyUsedFirst();

    private final WebSocketFrame peek = new WebSocketFrame();
    private long octets;
    private long evicted;
    private long gaps;

    public SipStreams() {
        this(Limits.DEFAULT);
    }

    public SipStreams(Limits limits) {
        this.limits = limits;
    }

    /**
     * Takes one segment; messages that it completes go to the sink before this returns.
     *
     * @param scope tells apart networks that use the same addresses: VLAN id, interface, or 0
     * @param nowMicros time of the segment
     * @return whether the segment belongs to a direction that speaks SIP
     */
    public boolean accept(IpPacket ip, TcpHeader tcp, int scope, long nowMicros, Sink sink) {
        boolean hasPayload = tcp.capturedLength() > 0;
        boolean starts = hasPayload && startsSip(ip.bytes(), tcp.payloadOffset(), tcp.capturedLength());
        if (!starts && !tcp.isSyn() && directions() == 0) return false; // nothing to allocate for
        TcpFlow flow = TcpFlow.of(ip, tcp, scope);
        SipStream stream = tcp.isSyn() ? add(flow, tcp.sequence() + 1) : find(flow);
        if (!hasPayload) return stream != null && stream.isSip();
        if (starts && (stream == null || stream.isForeign(tcp.sequence()))) stream = add(flow, tcp.sequence());
        if (stream == null) return false;
        remove(flow);
        stream.accept(ip.bytes(), tcp, nowMicros, limits, sink);
        gaps += stream.takeGaps();
        if (stream.isForgettable()) stream.close();
        else keep(flow, stream);
        return stream.isSip();
    }

    private @Nullable SipStream find(TcpFlow flow) {
        SipStream stream = streams.get(flow);
        return stream == null ? undecided.get(flow) : stream;
    }

    private SipStream add(TcpFlow flow, int sequence) {
        SipStream before = remove(flow);
        if (before != null) before.close();
        SipStream stream = new SipStream(flow, sequence);
        keep(flow, stream);
        return stream;
    }

    private void keep(TcpFlow flow, SipStream stream) {
        (stream.isSip() ? streams : undecided).put(flow, stream);
        octets += stream.memory();
        while (undecided.size() > limits.undecided()) evictFrom(undecided);
        while (streams.size() > limits.directions()) evictFrom(streams);
        while (octets > limits.octets()) evictFrom(undecided.isEmpty() ? streams : undecided);
    }

    private @Nullable SipStream remove(TcpFlow flow) {
        SipStream stream = streams.remove(flow);
        if (stream == null) stream = undecided.remove(flow);
        if (stream != null) octets -= stream.memory();
        return stream;
    }

    private void evictFrom(Map<TcpFlow, SipStream> pool) {
        Iterator<SipStream> eldest = pool.values().iterator();
        SipStream given = eldest.next();
        octets -= given.memory();
        given.close();
        eldest.remove();
        evicted++;
    }

    private static Map<TcpFlow, SipStream> leastRecentlyUsedFirst() {
        return new LinkedHashMap<>(64, 0.75f, true);
    }

    private boolean startsSip(byte[] bytes, int offset, int length) {
        return SipStartLine.isPresent(bytes, offset, length) || peek.startsSip(bytes, offset, length);
    }

    /** At the end of a capture: gives up on what is missing, so that the messages behind it come out. */
    public void flush(Sink sink) {
        flush(streams, sink);
        flush(undecided, sink);
        octets = 0;
    }

    private void flush(Map<TcpFlow, SipStream> pool, Sink sink) {
        for (SipStream stream : pool.values()) {
            stream.flush(sink);
            gaps += stream.takeGaps();
            stream.close();
        }
        pool.clear();
    }

    /** Directions that are kept. */
    public int directions() {
        return streams.size() + undecided.size();
    }

    /** Octets that those hold. */
    public long octets() {
        return octets;
    }

    /** Directions given up to make room. */
    public long evicted() {
        return evicted;
    }

    /** Times that missing segments were given up on. */
    public long gaps() {
        return gaps;
    }
}
