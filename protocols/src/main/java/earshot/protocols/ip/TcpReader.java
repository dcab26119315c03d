// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

/**
 * This hands the octets of one direction of a TCP connection in order to whoever reads them, and gives up on those that
 * do not come: after a time, or when too much waits behind them.
 */
public final class TcpReader {
    /** Reads the octets. */
    public interface Owner {
        /** Takes from the octets in sequence what is whole, and leaves the rest. */
        void read(TcpDirection octets);

        /** Octets are missing here: what waited before is gone, what comes next may begin anywhere. */
        void lost();
    }

    private final TcpDirection octets;
    private long gapSinceMicros;
    private boolean waiting;

    /** Starts before the octet with this sequence number. */
    public TcpReader(int sequence) {
        octets = new TcpDirection(sequence);
    }

    /** Whether the number is too far away to be of this connection. */
    public boolean isForeign(int sequence) {
        return octets.isForeign(sequence);
    }

    /**
     * Takes the payload of a segment.
     *
     * @param nowMicros time of the segment
     * @param gapMicros how long missing segments are waited for
     * @param octetsMax how much may wait behind them
     */
    public void accept(byte[] bytes, TcpHeader tcp, long nowMicros, long gapMicros, int octetsMax, Owner owner) {
        int sequence = tcp.isSyn() ? tcp.sequence() + 1 : tcp.sequence();
        TcpDirection.Outcome outcome = octets.accept(sequence, bytes, tcp.payloadOffset(), tcp.capturedLength());
        int cut = tcp.claimedLength() - tcp.capturedLength();
        owner.read(octets);
        if (outcome == TcpDirection.Outcome.GREW && cut > 0) {
            octets.skip(cut);
            owner.lost();
            owner.read(octets);
        }
        if (!octets.hasGap()) {
            waiting = false;
            return;
        }
        if (!waiting) gapSinceMicros = nowMicros;
        waiting = true;
        if (nowMicros - gapSinceMicros > gapMicros || octets.memory() > octetsMax) flush(owner);
    }

    /** Gives up on every gap there is. */
    public void flush(Owner owner) {
        while (octets.hasGap()) {
            octets.skipGap();
            owner.lost();
            owner.read(octets);
        }
        waiting = false;
    }

    /** Octets that it keeps in memory. */
    public int memory() {
        return octets.memory();
    }
}
