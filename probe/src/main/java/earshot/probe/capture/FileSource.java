// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A capture file, pcap or pcapng, gzipped or not: told apart by its first bytes, never by its name. Reading stops at the
 * first record that cannot be right, because neither format has a mark from which to go on.
 */
public final class FileSource implements PacketSource {
    /** More than any frame that carries IP (the largest snap length that capture programs use). */
    static final int FRAME_LENGTH_MAX = 262_144;

    private final String name;
    private final CaptureInput input;
    private final CapturedPacket packet = new CapturedPacket();
    private final List<CaptureFault> faults = new ArrayList<>(1);
    private final CaptureFormat format;
    private boolean ended;

    private FileSource(String name, CaptureInput input) {
        this.name = name;
        this.input = input;
        this.format = recognise();
    }

    /** Opens a file, or standard input for {@code -}, or says in one sentence why that is not possible. */
    public static FileSource open(Path file) throws CaptureException {
        if (isStandardInput(file)) return standardInput();
        if (!Files.exists(file)) throw new CaptureException("no such file: " + file);
        if (Files.isDirectory(file)) throw new CaptureException("not a file but a directory: " + file);
        try {
            return new FileSource(file.getFileName().toString(), CaptureInput.open(file));
        } catch (IOException e) {
            throw new CaptureException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    public static boolean isStandardInput(Path file) {
        return file.toString().equals("-");
    }

    private static FileSource standardInput() throws CaptureException {
        try {
            return of("standard input", System.in);
        } catch (IOException e) {
            throw new CaptureException("cannot read standard input: " + e.getMessage(), e);
        }
    }

    /** Reads a capture from a stream, which is closed with this source. */
    public static FileSource of(String name, InputStream stream) throws IOException {
        return new FileSource(name, CaptureInput.of(stream));
    }

    @Override
    public Step advance() {
        if (ended) return Step.END;
        long start = input.offset();
        try {
            if (format.read(packet)) return Step.PACKET;
        } catch (CaptureFormat.Broken e) {
            faults.add(new CaptureFault(name, e.offset(), e.reason(), e.detail()));
        } catch (ClosedByInterruptException e) { // who interrupts wants an end, which is no fault of the file
            ended = true;
        } catch (IOException e) { // a disk that fails, or gzip that does
            faults.add(new CaptureFault(name, start, CaptureFault.Reason.READ_FAILED, String.valueOf(e.getMessage())));
        }
        ended = true;
        return Step.END;
    }

    @Override
    public Step advance(PacketGroup group) {
        if (ended) return Step.END;
        if (format.readReady(group)) return Step.PACKET;
        return PacketSource.super.advance(group);
    }

    @Override
    public CapturedPacket packet() {
        return packet;
    }

    @Override
    public List<CaptureFault> faults() {
        return Collections.unmodifiableList(faults);
    }

    @Override
    public long kernelDropped() {
        return format.kernelDropped();
    }

    @Override
    public long interfaceDropped() {
        return format.interfaceDropped();
    }

    @Override
    public void close() {
        ended = true;
        try {
            input.close();
        } catch (IOException e) {
            // Nothing was written, so nothing can be lost by a close that fails.
            return;
        }
    }

    private CaptureFormat recognise() {
        try {
            return CaptureFormat.recognise(input);
        } catch (CaptureFormat.Broken e) {
            faults.add(new CaptureFault(name, e.offset(), e.reason(), e.detail()));
        } catch (IOException e) {
            faults.add(new CaptureFault(name, 0, CaptureFault.Reason.READ_FAILED, String.valueOf(e.getMessage())));
        }
        ended = true;
        return packet -> false;
    }
}
