// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.embedded.bridge;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request that announced its length; ends early only with an error. */
final class FixedLengthInput extends InputStream {
    private final InputStream in;
    private long left;

    FixedLengthInput(InputStream in, long length) {
        this.in = in;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left == 0) return -1;
        int size = in.read(bytes, offset, (int) Math.min(length, left));
        if (size < 0) throw new EOFException("The client went away within its request.");
        left -= size;
        return size;
    }
}
