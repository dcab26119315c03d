// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** This is a packet being written, big-endian: {@code new Octets().u8(0x80).u16(7).hex("a1b2").bytes()}. */
public final class Octets {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public Octets u8(int value) {
        out.write(value);
        return this;
    }

    public Octets u16(int value) {
        return u8(value >> 8).u8(value);
    }

    public Octets u24(int value) {
        return u8(value >> 16).u16(value);
    }

    public Octets u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    public Octets u64(long value) {
        return u32(value >>> 32).u32(value);
    }

    public Octets raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Blanks are allowed between octets. */
    public Octets hex(String digits) {
        return raw(HexFormat.of().parseHex(digits.replace(" ", "")));
    }

    public Octets zeros(int count) {
        return raw(new byte[count]);
    }

    public int length() {
        return out.size();
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
