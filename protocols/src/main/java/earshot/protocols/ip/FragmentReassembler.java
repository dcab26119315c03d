// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import earshot.protocols.Bytes;
import java.util.HashMap;
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
     * @param datagramsOfSource datagrams with missing fragments from one address, so that one cannot drive out all others
     */
    public record Limits(int datagrams, int octets, long timeoutMicros, int datagramsOfSource) {
        public static final Limits DEFAULT = new Limits(4096, 16 << 20, 5_000_000, 512);

        public Limits(int datagrams, int octets, long timeoutMicros) {
            this(datagrams, octets, timeoutMicros, datagrams);
        }
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
            long destinationLow) {
        Source source() {
            return new Source(scope, sourceHigh, sourceLow);
        }
    }

    private record Source(int scope, long high, long low) {}

    private final Limits limits;
    private final Map<Key, FragmentedDatagram> waiting = new LinkedHashMap<>(); // in the order of their first fragments
    private final Map<Source, Integer> waitingOfSource = new HashMap<>();
    private long octetsWaiting;
    private byte[] bytes = Bytes.NONE;
    private int length;
    private int fragments;
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
            Source source = key.source();
            if (waitingOfSource.getOrDefault(source, 0) >= limits.datagramsOfSource()) return Outcome.REFUSED;
            waitingOfSource.merge(source, 1, Integer::sum);
            datagram = new FragmentedDatagram(nowMicros);
            waiting.put(key, datagram);
            octetsWaiting += datagram.memory();
        }
        if (datagram.isGivenUp()) return Outcome.REFUSED;
        octetsWaiting -= datagram.memory();
        boolean overlapped = datagram.isOverlapping();
        boolean fits = datagram.add(fragment);
        // RFC 5722: with the fragments that are still to come, so it is remembered until its time is over
        if (datagram.isOverlapping() && fragment.version() == 6) datagram.giveUp();
        octetsWaiting += datagram.memory();
        if (datagram.isOverlapping() && !overlapped) overlapping++;
        if (datagram.isGivenUp()) return Outcome.REFUSED;
        if (!fits) return refuse(key);
        if (!datagram.isComplete()) {
            evict();
            return Outcome.PENDING;
        }
        forget(key);
        bytes = datagram.packet();
        length = bytes.length;
        fragments = datagram.fragments();
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
        if (gone != null) release(key, gone);
    }

    private void release(Key key, FragmentedDatagram gone) {
        octetsWaiting -= gone.memory();
        waitingOfSource.computeIfPresent(key.source(), (source, count) -> count == 1 ? null : count - 1);
    }

    private void expire(long nowMicros) {
        Iterator<Map.Entry<Key, FragmentedDatagram>> eldest = waiting.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<Key, FragmentedDatagram> entry = eldest.next();
            if (nowMicros - entry.getValue().firstMicros() <= limits.timeoutMicros()) return;
            release(entry.getKey(), entry.getValue());
            eldest.remove();
            expired++;
        }
    }

    private void evict() {
        Iterator<Map.Entry<Key, FragmentedDatagram>> eldest = waiting.entrySet().iterator();
        while (eldest.hasNext() && (waiting.size() > limits.datagrams() || octetsWaiting > limits.octets())) {
            Map.Entry<Key, FragmentedDatagram> entry = eldest.next();
            release(entry.getKey(), entry.getValue());
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

    /** How many fragments it came in. */
    public int fragments() {
        return fragments;
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
