// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.RingMemory.About;
import earshot.testkit.AllocationMeter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel's ring, block by block, as linux/if_packet.h lays it out. */
class RingBlocksTest {
    private static final long NANOS = 1_700_000_000_123_456_789L;
    private static final String ADDRESSES = "020000000001020000000002";
    private static final byte[] FRAME = HexFormat.of().parseHex(ADDRESSES + "0800" + "0102030405060708");

    private final RingMemory ring = new RingMemory(2);
    private final RingBlocks blocks = new RingBlocks(ring.memory, RingMemory.BLOCK_LENGTH);
    private final RingSlice slice = new RingSlice(65_535, false);
    private final PacketGroup group = new PacketGroup();

    @Test
    void twoPacketsHaveTheirTimesAndLengths() {
        ring.block(0).packet(FRAME, About.at(NANOS, 22));
        ring.packet(new byte[60], About.at(NANOS + 1, 1_514)).done();

        assertThat(blocks.copyNext(slice)).isTrue();
        assertThat(slice.walk(group)).isTrue();
        assertThat(group.size()).isEqualTo(2);
        assertThat(group.linkType()).isEqualTo(1);
        assertThat(group.packet(0).copyOfBytes()).isEqualTo(FRAME);
        assertThat(group.packet(0).timeNanos()).isEqualTo(NANOS);
        assertThat(group.packet(0).originalLength()).isEqualTo(22);
        assertThat(group.packet(1).capturedLength()).isEqualTo(60);
        assertThat(group.packet(1).originalLength()).isEqualTo(1_514);
        assertThat(slice.walk(group)).isFalse();
        assertThat(blocks.copyNext(slice)).isFalse();
        assertThat(slice.damaged()).isZero();
    }

    @Test
    void aBlockIsGivenBackWhenItIsCopiedBeforeItsPacketsAreLookedAt() {
        ring.block(0).packet(FRAME, About.at(NANOS, 22)).done();

        blocks.copyNext(slice);
        assertThat(ring.isGivenBack(0)).isTrue();
        ring.block(0).packet(new byte[22], About.at(NANOS + 5, 22)).done(); // the kernel fills it anew
        slice.walk(group);
        assertThat(group.packet(0).copyOfBytes()).isEqualTo(FRAME);
    }

    @ParameterizedTest
    @CsvSource({"0, 8100", "33024, 8100", "34984, 88a8"}) // the oldest kernels do not say what the tag's type was
    void aTagThatTheCardTookOutIsPutBackBehindTheAddresses(int tpid, String type) {
        ring.block(0).packet(FRAME, About.at(NANOS, 22).tagged(0xA005, tpid)).done();

        assertThat(read()).containsExactly(ADDRESSES + type + "a005" + "0800" + "0102030405060708" + " of 26");
    }

    @Test
    void noMoreThanTheSnapLengthIsHandedOutTheTagIncluded() {
        RingSlice shortSlice = new RingSlice(20, false);
        ring.block(0).packet(FRAME, About.at(NANOS, 22));
        ring.packet(FRAME, About.at(NANOS, 22).tagged(5, 0x8100)).done();

        assertThat(read(shortSlice))
                .containsExactly(ADDRESSES + "0800010203040506 of 22", ADDRESSES + "8100000508000102 of 26");
    }

    @Test
    void onLoopbackWhatGoesOutIsSeenOnceWhenItComesIn() {
        ring.block(0).packet(FRAME, About.at(NANOS, 22).type(4)).packet(FRAME, About.at(NANOS + 1, 22));
        ring.packet(FRAME, About.at(NANOS + 2, 22).type(4)).done();

        assertThat(read(new RingSlice(65_535, true))).hasSize(1);
        ring.block(1).packet(FRAME, About.at(NANOS, 22).type(4)).done();
        assertThat(read()).hasSize(1); // on others it comes only once
    }

    @Test
    void packetsThatEndInTheNextSliceAreHandedOutWhole() {
        for (int round = 0; round < 5; round++) {
            RingMemory block = ring.block(round % 2);
            for (int i = 0; i < 700; i++) block.packet(numbered(round, i, 60 + 2 * i), About.at(NANOS + i, 1_514));
            block.done();

            List<String> seen = read();
            assertThat(seen).hasSize(700);
            for (int i = 0; i < 700; i++) {
                assertThat(seen.get(i))
                        .isEqualTo(HexFormat.of().formatHex(numbered(round, i, 60 + 2 * i)) + " of 1514");
            }
            assertThat(ring.isGivenBack(round % 2)).isTrue();
        }
        assertThat(slice.damaged()).isZero();
    }

    /** What a card or the kernel joins from a stream of TCP can be longer than a slice. */
    @Test
    void aPacketLongerThanASliceIsHandedOutWhole() {
        RingSlice wide = new RingSlice(262_144, false);
        ring.block(0).packet(FRAME, About.at(NANOS, 22)).packet(numbered(1, 2, 262_144), About.at(NANOS, 262_144));
        ring.packet(FRAME, About.at(NANOS, 22)).done();

        assertThat(read(wide)).extracting(String::length).containsExactly(50, 2 * 262_144 + 10, 50);
    }

    @Test
    void anEmptyBlockIsGivenBack() {
        ring.block(0).done();
        ring.block(1).packet(FRAME, About.at(NANOS, 22)).done();

        assertThat(read()).hasSize(1);
        assertThat(ring.isGivenBack(0)).isTrue();
        assertThat(slice.damaged()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "captured, 12, -1", // more than 2 GiB
        "captured, 12, 5000", // beyond what the block holds
        "captured and more than any slice holds, 12, 1000000",
        "next in the middle of the packet, 0, 40",
        "next before the packet, 0, -8",
        "next far away, 0, 2147483640",
        "next beyond the block, 0, 1000000",
    })
    void aLengthThatCannotBeEndsTheBlockAndTheNextOneIsRead(String what, int field, int value) {
        ring.block(0).packet(FRAME, About.at(NANOS, 22)).packet(FRAME, About.at(NANOS, 22));
        int second = ring.header();
        ring.packet(FRAME, About.at(NANOS, 22)).done();
        ring.memory.putInt(second + field, value);
        ring.block(1).packet(FRAME, About.at(NANOS, 22)).done();

        List<String> seen = read();
        assertThat(seen).as(what).hasSizeBetween(2, 3).allMatch(packet -> packet.startsWith(ADDRESSES));
        assertThat(slice.damaged()).isEqualTo(1);
        assertThat(ring.isGivenBack(0)).isTrue();
        assertThat(ring.isGivenBack(1)).isTrue();
    }

    @Test
    void aFrameInsideOfItsHeaderIsRefused() {
        ring.block(0).packet(FRAME, About.at(NANOS, 22)).done();
        ring.memory.putShort(ring.header() + RingMemory.MAC, (short) 8);

        assertThat(read()).isEmpty();
        assertThat(slice.damaged()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomNumbersInPlaceOfLengthsEndNothing(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            RingMemory block = ring.block(round % 2);
            for (int i = 0; i < 20; i++) {
                block.packet(FRAME, About.at(NANOS, 22));
                int[] fields = {RingMemory.NEXT, RingMemory.CAPTURED, RingMemory.MAC};
                int bits = random.nextInt(32);
                if (random.nextInt(4) == 0) {
                    ring.memory.putInt(block.header() + fields[random.nextInt(3)], random.nextInt() >>> bits);
                }
            }
            block.done();

            assertThat(read()).hasSizeLessThanOrEqualTo(20);
            assertThat(ring.isGivenBack(round % 2)).isTrue();
        }
    }

    @Test
    void walkingAllocatesNothing() {
        Runnable oneBlock = () -> {
            ring.memory.putInt(8, 1);
            ring.memory.putInt(RingMemory.BLOCK_LENGTH + 8, 1);
            while (blocks.copyNext(slice)) {
                while (slice.walk(group)) assertThatItIsFull(group);
            }
        };
        for (int block = 0; block < 2; block++) {
            ring.block(block);
            for (int i = 0; i < 320; i++) ring.packet(FRAME, About.at(NANOS, 22).tagged(5, 0x8100));
            ring.done();
        }
        assertThat(AllocationMeter.allocatedBytes(20, oneBlock)).isLessThan(12_800); // of 12,800 packets
    }

    private static void assertThatItIsFull(PacketGroup group) {
        if (group.size() == 0) throw new AssertionError("a group of none");
    }

    private static byte[] numbered(int round, int number, int length) {
        byte[] frame = new byte[length];
        for (int i = 0; i < length; i++) frame[i] = (byte) (round + number + i);
        return frame;
    }

    private List<String> read() {
        return read(slice);
    }

    private List<String> read(RingSlice into) {
        List<String> seen = new ArrayList<>();
        do {
            while (into.walk(group)) {
                assertThat(group.size()).isBetween(1, PacketGroup.SIZE_MAX);
                for (int i = 0; i < group.size(); i++) {
                    CapturedPacket packet = group.packet(i);
                    seen.add(HexFormat.of().formatHex(packet.copyOfBytes()) + " of " + packet.originalLength());
                }
            }
        } while (blocks.copyNext(into));
        return seen;
    }
}
