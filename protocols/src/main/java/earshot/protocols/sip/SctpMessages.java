// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import earshot.protocols.ip.SctpChunks;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes SIP messages out of SCTP packets (RFC 4168: a message is a message of SCTP). Those in one chunk are handed over
 * where they lie; those in several are put together while their chunks come in order of TSN. A chunk sent again, or seen
 * on two paths, counts once. What does not begin as SIP is not kept.
 */
public final class SctpMessages {
    /** Messages that wait for their rest at once; the one that waited for longest makes room. */
    static final int UNFINISHED_MAX = 64;
    /** Longer messages are given up, octets. */
    static final int MESSAGE_MAX = 65_536;

    private static final int REMEMBERED_MAX = 4_096;

    /** Takes messages; the bytes are good during the call. */
    public interface Sink {
        /** A message; claimed is its length on the wire, of which the capture may have cut some. */
        void message(byte[] bytes, int offset, int captured, int claimed);
    }

    /** What became of a packet. */
    public enum Outcome {
        /** Some of it is SIP. */
        SIP,
        /** Nothing of it is. */
        OTHER,
        /** A chunk contradicts its packet; what came before was handed over. */
        MALFORMED,
        /** Cut by the capture before any chunk. */
        TRUNCATED
    }

    /** A chunk: the tag is a random number of the association, so addresses, of which it may have several, say no more. */
    private record Chunk(int tag, int sourcePort, int destinationPort, int tsn) {}

    private final SctpChunks chunks = new SctpChunks();
    /** The beginnings of messages by the chunk that they wait for. */
    private final Map<Chunk, Beginning> unfinished = new Bounded<>(UNFINISHED_MAX);
    /** Chunks of SIP that were taken. */
    private final Map<Chunk, Boolean> taken = new Bounded<>(REMEMBERED_MAX);

    /**
     * Takes one IP payload.
     *
     * @param captured octets of it that were captured
     * @param claimed octets of it that were on the wire
     */
    public Outcome accept(byte[] bytes, int offset, int captured, int claimed, Sink sink) {
        if (!chunks.wrap(bytes, offset, captured, claimed)) {
            return captured < claimed ? Outcome.TRUNCATED : Outcome.MALFORMED;
        }
        boolean found = false;
        while (chunks.next()) found |= accept(bytes, sink);
        if (chunks.isMalformed()) return Outcome.MALFORMED;
        return found ? Outcome.SIP : Outcome.OTHER;
    }

    public int sourcePort() {
        return chunks.sourcePort();
    }

    public int destinationPort() {
        return chunks.destinationPort();
    }

    /** Whether the chunk is SIP. */
    private boolean accept(byte[] bytes, Sink sink) {
        int at = chunks.dataOffset();
        int length = chunks.dataLength();
        if (chunks.isBegin() && !SipStartLine.isPresent(bytes, at, length)) return false;
        Chunk chunk = chunk(chunks.tsn());
        if (taken.containsKey(chunk)) return true;
        Beginning before = chunks.isBegin() ? null : unfinished.remove(chunk);
        if (!chunks.isBegin() && before == null) return false; // of something else, or its beginning was not seen
        taken.put(chunk, true);
        if (before == null && chunks.isEnd()) {
            sink.message(bytes, at, length, chunks.claimedLength());
            return true;
        }
        Beginning soFar = before == null ? new Beginning() : before;
        boolean fits = length == chunks.claimedLength() && soFar.add(bytes, at, length);
        if (!fits) return true;
        if (chunks.isEnd()) sink.message(soFar.bytes, 0, soFar.length, soFar.length);
        else unfinished.put(chunk(chunks.tsn() + 1), soFar);
        return true;
    }

    private Chunk chunk(int tsn) {
        return new Chunk(chunks.verificationTag(), chunks.sourcePort(), chunks.destinationPort(), tsn);
    }

    /** What is there of a message. */
    private static final class Beginning {
        byte[] bytes = {};
        int length;

        /** False when the message gets too long. */
        boolean add(byte[] from, int offset, int count) {
            if (length + count > MESSAGE_MAX) return false;
            if (length + count > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
            System.arraycopy(from, offset, bytes, length, count);
            length += count;
            return true;
        }
    }

    /** In order of arrival; the oldest entry makes room. */
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private final int max;

        Bounded(int max) {
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > max;
        }
    }
}
