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

/** The bytes of a capture file, gunzipped where needed, read forwards only so that a pipe will do. Memory is constant. */
final class CaptureInput implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC = 0x1F8B;

    private final InputStream stream;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long offset;

    private CaptureInput(InputStream stream) {
        this.stream = stream;
    }

    static CaptureInput open(Path file) throws IOException {
        return of(Files.newInputStream(file));
    }

    static CaptureInput of(InputStream raw) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
        buffered.mark(2);
        int magic = (buffered.read() << 8) | buffered.read();
        buffered.reset();
        return new CaptureInput(magic == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered);
    }

    /** Bytes handed out so far. */
    long offset() {
        return offset;
    }

    /** Reads that many bytes if they are there; returns how many were. */
    int read(byte[] into, int at, int length) throws IOException {
        int done = 0;
        while (done < length && more()) {
            int part = Math.min(length - done, limit - position);
            System.arraycopy(buffer, position, into, at + done, part);
            position += part;
            done += part;
        }
        offset += done;
        return done;
    }

    /** Skips that many bytes; false when the file ends before. */
    boolean skip(long length) throws IOException {
        long left = length;
        while (left > 0 && more()) {
            int part = (int) Math.min(left, limit - position);
            position += part;
            left -= part;
        }
        offset += length - left;
        return left == 0;
    }

    private boolean more() throws IOException {
        if (position < limit) return true;
        position = 0;
        limit = Math.max(0, stream.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
