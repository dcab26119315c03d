// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.capture.PacketGroup;
import earshot.quality.PacketRun;
import java.util.Arrays;

/**
 * What a packet that is just as expected needs of its stream: a row of four numbers, in one array for all streams, so that the
 * processor's cache holds as many as can be. A row holds the key of its stream, what its next packet should look like, and how
 * many came that did; when these came is noted in another array, which is only written to.
 *
 * <p>Such a packet is compared, its time is noted, and nothing else is done: the stream's statistics take in the noted
 * packets together when there is room for no other, before a packet that is not as expected, and before anyone asks. So the
 * many numbers of the statistics are fetched into the cache once for {@value #NOTES_MAX} packets.
 *
 * <p>How a packet should look is told by eight octets of RTP (flags, type, sequence number, timestamp) and by four of IPv4
 * (version, DSCP, length). Packets that came otherwise, in IPv6 or with a header extension, are put in the same form.
 */
final class StreamRows {
    /** Times that there is room for. */
    static final int NOTES_MAX = 64;

    private static final int NOTES_PER_LINE = 16; // of the processor's cache

    /** An IPv4 header without options, UDP's and RTP's. */
    static final int HEADERS = 40;

    private static final int ROW = 4;
    private static final int KEY = 0;
    private static final int EXPECTED = 1;
    /** The first four octets of IP, ticks from packet to packet in 16 bits, flags in eight, and in eight how many are noted. */
    private static final int LOOK = 2;

    private static final int BASE_NANOS = 3;

    /** As {@link #EXPECTED}: of no packet, since it is of RTP version 0. */
    private static final long CLOSED = 0;

    private static final int HEAD_SHIFT = 32;
    private static final int TICKS_SHIFT = 16;
    private static final int TICKS_MAX = 0xFFFF;
    private static final int ANY_LENGTH_SHIFT = 8;
    private static final long ANY_LENGTH = 1L << ANY_LENGTH_SHIFT;
    /** Something is to be looked up before another packet is taken. */
    private static final long NEWS = 1L << 9;

    private static final long NOTED = 0xFF;

    private static final long SEQUENCE = 0x0000_FFFF_0000_0000L;
    private static final long SEQUENCE_STEP = 0x0000_0001_0000_0000L;
    private static final long TIMESTAMP = 0x0000_0000_FFFF_FFFFL;
    private static final long ABOVE_SEQUENCE = 0xFFFF_0000_0000_0000L;
    private static final int LENGTH = 0xFFFF;
    private static final int NOT_ECN = 0xFFFC_FFFF; // RFC 3168: routers change it

    private final PacketRun run = new PacketRun();
    private long[] rows;
    /** By how many nanoseconds each packet came later than {@link #BASE_NANOS}. */
    private int[] notes;
    /** Octets of payload of the packets noted, where their lengths may differ. */
    private int[] octets;
    /** Number of each stream's last packet among those of all streams. */
    private long[] lastPackets;

    StreamRows(int slots) {
        this.rows = new long[slots * ROW];
        this.notes = new int[slots * NOTES_MAX];
        this.octets = new int[slots];
        this.lastPackets = new long[slots];
    }

    /** What came of {@link #take}. */
    enum Taken {
        /** Not as expected: nothing has changed. */
        NO,
        YES,
        /** Taken, and there is no room for another: the stream's statistics must take them in. */
        FULL
    }

    /**
     * Takes packets of a group one after the other, as {@link #take(int, long, long, int, long, long)} does, up to the first that is
     * not as expected, that came at another time, or that leaves no room for another of its stream.
     *
     * @param from the first to take
     * @param fromNanos the earliest time, to before {@code untilNanos}
     * @param sequenceBits a packet whose sequence number has none of them is not taken
     * @param packets number of the last packet before among all packets
     * @return how many it took
     */
    int take(
            PacketGroup group,
            FoundRows found,
            int from,
            long fromNanos,
            long untilNanos,
            int sequenceBits,
            long packets) {
        long number = packets;
        int end = found.size();
        for (int i = from; i < end; i++) {
            int slot = found.slot(i);
            long start = found.start(i);
            long timeNanos = group.timeNanos(i);
            boolean isAtThatTime = timeNanos >= fromNanos && timeNanos < untilNanos;
            boolean isLookedAt = (int) (start >>> 32 & sequenceBits) == 0;
            if (slot == StreamTable.NONE || !isAtThatTime || isLookedAt) return i - from;
            Taken taken = take(slot, found.key(i), start, found.head(i), timeNanos, ++number);
            if (taken != Taken.YES) return taken == Taken.NO ? i - from : i - from + 1;
        }
        return end - from;
    }

    /** Has the memory bring what {@link #taken} reads, and returns a number that says nothing. */
    long fetch(int slot) {
        long any = 0;
        for (int i = 0; i < NOTES_MAX; i += NOTES_PER_LINE) any += notes[slot * NOTES_MAX + i];
        return any;
    }

    /** Whether there is no room for another packet. */
    boolean isFull(int slot) {
        return noted(slot) == NOTES_MAX;
    }

    /**
     * Takes a packet if the row is that of its stream, and if it is as expected.
     *
     * @param key of its stream
     * @param start the first eight octets of RTP
     * @param head the first four octets of IP
     * @param packet its number among all packets
     */
    Taken take(int slot, long key, long start, int head, long timeNanos, long packet) {
        long[] all = rows;
        int row = slot * ROW;
        long look = all[row + LOOK];
        long sinceBase = timeNanos - all[row + BASE_NANOS];
        int mayDiffer = ~NOT_ECN | (int) (look >>> ANY_LENGTH_SHIFT & 1) * LENGTH;
        boolean isAlike = start == all[row + EXPECTED]
                && key == all[row + KEY]
                && ((head ^ (int) (look >>> HEAD_SHIFT)) & ~mayDiffer) == 0;
        int noted = noted(look);
        if (!isAlike || sinceBase != (int) sinceBase || noted == NOTES_MAX) return Taken.NO;

        all[row + EXPECTED] = next(start, ticks(look));
        all[row + LOOK] = look + 1;
        notes[slot * NOTES_MAX + noted] = (int) sinceBase;
        lastPackets[slot] = packet;
        if ((look & ANY_LENGTH) != 0) octets[slot] += payloadOctets(head);
        return noted + 1 < NOTES_MAX ? Taken.YES : Taken.FULL;
    }

    private static int noted(long look) {
        return (int) (look & NOTED);
    }

    private static int ticks(long look) {
        return (int) (look >>> TICKS_SHIFT) & TICKS_MAX;
    }

    private static int payloadOctets(int head) {
        return (head & LENGTH) - HEADERS;
    }

    private static long next(long start, int ticks) {
        return (start & ABOVE_SEQUENCE) | ((start + SEQUENCE_STEP) & SEQUENCE) | ((start + ticks) & TIMESTAMP);
    }

    /** The packets taken since the last time; {@link #rebase} must follow. Good until it is asked for another row. */
    PacketRun taken(int slot) {
        long look = rows[slot * ROW + LOOK];
        int noted = noted(look);
        boolean anyLength = (look & ANY_LENGTH) != 0;
        long ofAll = anyLength ? octets[slot] : (long) noted * payloadOctets((int) (look >>> HEAD_SHIFT));
        run.set(rows[slot * ROW + BASE_NANOS], notes, slot * NOTES_MAX, noted, ofAll);
        return run;
    }

    /** Packets taken since the last {@link #rebase}. */
    int noted(int slot) {
        return noted(rows[slot * ROW + LOOK]);
    }

    /** Forgets the packets taken; the next are noted by how much later they came than then. */
    void rebase(int slot, long baseNanos) {
        rows[slot * ROW + LOOK] &= ~NOTED;
        rows[slot * ROW + BASE_NANOS] = baseNanos;
        octets[slot] = 0;
    }

    /**
     * Says what to expect behind a packet, and from when on to note times.
     *
     * @param start of that packet, its first eight octets of RTP
     * @param head of that packet, its first four octets of IP
     * @param ticks from timestamp to timestamp; of more than 16 bits, which are seconds, no packet is expected
     */
    void expect(int slot, long start, int head, int ticks, boolean anyLength, long baseNanos) {
        int row = slot * ROW;
        boolean isNoted = ticks <= TICKS_MAX;
        rows[row + EXPECTED] = isNoted ? next(start, ticks) : CLOSED;
        rows[row + LOOK] =
                (long) head << HEAD_SHIFT | (isNoted ? (long) ticks << TICKS_SHIFT : 0) | (anyLength ? ANY_LENGTH : 0);
        rebase(slot, baseNanos);
    }

    /** From now on no packet is as expected. */
    void close(int slot) {
        rows[slot * ROW + EXPECTED] = CLOSED;
    }

    /** Makes a row that of a new stream, closed. */
    void begin(int slot, long key) {
        int row = slot * ROW;
        Arrays.fill(rows, row, row + ROW, 0);
        rows[row + KEY] = key;
        octets[slot] = 0;
        lastPackets[slot] = 0;
    }

    /** What the stream is known by, as {@link StreamTable#keyOf} makes it. */
    long key(int slot) {
        return rows[slot * ROW + KEY];
    }

    /** Number of the stream's last packet among those of all streams. */
    long lastPacket(int slot) {
        return lastPackets[slot];
    }

    void lastPacket(int slot, long packet) {
        lastPackets[slot] = packet;
    }

    /** There is something to look up before another packet is taken. */
    void news(int slot) {
        close(slot);
        rows[slot * ROW + LOOK] |= NEWS;
    }

    /** Whether there is; it is, once asked. */
    boolean takeNews(int slot) {
        boolean isNews = (rows[slot * ROW + LOOK] & NEWS) != 0;
        rows[slot * ROW + LOOK] &= ~NEWS;
        return isNews;
    }

    void grow(int slots) {
        rows = Arrays.copyOf(rows, slots * ROW);
        notes = Arrays.copyOf(notes, slots * NOTES_MAX);
        octets = Arrays.copyOf(octets, slots);
        lastPackets = Arrays.copyOf(lastPackets, slots);
    }
}
