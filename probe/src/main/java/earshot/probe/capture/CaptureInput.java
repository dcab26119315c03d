// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a capture file, gunzipped where needed, read forwards only so that a pipe will do. What is asked for lies
 * in one piece in {@link #bytes()} from {@link #position()} on, so that nothing needs to be copied out. Memory is bounded.
 */
final class CaptureInput implements Closeable {
    /** Most bytes that can lie in one piece: the longest frame, and the numbers around it. */
    static final int PIECE_MAX = FileSource.FRAME_LENGTH_MAX + (1 << 12);

    private static final int BUFFER_BYTES =
            1 << 18; // larger ones leave the processor's cache, smaller ones ask the kernel more often
    private static final int GZIP_MAGIC = 0x1F8B;

    private final InputStream stream;
    private byte[] bytes = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long offsetOfBytes;

    private CaptureInput(InputStream stream) {
        this.stream = stream;
    }

    static CaptureInput open(Path file) throws IOException {
        return of(Files.newInputStream(file));
    }

    static CaptureInput of(InputStream raw) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(raw); // passes large reads through
        buffered.mark(2);
        int magic = (buffered.read() << 8) | buffered.read();
        buffered.reset();
        return new CaptureInput(magic == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered);
    }

    /** Bytes taken so far. */
    long offset() {
        return offsetOfBytes + position;
    }

    /** The array that holds what was gathered; good until the next {@link #gather} or {@link #skip}. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the bytes not yet taken start in {@link #bytes()}. */
    int position() {
        return position;
    }

    /** Where the bytes end that were gathered without being asked for. */
    int limit() {
        return limit;
    }

    /** Brings together that many bytes, at most {@link #PIECE_MAX}; returns how many there are: fewer at the end. */
    int gather(int length) throws IOException {
        if (limit - position < length) fill(length);
        return Math.min(length, limit - position);
    }

    /** Moves past bytes that were gathered. */
    void take(int length) {
        position += length;
    }

    /** Moves past that many bytes, gathered or not; false when the file ends before. */
    boolean skip(long length) throws IOException {
        long left = length;
        while (left > 0 && gather(1) == 1) {
            int part = (int) Math.min(left, limit - position);
            position += part;
            left -= part;
        }
        return left == 0;
    }

    /** Moves what is left to the front and reads on behind it. */
    private void fill(int length) throws IOException {
        byte[] into = length <= bytes.length ? bytes : new byte[PIECE_MAX];
        int left = limit - position;
        System.arraycopy(bytes, position, into, 0, left);
        offsetOfBytes += position;
        bytes = into;
        position = 0;
        limit = left;
        while (limit < length) {
            int got = stream.read(bytes, limit, bytes.length - limit);
            if (got < 0) return;
            limit += got;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
