// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

import earshot.protocols.Bytes;
import java.io.IOException;
import java.util.HexFormat;

/** A file format, positioned at its next record. */
interface CaptureFormat {
    /** Reads the next packet; false at the regular end. */
    boolean read(CapturedPacket packet) throws IOException;

    /**
     * Reads packets as long as they lie ready, whole and without doubt; false when not even one does, and {@link #read} has to
     * look.
     */
    default boolean readReady(PacketGroup group) {
        return false;
    }

    /** Packets that the capture says its kernel dropped, so far. */
    default long kernelDropped() {
        return 0;
    }

    /** Packets that the capture says its network interfaces dropped, so far. */
    default long interfaceDropped() {
        return 0;
    }

    /** Bytes that cannot be right. Thrown at most once per file, so its cost does not matter. */
    final class Broken extends IOException {
        private final long offset;
        private final CaptureFault.Reason reason;
        private final String detail;

        Broken(long offset, CaptureFault.Reason reason, String detail) {
            super(reason.text());
            this.offset = offset;
            this.reason = reason;
            this.detail = detail;
        }

        long offset() {
            return offset;
        }

        CaptureFault.Reason reason() {
            return reason;
        }

        String detail() {
            return detail;
        }
    }

    /** Reads the header of the file and returns the format that fits it. */
    static CaptureFormat recognise(CaptureInput input) throws IOException {
        int got = input.gather(4);
        if (got == 4) {
            int magic = Bytes.i32(input.bytes(), input.position());
            if (magic == PcapngFormat.MAGIC) return new PcapngFormat(input);
            PcapFormat.Dialect dialect = PcapFormat.Dialect.of(magic);
            if (dialect != null) return PcapFormat.open(input, dialect);
        }
        String first = HexFormat.ofDelimiter(" ").formatHex(input.bytes(), input.position(), input.position() + got);
        throw new Broken(0, CaptureFault.Reason.NOT_A_CAPTURE, first.isEmpty() ? "empty" : "starts with " + first);
    }
}
