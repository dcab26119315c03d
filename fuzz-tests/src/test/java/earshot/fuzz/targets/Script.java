// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import java.util.Arrays;

/** An input read as a row of choices; behind its end every choice is 0, and {@link #isOver} says so. */
final class Script {
    private final byte[] bytes;
    private int at;

    Script(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isOver() {
        return at >= bytes.length;
    }

    int u8() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    /** 0 up to a limit, the limit left out. */
    int below(int limit) {
        return u8() % limit;
    }

    boolean flag() {
        return (u8() & 1) != 0;
    }

    /** So many octets, or as many as are left. */
    byte[] octets(int count) {
        int end = Math.min(bytes.length, at + count);
        byte[] taken = Arrays.copyOfRange(bytes, Math.min(at, end), end);
        at = end;
        return taken;
    }

    byte[] rest() {
        return octets(bytes.length - at);
    }
}
