// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import earshot.probe.capture.PacketSource.Step;
import earshot.testkit.AllocationMeter;
import earshot.testkit.HostileBytes;
import earshot.testkit.Octets;
import earshot.testkit.PcapWriter;
import earshot.testkit.PcapWriter.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FileSourceTest {
    private static final long TIME_NANOS = 1_700_000_000_123_456_000L;
    private static final byte[] FRAME = {1, 2, 3, 4, 5};

    /** What of a packet a reader must get right. */
    private record Packet(long timeNanos, int linkType, int originalLength, List<Byte> bytes) {}

    @ParameterizedTest
    @EnumSource(Format.class)
    void readsWhatWasWritten(Format format) throws Exception {
        byte[] file = file(format);

        List<Packet> packets = packets(file);

        assertThat(packets).hasSize(3);
        assertThat(packets.get(0))
                .isEqualTo(new Packet(TIME_NANOS, 1, 5, List.of((byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5)));
        assertThat(packets.get(2).originalLength()).isEqualTo(1_500);
    }

    /** As {@code analyze <(ssh probe tcpdump -w -)} gives it: read forwards, and never asked where it is. */
    @Test
    void readsANamedPipe(@TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread writer = new Thread(() -> {
            try {
                Files.write(pipe, file(Format.PCAP_MICROS));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        try (FileSource source = FileSource.open(pipe)) {
            assertThat(nextFrame(source)).isEqualTo(FRAME);
            assertThat(source.faults()).isEmpty();
        }
        writer.join();
    }

    /** The four magic numbers of the format, and the modified one that writes eight more octets a record. */
    @ParameterizedTest
    @CsvSource({
        "A1B2C3D4, false, 123456, 0",
        "A1B2C3D4, true, 123456, 0",
        "A1B23C4D, false, 123456000, 0",
        "A1B23C4D, true, 123456000, 0",
        "A1B2CD34, false, 123456, 8",
        "A1B2CD34, true, 123456, 8"
    })
    void readsEveryDialect(String magic, boolean isLittle, int fraction, int extra) throws Exception {
        ByteBuffer file = ByteBuffer.allocate(24 + 16 + extra + FRAME.length);
        file.order(isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        file.putInt((int) Long.parseLong(magic, 16)).putShort((short) 2).putShort((short) 4);
        file.putLong(0).putInt(65_535).putInt(0xF000_0071); // the upper half is not part of the link type
        file.putInt(1_700_000_000).putInt(fraction).putInt(FRAME.length).putInt(99);
        file.position(file.position() + extra).put(FRAME);

        assertThat(packets(file.array())).singleElement().satisfies(packet -> {
            assertThat(packet.timeNanos()).isEqualTo(TIME_NANOS);
            assertThat(packet.linkType()).isEqualTo(0x71);
            assertThat(packet.originalLength()).isEqualTo(99);
        });
    }

    @Test
    void gzippedFilesAreReadAsTheyAre() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(file(Format.PCAP_NANOS));
        }

        assertThat(packets(zipped.toByteArray())).isEqualTo(packets(file(Format.PCAP_NANOS)));
    }

    /** Frames are read where they lie: one that straddles two reads is brought together first. */
    @ParameterizedTest
    @EnumSource(Format.class)
    void framesOfAllLengthsAreWholeHoweverTheBytesArrive(Format format) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PcapWriter writer = new PcapWriter(bytes, format, 1)) {
            for (int i = 0; i < 1_000; i++) writer.packet(TIME_NANOS + i * 1_000L, frame(i));
            writer.packet(TIME_NANOS + 1_000_000, frame(FileSource.FRAME_LENGTH_MAX));
            writer.packet(TIME_NANOS + 1_001_000, frame(60));
        }
        InputStream dripping = new ByteArrayInputStream(bytes.toByteArray()) {
            @Override
            public synchronized int read(byte[] into, int at, int length) {
                return super.read(into, at, Math.min(length, 777));
            }
        };

        for (InputStream stream : List.of(new ByteArrayInputStream(bytes.toByteArray()), dripping)) {
            try (FileSource source = FileSource.of("test", stream)) {
                for (int i = 0; i < 1_000; i++) assertThat(nextFrame(source)).isEqualTo(frame(i));
                assertThat(nextFrame(source)).isEqualTo(frame(FileSource.FRAME_LENGTH_MAX));
                assertThat(nextFrame(source)).isEqualTo(frame(60));
                assertThat(source.advance()).isEqualTo(Step.END);
                assertThat(source.faults()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void readingAllocatesNothing(Format format) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PcapWriter writer = new PcapWriter(bytes, format, 1)) {
            for (int i = 0; i < 12_000; i++) writer.packet(TIME_NANOS + i * 1_000L, frame(214));
        }
        try (FileSource source = source(bytes.toByteArray())) {
            assertThat(AllocationMeter.allocatedBytes(10_000, source::advance)).isLessThan(10_000);
            assertThat(source.packet().capturedLength()).isEqualTo(214);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aFileThatEndsInsideARecordKeepsWhatWasReadAndSaysWhere(Format format) throws Exception {
        byte[] whole = file(format);

        try (FileSource source = source(Arrays.copyOf(whole, whole.length - 3))) {
            assertThat(source.advance()).isEqualTo(Step.PACKET);
            assertThat(source.advance()).isEqualTo(Step.PACKET);
            assertThat(source.advance()).isEqualTo(Step.END);
            assertThat(source.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.reason()).isEqualTo(CaptureFault.Reason.TRUNCATED);
                assertThat(fault.offset()).isGreaterThan(24).isLessThan(whole.length);
            });
        }
    }

    @Test
    void aRecordLengthThatCannotBeRightStopsTheFile() throws Exception {
        byte[] file = file(Format.PCAP_MICROS);
        int secondRecord = 24 + 16 + FRAME.length;
        file[secondRecord + 8] = 0x7F;

        try (FileSource source = source(file)) {
            assertThat(source.advance()).isEqualTo(Step.PACKET);
            assertThat(source.advance()).isEqualTo(Step.END);
            assertThat(source.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.reason()).isEqualTo(CaptureFault.Reason.RECORD_TOO_LONG);
                assertThat(fault.offset()).isEqualTo(secondRecord);
            });
        }
    }

    @Test
    void whatIsNoCaptureIsSaidSo() throws Exception {
        assertThat(faultOf("GET / HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .hasToString("test: not a pcap or pcapng file at byte 0 (starts with 47 45 54 20)");
        assertThat(faultOf(new byte[0])).hasToString("test: not a pcap or pcapng file at byte 0 (empty)");
        byte[] wrongVersion = file(Format.PCAP_MICROS);
        wrongVersion[5] = 9;
        assertThat(faultOf(wrongVersion).reason()).isEqualTo(CaptureFault.Reason.UNSUPPORTED_VERSION);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> FileSource.open(Path.of("no/such.pcap")))
                .isInstanceOf(CaptureException.class)
                .hasMessage("no such file: no/such.pcap");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void noBytesMakeTheReaderThrow(Format format) {
        HostileBytes.attack(
                file(format),
                1,
                (bytes, offset, length) -> outcome(Arrays.copyOfRange(bytes, offset, offset + length)));
    }

    private static Object outcome(byte[] file) {
        try (FileSource source = source(file)) {
            List<Object> outcome = new ArrayList<>();
            while (source.advance() == Step.PACKET) outcome.add(packet(source.packet()));
            outcome.addAll(source.faults());
            return outcome;
        } catch (IOException e) {
            throw new AssertionError("opening never fails on bytes", e);
        }
    }

    private static byte[] frame(int length) {
        byte[] frame = new byte[length];
        for (int i = 0; i < length; i++) frame[i] = (byte) (i + length);
        return frame;
    }

    private static byte[] nextFrame(FileSource source) {
        assertThat(source.advance()).isEqualTo(Step.PACKET);
        return source.packet().copyOfBytes();
    }

    private static byte[] file(Format format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PcapWriter writer = new PcapWriter(bytes, format, 1)) {
            writer.packet(TIME_NANOS, FRAME);
            writer.packet(TIME_NANOS + 1_000_000, new Octets().hex("aabbccdd").bytes());
            writer.packet(TIME_NANOS + 2_000_000, FRAME, 1_500);
        }
        return bytes.toByteArray();
    }

    private static CaptureFault faultOf(byte[] file) throws IOException {
        try (FileSource source = source(file)) {
            assertThat(source.advance()).isEqualTo(Step.END);
            return source.faults().get(0);
        }
    }

    private static List<Packet> packets(byte[] file) throws IOException {
        List<Packet> packets = new ArrayList<>();
        try (FileSource source = source(file)) {
            while (source.advance() == Step.PACKET) packets.add(packet(source.packet()));
            assertThat(source.faults()).isEmpty();
        }
        return packets;
    }

    private static Packet packet(CapturedPacket packet) {
        List<Byte> bytes = new ArrayList<>();
        for (byte each : packet.copyOfBytes()) bytes.add(each);
        return new Packet(packet.timeNanos(), packet.linkType(), packet.originalLength(), bytes);
    }

    private static FileSource source(byte[] file) throws IOException {
        return FileSource.of("test", new ByteArrayInputStream(file));
    }
}
