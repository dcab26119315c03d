// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import earshot.protocols.Bytes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * This is what puts the fragments of IPv4 and IPv6 datagrams together again (RFC 791 §3.2, RFC 8200 §4.5), within fixed
 * bounds of number, memory and time. A large INVITE comes this way.
 *
 * <p>Where fragments overlap and differ, the octets that came first stay (IPv4), or the datagram is given up (IPv6, RFC
 * 5722); a fragment that a mirror port copied twice is no overlap. The result
 * is a whole IP packet in an array of this object, to be decoded like any other; good until the next {@link #accept}.
 */
public final class FragmentReassembler {
    /** What became of a fragment. */
    public enum Outcome {
        /** Kept: others are missing. */
        PENDING,
        /** The datagram is whole: {@link #bytes()} and {@link #length()}. */
        COMPLETE,
        /** Cut by the capture, past 64 KiB, of an odd length, or overlapping in IPv6: its datagram cannot be had. */
        REFUSED
    }

    /**
     * How much may wait.
     *
     * @param datagrams datagrams with missing fragments
     * @param octets of all of them together
     * @param timeoutMicros from the first fragment of a datagram to its last
     */
    public record Limits(int datagrams, int octets, long timeoutMicros) {
        public static final Limits DEFAULT = new Limits(4096, 16 << 20, 5_000_000);
    }

    private static final int IPV4_HEADER_LENGTH = 20;
    private static final int IPV4_PAYLOAD_MAX = 65_535 - IPV4_HEADER_LENGTH;
    private static final int IPV6_PAYLOAD_MAX = 65_535;

    /** Names a datagram; addresses as numbers, so that keys compare without arrays. */
    private record Key(
            int scope,
            int version,
            int protocol,
            int id,
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow) {}

    private final Limits limits;
    private final Map<Key, FragmentedDatagram> waiting = new LinkedHashMap<>(); // in the order of their first fragments
    private long octetsWaiting;
    private byte[] bytes = Bytes.NONE;
    private int length;
    private long expired;
    private long evicted;
    private long overlapping;

    public FragmentReassembler() {
        this(Limits.DEFAULT);
    }

    public FragmentReassembler(Limits limits) {
        this.limits = limits;
    }

    /**
     * Takes one fragment.
     *
     * @param scope tells apart networks that use the same addresses: VLAN id, interface, or 0
     * @param nowMicros time of the fragment
     */
    public Outcome accept(IpPacket fragment, int scope, long nowMicros) {
        expire(nowMicros);
        Key key = key(fragment, scope);
        if (!isUsable(fragment)) return refuse(key);
        FragmentedDatagram datagram = waiting.get(key);
        if (datagram == null) {
            datagram = new FragmentedDatagram(nowMicros);
            waiting.put(key, datagram);
            octetsWaiting += datagram.memory();
        }
        octetsWaiting -= datagram.memory();
        boolean overlapped = datagram.isOverlapping();
        boolean fits = datagram.add(fragment);
        octetsWaiting += datagram.memory();
        if (datagram.isOverlapping() && !overlapped) overlapping++;
        if (!fits || (datagram.isOverlapping() && fragment.version() == 6)) return refuse(key);
        if (!datagram.isComplete()) {
            evict();
            return Outcome.PENDING;
        }
        forget(key);
        bytes = datagram.packet();
        length = bytes.length;
        return Outcome.COMPLETE;
    }

    private static boolean isUsable(IpPacket fragment) {
        int length = fragment.claimedLength();
        if (fragment.capturedLength() < length || length == 0) return false;
        if (fragment.hasMoreFragments() && length % 8 != 0) return false;
        int max = fragment.version() == 4 ? IPV4_PAYLOAD_MAX : IPV6_PAYLOAD_MAX;
        return fragment.fragmentOffset() + length <= max;
    }

    private Outcome refuse(Key key) {
        forget(key);
        return Outcome.REFUSED;
    }

    private void forget(Key key) {
        FragmentedDatagram gone = waiting.remove(key);
        if (gone != null) octetsWaiting -= gone.memory();
    }

    private void expire(long nowMicros) {
        Iterator<FragmentedDatagram> eldest = waiting.values().iterator();
        while (eldest.hasNext()) {
            FragmentedDatagram datagram = eldest.next();
            if (nowMicros - datagram.firstMicros() <= limits.timeoutMicros()) return;
            octetsWaiting -= datagram.memory();
            eldest.remove();
            expired++;
        }
    }

    private void evict() {
        Iterator<FragmentedDatagram> eldest = waiting.values().iterator();
        while (eldest.hasNext() && (waiting.size() > limits.datagrams() || octetsWaiting > limits.octets())) {
            octetsWaiting -= eldest.next().memory();
            eldest.remove();
            evicted++;
        }
    }

    private static Key key(IpPacket packet, int scope) {
        // IPv6 names the upper protocol in the first fragment only, so there the id alone must do.
        int protocol = packet.version() == 4 ? packet.protocol() : 0;
        int source = packet.sourceOffset();
        int destination = packet.destinationOffset();
        return new Key(
                scope,
                packet.version(),
                protocol,
                packet.fragmentId(),
                high(packet, source),
                low(packet, source),
                high(packet, destination),
                low(packet, destination));
    }

    private static long high(IpPacket packet, int at) {
        return packet.version() == 4 ? 0 : Bytes.i64(packet.bytes(), at);
    }

    private static long low(IpPacket packet, int at) {
        return packet.version() == 4 ? Bytes.u32(packet.bytes(), at) : Bytes.i64(packet.bytes(), at + 8);
    }

    /** The whole packet, from octet 0; after {@link Outcome#COMPLETE}. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Datagrams that wait for fragments. */
    public int waiting() {
        return waiting.size();
    }

    /** Octets that those hold. */
    public long octetsWaiting() {
        return octetsWaiting;
    }

    /** Datagrams given up because fragments did not come in time. */
    public long expired() {
        return expired;
    }

    /** Datagrams given up to make room. */
    public long evicted() {
        return evicted;
    }

    /** Datagrams of which fragments overlapped and differed. */
    public long overlapping() {
        return overlapping;
    }
}
