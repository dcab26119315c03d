// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.probe.capture.PacketSource.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files of several sections, byte orders and interfaces, as mergecap and capture cards write them. */
class PcapngFormatTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    @Test
    void eachSectionHasItsByteOrderAndItsInterfaces() throws IOException {
        section(ByteOrder.LITTLE_ENDIAN);
        interfaceBlock(1);
        enhancedPacket(0, 5_000_000, "one");
        section(ByteOrder.BIG_ENDIAN);
        interfaceBlock(113);
        interfaceBlock(101);
        enhancedPacket(1, 6_000_000, "two");

        assertThat(read()).containsExactly("1 5000000000 one", "101 6000000000 two");
    }

    /** A group has one link type, no options and no doubts: whatever is else ends it, and is read all the same. */
    @Test
    void groupsEndWhereAPacketIsOfAnotherKind() throws IOException {
        section(ByteOrder.BIG_ENDIAN);
        interfaceBlock(1);
        interfaceBlock(113);
        for (int i = 0; i < 40; i++) enhancedPacket(0, i, "a" + i);
        enhancedPacket(1, 40, "cooked");
        enhancedPacket(0, 41, "commented", option(1, "why".getBytes(StandardCharsets.UTF_8)));
        enhancedPacket(0, 42, "last");
        PacketGroup group = new PacketGroup();
        List<Integer> sizes = new ArrayList<>();
        try (FileSource source = source()) {
            while (source.advance(group) == Step.PACKET) sizes.add(group.size());
        }

        assertThat(sizes).containsExactly(1, 32, 7, 1, 1, 1);
        assertThat(read()).hasSize(43).endsWith("113 40000 cooked", "1 41000 commented", "1 42000 last");
    }

    @Test
    void timeIsCountedInTheInterfacesUnits() throws IOException {
        section(ByteOrder.LITTLE_ENDIAN);
        interfaceBlock(1, option(9, new byte[] {9}));
        interfaceBlock(1, option(9, new byte[] {(byte) 0x8A})); // 2^-10 s
        interfaceBlock(1, option(2, "eth0".getBytes(StandardCharsets.UTF_8)), option(14, int64(100)));
        enhancedPacket(0, 3 * SECOND + 7, "ns");
        enhancedPacket(1, 3 * 1_024 + 512, "bin");
        enhancedPacket(2, 2_000_000, "later");

        assertThat(read()).containsExactly("1 3000000007 ns", "1 3500000000 bin", "1 102000000000 later");
    }

    @Test
    void simpleAndObsoletePacketsAreReadAndOtherBlocksSkipped() throws IOException {
        section(ByteOrder.LITTLE_ENDIAN);
        interfaceBlock(1);
        enhancedPacket(0, 5_000_000, "first");
        block(0x0BAD, new byte[400]);
        block(3, body(buffer -> buffer.putInt(6).put(text("simple"))));
        block(2, body(buffer -> buffer.putShort((short) 0)
                .putShort((short) 9)
                .putInt(0)
                .putInt(7_000_000)
                .putInt(3)
                .putInt(1_500)
                .put(text("old"))));

        assertThat(read()).containsExactly("1 5000000000 first", "1 5000000000 simple", "1 7000000000 old");
    }

    @Test
    void aPacketOfAnUndeclaredInterfaceEndsTheFile() throws IOException {
        section(ByteOrder.LITTLE_ENDIAN);
        interfaceBlock(1);
        enhancedPacket(0, 1, "good");
        enhancedPacket(1, 2, "bad");

        assertThat(read()).containsExactly("1 1000 good", "UNKNOWN_INTERFACE 1");
    }

    /** The options behind it are read past while the frame is in use. */
    @Test
    void aFrameWithLongOptionsStaysWhole() throws IOException {
        section(ByteOrder.LITTLE_ENDIAN);
        interfaceBlock(1);
        block(6, body(buffer -> buffer.putInt(0)
                .putInt(0)
                .putInt(5_000_000)
                .putInt(6)
                .putInt(6)
                .put(text("framed"))
                .position(2 * CaptureInput.PIECE_MAX)));
        enhancedPacket(0, 6_000_000, "next");

        assertThat(read()).containsExactly("1 5000000000 framed", "1 6000000000 next");
    }

    /** epb_dropcount counts what was lost before a packet; the obsolete block has a field for that, 0xFFFF for unknown. */
    @Test
    void dropsAreToldWithThePacketBehindThem() throws IOException {
        section(ByteOrder.BIG_ENDIAN);
        interfaceBlock(1);
        enhancedPacket(0, 1_000_000, "fine");
        enhancedPacket(0, 2_000_000, "after5", option(2, new byte[] {0, 0, 0, 1}), option(4, int64(5)));
        for (int drops : new int[] {7, 0xFFFF}) {
            block(2, body(buffer -> buffer.putShort((short) 0)
                    .putShort((short) drops)
                    .putInt(0)
                    .putInt(3_000_000)
                    .putInt(3)
                    .putInt(3)
                    .put(text("old"))));
        }

        assertThat(drops()).containsExactly("false 0 0", "true 5 0", "true 12 0", "false 12 0", "end 12 0");
    }

    /** Statistics come at the end of a section, as dumpcap writes them: isb_ifdrop 5, isb_osdrop 7. */
    @Test
    void dropsOfStatisticsCountForAllInterfacesAndSections() throws IOException {
        section(ByteOrder.LITTLE_ENDIAN);
        interfaceBlock(1);
        interfaceBlock(1);
        enhancedPacket(1, 1_000_000, "one");
        statistics(1, option(5, int64(3)), option(7, int64(4)));
        section(ByteOrder.BIG_ENDIAN);
        interfaceBlock(1);
        enhancedPacket(0, 2_000_000, "two");
        statistics(0, option(5, int64(10)));
        statistics(9, option(5, int64(1_000))); // of no interface

        assertThat(drops()).containsExactly("false 0 0", "true 4 3", "end 4 13");
    }

    private void statistics(int interfaceId, byte[]... options) {
        block(5, body(buffer -> {
            buffer.putInt(interfaceId).putLong(0);
            for (byte[] option : options) buffer.put(option);
            buffer.putInt(0);
        }));
    }

    private List<String> drops() throws IOException {
        List<String> lines = new ArrayList<>();
        try (FileSource source = FileSource.of("test", new ByteArrayInputStream(file.toByteArray()))) {
            while (source.advance() == Step.PACKET) {
                lines.add(
                        source.packet().isAfterDrop() + " " + source.kernelDropped() + " " + source.interfaceDropped());
            }
            lines.add("end " + source.kernelDropped() + " " + source.interfaceDropped());
            assertThat(source.faults()).isEmpty();
        }
        return lines;
    }

    @Test
    void lengthsThatDifferEndTheFileAtThatBlock() throws IOException {
        section(ByteOrder.LITTLE_ENDIAN);
        interfaceBlock(1);
        enhancedPacket(0, 1, "good");
        int start = file.size();
        enhancedPacket(0, 2, "bad");
        byte[] bytes = file.toByteArray();
        bytes[bytes.length - 4]++;

        try (FileSource source = FileSource.of("test", new ByteArrayInputStream(bytes))) {
            assertThat(source.advance()).isEqualTo(Step.PACKET);
            assertThat(source.advance()).isEqualTo(Step.END);
            assertThat(source.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.reason()).isEqualTo(CaptureFault.Reason.BLOCK_LENGTH_MISMATCH);
                assertThat(fault.offset()).isEqualTo(start);
            });
        }
    }

    /** Packet by packet and in groups, which must not make a difference. */
    private List<String> read() throws IOException {
        List<String> lines = new ArrayList<>();
        try (FileSource source = source()) {
            while (source.advance() == Step.PACKET) lines.add(line(source.packet()));
            for (CaptureFault fault : source.faults()) lines.add(fault.reason() + " " + fault.detail());
        }
        List<String> inGroups = new ArrayList<>();
        PacketGroup group = new PacketGroup();
        try (FileSource source = source()) {
            while (source.advance(group) == Step.PACKET) {
                for (int i = 0; i < group.size(); i++) inGroups.add(line(group.packet(i)));
            }
            for (CaptureFault fault : source.faults()) inGroups.add(fault.reason() + " " + fault.detail());
        }
        assertThat(inGroups).isEqualTo(lines);
        return lines;
    }

    private FileSource source() throws IOException {
        return FileSource.of("test", new ByteArrayInputStream(file.toByteArray()));
    }

    private static String line(CapturedPacket packet) {
        String text = new String(packet.copyOfBytes(), StandardCharsets.UTF_8);
        return packet.linkType() + " " + packet.timeNanos() + " " + text;
    }

    private void section(ByteOrder order) {
        this.order = order;
        block(0x0A0D0D0A, body(buffer -> buffer.putInt(0x1A2B3C4D)
                .putShort((short) 1)
                .putShort((short) 0)
                .putLong(-1)));
    }

    private void interfaceBlock(int linkType, byte[]... options) {
        block(1, body(buffer -> {
            buffer.putShort((short) linkType).putShort((short) 0).putInt(0);
            for (byte[] option : options) buffer.put(option);
            if (options.length > 0) buffer.putInt(0);
        }));
    }

    private void enhancedPacket(int interfaceId, long units, String text, byte[]... options) {
        block(6, body(buffer -> buffer.putInt(interfaceId)
                .putInt((int) (units >>> 32))
                .putInt((int) units)
                .putInt(text.length())
                .putInt(text.length())
                .put(text(text))
                .position(padded(buffer.position()))
                .put(join(options))));
    }

    private static byte[] join(byte[]... options) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] option : options) all.writeBytes(option);
        return all.toByteArray();
    }

    private byte[] option(int code, byte[] value) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + padded(value.length)).order(order);
        return buffer.putShort((short) code)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    private byte[] int64(long value) {
        return ByteBuffer.allocate(8).order(order).putLong(value).array();
    }

    private interface Filler {
        void fill(ByteBuffer buffer);
    }

    private byte[] body(Filler filler) {
        ByteBuffer buffer = ByteBuffer.allocate(3 * CaptureInput.PIECE_MAX).order(order);
        filler.fill(buffer);
        return Arrays.copyOf(buffer.array(), padded(buffer.position()));
    }

    private void block(int type, byte[] body) {
        int length = body.length + 12;
        ByteBuffer buffer = ByteBuffer.allocate(length).order(order);
        buffer.putInt(type).putInt(length).put(body).putInt(length);
        file.writeBytes(buffer.array());
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
