// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import earshot.fuzz.FuzzTarget;
import earshot.probe.capture.CaptureFault;
import earshot.probe.capture.FileSource;
import earshot.probe.capture.PacketSource;
import earshot.testkit.PcapWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A capture file of any format, read to its end. */
public final class CaptureFileTarget implements FuzzTarget {
    private static final int GZIP_RATIO_MAX = 1_100;
    private static final int RECORD_MIN = 12;

    @Override
    public void run(byte[] input) {
        boolean isZipped = input.length > 2 && input[0] == 0x1F && input[1] == (byte) 0x8B;
        long octetsMax = (long) input.length * (isZipped ? GZIP_RATIO_MAX : 1);
        long packets = 0;
        try (FileSource source = FileSource.of("fuzz", new ByteArrayInputStream(input))) {
            while (source.advance() == PacketSource.Step.PACKET) {
                packets++;
                Amid.check(source.packet().capturedLength() <= octetsMax, "a packet longer than its file");
                Amid.check(source.packet().originalLength() >= source.packet().capturedLength(), "lengths");
                Amid.check(packets * RECORD_MIN <= octetsMax, "more packets than there is room for");
            }
            for (CaptureFault fault : source.faults()) {
                Amid.check(fault.offset() >= 0 && fault.offset() <= octetsMax, "a fault outside: " + fault);
            }
        } catch (IOException e) {
            return; // gzip with a broken header: said to the user in those words
        }
    }

    /** Gzip opens to a thousand times its length, which is read in constant memory. */
    @Override
    public int stepsPerOctet() {
        return 40_000;
    }

    /** The reader's buffers, those of gzip too. */
    @Override
    public int allocationFree() {
        return 512 << 10;
    }

    /** A frame of up to 256 KiB that opens out of gzip, and the buffer doubled as it grows. */
    @Override
    public int allocationPerOctet() {
        return 4_096;
    }

    @Override
    public List<byte[]> seeds() {
        byte[] pcap = file(PcapWriter.Format.PCAP_MICROS);
        return List.of(pcap, file(PcapWriter.Format.PCAP_NANOS), file(PcapWriter.Format.PCAPNG), zipped(pcap));
    }

    static byte[] file(PcapWriter.Format format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PcapWriter out = new PcapWriter(bytes, format, 1)) {
            for (int i = 0; i < 3; i++) out.packet(1_700_000_000_000_000_000L + i, new byte[20 + i], 40);
        }
        return bytes.toByteArray();
    }

    private static byte[] zipped(byte[] file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
