// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;

/**
 * This is the treatment that every decoder must survive: each truncation of a good packet, each flip of one bit, each
 * octet set to its extremes, and seeded garbage. No exception may come out.
 *
 * <p>Each case runs twice, at different offsets in arrays filled with different poison. A decoder that answers
 * differently has read outside its packet.
 */
public final class HostileBytes {
    private static final int GARBAGE_ROUNDS = 2_000;
    private static final byte[] EXTREMES = {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF};

    /** What is under attack; the answer holds everything that can be asked of it, and has an equals. */
    @FunctionalInterface
    public interface Decoder {
        Object decode(byte[] bytes, int offset, int length);
    }

    private final Decoder decoder;

    private HostileBytes(Decoder decoder) {
        this.decoder = decoder;
    }

    /** Attacks with variations of a good packet, and with garbage of the seed. */
    public static void attack(byte[] sample, long seed, Decoder decoder) {
        HostileBytes attack = new HostileBytes(decoder);
        attack.truncate(sample);
        attack.flip(sample);
        attack.garbage(sample, new Random(seed));
    }

    private void truncate(byte[] sample) {
        for (int length = 0; length <= sample.length; length++) check("cut", Arrays.copyOf(sample, length));
    }

    private void flip(byte[] sample) {
        byte[] changed = sample.clone();
        for (int i = 0; i < sample.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                changed[i] = (byte) (sample[i] ^ 1 << bit);
                check("flip", changed);
            }
            for (byte extreme : EXTREMES) {
                changed[i] = extreme;
                check("extreme", changed);
            }
            changed[i] = sample[i];
        }
    }

    /** Half of the rounds are pure noise, half a good packet with a few octets replaced and a random end. */
    private void garbage(byte[] sample, Random random) {
        for (int round = 0; round < GARBAGE_ROUNDS; round++) {
            byte[] bytes = sample.clone();
            if (round % 2 == 0) {
                bytes = new byte[random.nextInt(sample.length + 64)];
                random.nextBytes(bytes);
            }
            for (int i = 0; i < 4 && bytes.length > 0; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            check("garbage", Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
        }
    }

    private void check(String kind, byte[] packet) {
        Object first = decodeAmid(kind, packet, 3, (byte) 0x00);
        Object second = decodeAmid(kind, packet, 7, (byte) 0xFF);
        Object third = decodeAmid(kind, packet, 5, (byte) 0x45);
        if (!Objects.equals(first, second) || !Objects.equals(first, third)) {
            throw new AssertionError(kind + " reads outside its packet: " + first + " / " + second + " / " + third
                    + " of " + HexFormat.of().formatHex(packet));
        }
    }

    private Object decodeAmid(String kind, byte[] packet, int offset, byte poison) {
        byte[] surroundings = new byte[offset + packet.length + 80];
        Arrays.fill(surroundings, poison);
        System.arraycopy(packet, 0, surroundings, offset, packet.length);
        try {
            return decoder.decode(surroundings, offset, packet.length);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(
                    kind + " broke the decoder: " + HexFormat.of().formatHex(packet), e);
        }
    }
}
