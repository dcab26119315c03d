// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * This is how every decoder reads numbers from the wire: big-endian, from a plain array.
 *
 * <p>The JVM checks the bounds of the array, not those of the packet inside it. A decoder therefore compares every
 * length with what it was given before it reads.
 */
public final class Bytes {
    /** What a decoder points at before it has wrapped anything. */
    public static final byte[] NONE = {};

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Bytes() {}

    /** One octet, 0 to 255. */
    public static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    /** One octet, -128 to 127. */
    public static int s8(byte[] bytes, int at) {
        return bytes[at];
    }

    /** Two octets, 0 to 65535. */
    public static int u16(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    /** Three octets, 0 to 16777215. */
    public static int u24(byte[] bytes, int at) {
        return u8(bytes, at) << 16 | u16(bytes, at + 1);
    }

    /** Three octets in two's complement, as in RTCP's cumulative loss. */
    public static int s24(byte[] bytes, int at) {
        return s8(bytes, at) << 16 | u16(bytes, at + 1);
    }

    /** Four octets as they are; compare with {@link Integer#compareUnsigned} where order matters. */
    public static int i32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    /** Four octets, 0 to 4294967295. */
    public static long u32(byte[] bytes, int at) {
        return i32(bytes, at) & 0xFFFF_FFFFL;
    }

    /** Eight octets as they are. */
    public static long i64(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }
}
