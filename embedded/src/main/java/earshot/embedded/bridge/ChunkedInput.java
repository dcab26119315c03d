// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request sent in chunks (RFC 9112 §7.1); ends early only with an error. */
final class ChunkedInput extends InputStream {
    private final InputStream in;
    private long left;
    private boolean started;
    private boolean ended;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (left == 0 && !nextChunk()) return -1;
        int size = in.read(bytes, offset, (int) Math.min(length, left));
        if (size < 0) throw new EOFException("The client went away within its request.");
        left -= size;
        return size;
    }

    private boolean nextChunk() throws IOException {
        if (ended) return false;
        if (started) HttpExchange.line(in); // The line end after the chunk before.
        started = true;
        String line = HttpExchange.line(in);
        int extension = line.indexOf(';');
        left = length(extension < 0 ? line : line.substring(0, extension));
        if (left > 0) return true;
        ended = true;
        String trailer = HttpExchange.line(in);
        while (!trailer.isEmpty()) trailer = HttpExchange.line(in);
        return false;
    }

    private static long length(String hex) throws IOException {
        try {
            long length = Long.parseLong(hex.strip(), 16);
            if (length >= 0) return length;
        } catch (NumberFormatException e) {
            throw new IOException("A chunk has no length: " + hex, e);
        }
        throw new IOException("A chunk has a negative length: " + hex);
    }
}
