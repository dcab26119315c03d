// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Values in ClickHouse's format RowBinary: little-endian, nothing between them. Grows as needed; used again after clear. */
final class BinaryBuffer {
    private static final int SIZE_FIRST = 1 << 16;
    /** What is kept for the next batch. */
    private static final int SIZE_KEPT_MAX = 1 << 24;

    private byte[] bytes = new byte[SIZE_FIRST];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        if (bytes.length > SIZE_KEPT_MAX) bytes = new byte[SIZE_FIRST];
    }

    void copyTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    void int8(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** The lowest octets of a value, as many as said. */
    void integer(long value, int octets) {
        room(octets);
        for (int i = 0; i < octets; i++) bytes[size++] = (byte) (value >>> (8 * i));
    }

    void length(int value) {
        room(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void text(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        length(text.length);
        room(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
    }

    private void room(int octets) {
        if (octets <= bytes.length - size) return;
        bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, octets), (int) Math.min(2L * bytes.length, 1 << 30)));
    }
}
