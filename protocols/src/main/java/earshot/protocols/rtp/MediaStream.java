// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import earshot.protocols.ip.TcpDirection;
import earshot.protocols.ip.TcpFlow;
import earshot.protocols.ip.TcpHeader;
import earshot.protocols.ip.TcpReader;

/** This is one direction of a TCP connection while media are being cut out of it. */
final class MediaStream implements TcpReader.Owner {
    private static final int STATE_OCTETS = 256; // what an empty one costs, roughly
    private static final int SOURCES_MAX = 4;
    /** Octets that no datagram was found in, before it is given up. */
    private static final int NOISE_MAX = 256 << 10;
    /** Octets at the end in which a datagram may begin that cannot be told yet. */
    private static final int TAIL = 15;

    private final TcpFlow flow;
    private final TcpReader reader;
    private final StreamedDatagram datagram = new StreamedDatagram();
    private final long[] sources = new long[SOURCES_MAX];
    private int sourcesSeen;
    private boolean inStep = true;
    private boolean proven;
    private boolean dead;
    private int noise;
    /** Of the call under way. */
    private MediaStreams.Sink sink = (flow, bytes, offset, length) -> false;

    MediaStream(TcpFlow flow, int sequence) {
        this.flow = flow;
        reader = new TcpReader(sequence);
    }

    boolean isForeign(int sequence) {
        return reader.isForeign(sequence);
    }

    void accept(byte[] bytes, TcpHeader tcp, long nowMicros, MediaStreams.Limits limits, MediaStreams.Sink sink) {
        this.sink = sink;
        reader.accept(bytes, tcp, nowMicros, limits.gapMicros(), limits.octetsPerDirection(), this);
    }

    void flush(MediaStreams.Sink sink) {
        this.sink = sink;
        reader.flush(this);
    }

    @Override
    public void lost() {
        inStep = false;
    }

    @Override
    public void read(TcpDirection octets) {
        while (!dead && octets.length() > 0) {
            if (!inStep && !findStep(octets)) return;
            int whole = datagram.look(octets.bytes(), octets.offset(), octets.length());
            if (whole == StreamedDatagram.NONE) {
                inStep = false;
                dead = !proven;
                octets.consume(1);
            } else if (whole == StreamedDatagram.INCOMPLETE || whole > octets.length()) {
                return;
            } else {
                take(octets);
                octets.consume(whole);
            }
        }
    }

    private void take(TcpDirection octets) {
        noise = 0;
        if (datagram.ssrc() != 0 && !isKnown(datagram.ssrc())) sources[sourcesSeen++ % SOURCES_MAX] = datagram.ssrc();
        boolean isMedia = sink.datagram(flow, octets.bytes(), datagram.payloadOffset(), datagram.payloadLength());
        proven |= isMedia || datagram.isCertain();
    }

    private boolean isKnown(long ssrc) {
        for (int i = 0; i < Math.min(sourcesSeen, SOURCES_MAX); i++) {
            if (sources[i] == ssrc) return true;
        }
        return false;
    }

    /** Behind a gap: the next place where a STUN message begins, or RTP of a source that was seen before. */
    private boolean findStep(TcpDirection octets) {
        int last = octets.length() - TAIL;
        for (int i = 0; i < last; i++) {
            if (isStep(octets, i)) {
                octets.consume(i);
                inStep = true;
                return true;
            }
        }
        int passed = Math.max(0, last);
        octets.consume(passed);
        noise += passed;
        dead = noise > NOISE_MAX || (!proven && noise > 0);
        return false;
    }

    private boolean isStep(TcpDirection octets, int at) {
        int whole = datagram.look(octets.bytes(), octets.offset() + at, octets.length() - at);
        return whole > 0 && (datagram.isCertain() || (datagram.ssrc() != 0 && isKnown(datagram.ssrc())));
    }

    /** Whether media or STUN were found in it. */
    boolean isProven() {
        return proven;
    }

    boolean isForgettable() {
        return dead;
    }

    int memory() {
        return STATE_OCTETS + reader.memory();
    }
}
