// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import earshot.protocols.Bytes;

/**
 * This is an SCTP packet whose DATA chunks are read one after the other, in place (RFC 9260 §3). Chunks of other types
 * are stepped over. Good until the bytes change; the checksum is not verified.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |          source port          |       destination port        |
 * |                        verification tag                       |
 * |                            checksum                           |
 * |   type = 0    |        |I|U|B|E|            length             |
 * |                              TSN                              |
 * |           stream              |       number in stream        |
 * |                  payload protocol identifier                  |
 * |                            user data ...
 * </pre>
 */
public final class SctpChunks {
    /** Octets of the common header. */
    public static final int LENGTH = 12;

    static final int DATA_HEADER_LENGTH = 16;
    private static final int CHUNK_HEADER_LENGTH = 4;
    private static final int TYPE_DATA = 0;
    private static final int FLAG_END = 1;
    private static final int FLAG_BEGIN = 2;

    private byte[] bytes = Bytes.NONE;
    private int offset;
    private int end; // of what was captured
    private int claimedEnd;
    private int next;
    private int chunk;
    private int chunkEnd;
    private boolean malformed;

    /**
     * Reads the common header of an IP payload; false when the capture or the packet ends inside.
     *
     * @param captured octets of the IP payload that were captured
     * @param claimed octets of the IP payload that were on the wire
     */
    public boolean wrap(byte[] bytes, int offset, int captured, int claimed) {
        this.bytes = bytes;
        this.offset = offset;
        end = offset + captured;
        claimedEnd = offset + claimed;
        next = offset + LENGTH;
        malformed = false;
        return captured >= LENGTH;
    }

    /** Steps to the next DATA chunk of which some data were captured; false when there is none. */
    public boolean next() {
        while (next < claimedEnd && !malformed && next < end) {
            if (!readChunk()) return false;
            boolean isData = Bytes.u8(bytes, chunk) == TYPE_DATA;
            if (!isData) continue;
            if (dataLength() > 0) return true;
            if (claimedLength() > 0) return false; // cut inside its header
            malformed = true; // a DATA chunk without data (RFC 9260 §3.3.1)
        }
        return false;
    }

    private boolean readChunk() {
        chunk = next;
        if (end - chunk < CHUNK_HEADER_LENGTH) {
            malformed = claimedEnd - chunk < CHUNK_HEADER_LENGTH;
            next = claimedEnd;
            return false;
        }
        int length = Bytes.u16(bytes, chunk + 2);
        chunkEnd = chunk + length;
        if (length < CHUNK_HEADER_LENGTH || chunkEnd > claimedEnd) {
            malformed = true;
            return false;
        }
        next = chunkEnd + (-length & 3); // the length does not count the padding
        return true;
    }

    /** Whether a chunk contradicted its packet; what came before it was read. */
    public boolean isMalformed() {
        return malformed;
    }

    public int sourcePort() {
        return Bytes.u16(bytes, offset);
    }

    public int destinationPort() {
        return Bytes.u16(bytes, offset + 2);
    }

    /** Names the association, in one direction, together with the ports; 32 bits. */
    public int verificationTag() {
        return Bytes.i32(bytes, offset + 4);
    }

    /** Transmission sequence number of the chunk, 32 bits: fragments of a message follow one another by it. */
    public int tsn() {
        return Bytes.i32(bytes, chunk + 4);
    }

    /** Whether a message begins in this chunk. */
    public boolean isBegin() {
        return (Bytes.u8(bytes, chunk + 1) & FLAG_BEGIN) != 0;
    }

    /** Whether a message ends in this chunk. */
    public boolean isEnd() {
        return (Bytes.u8(bytes, chunk + 1) & FLAG_END) != 0;
    }

    /** Where the user data of the chunk start. */
    public int dataOffset() {
        return chunk + DATA_HEADER_LENGTH;
    }

    /** Octets of user data that were captured, at least 1. */
    public int dataLength() {
        return Math.min(chunkEnd, end) - dataOffset();
    }

    /** Octets of user data that were on the wire; more than {@link #dataLength()} when the capture cut them off. */
    public int claimedLength() {
        return chunkEnd - dataOffset();
    }
}
