// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.hep;

import earshot.protocols.Bytes;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * This is how a compressed payload is read: zlib (RFC 1950) or gzip (RFC 1952), into an array of its own that is used
 * again. What grows past {@value #OUTPUT_MAX} octets or {@value #RATIO_MAX} times its size is hostile and given up.
 * Checksums are not looked at.
 */
public final class HepInflater {
    /** What {@link #inflate} made of the bytes; the text names the error. */
    public enum Verdict {
        INFLATED(""),
        TOO_LARGE("compressed payload larger than 64 KiB"),
        TOO_DENSE("compressed payload grows a hundredfold"),
        CORRUPT("compressed payload is broken");

        private final String reason;

        Verdict(String reason) {
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    static final int OUTPUT_MAX = 65_536;
    static final int RATIO_MAX = 100;

    private static final int DEFLATE = 8;
    private static final int GZIP_HEADER = 10;
    private static final int GZIP_EXTRA = 4;
    private static final int GZIP_NAME = 8;
    private static final int GZIP_COMMENT = 16;
    private static final int GZIP_CHECKSUM = 2;

    private final Inflater inflater = new Inflater(true);
    /** One octet more than is allowed, to see that there is more. */
    private final byte[] output = new byte[OUTPUT_MAX + 1];

    private int length;

    public Verdict inflate(byte[] bytes, int offset, int compressed) {
        length = 0;
        int data = dataOffset(bytes, offset, compressed);
        if (data < 0) return Verdict.CORRUPT;
        int allowed = (int) Math.min(OUTPUT_MAX, (long) compressed * RATIO_MAX);
        inflater.reset();
        inflater.setInput(bytes, data, offset + compressed - data);
        try {
            while (length <= allowed && !inflater.finished()) {
                int more = inflater.inflate(output, length, allowed + 1 - length);
                if (more == 0 && !inflater.finished()) return Verdict.CORRUPT; // cut, or a dictionary is asked for
                length += more;
            }
        } catch (DataFormatException e) {
            return Verdict.CORRUPT;
        }
        if (length <= allowed) return Verdict.INFLATED;
        return allowed == OUTPUT_MAX ? Verdict.TOO_LARGE : Verdict.TOO_DENSE;
    }

    /** The payload, from index 0; good until the next one. */
    public byte[] bytes() {
        return output;
    }

    public int length() {
        return length;
    }

    /** Where the deflated data starts, behind the header of zlib or gzip; -1 when there is neither. */
    private static int dataOffset(byte[] bytes, int offset, int length) {
        if (length < 2) return -1;
        int header = Bytes.u16(bytes, offset);
        if (header == 0x1F8B) return gzipData(bytes, offset, offset + length);
        boolean isZlib = (header >> 8 & 0x0F) == DEFLATE && header % 31 == 0 && (header & 0x20) == 0;
        return isZlib ? offset + 2 : -1;
    }

    private static int gzipData(byte[] bytes, int offset, int end) {
        if (end - offset < GZIP_HEADER || bytes[offset + 2] != DEFLATE) return -1;
        int flags = Bytes.u8(bytes, offset + 3);
        int at = offset + GZIP_HEADER;
        if ((flags & GZIP_EXTRA) != 0) {
            if (end - at < 2) return -1;
            at += 2 + (Bytes.u8(bytes, at) | Bytes.u8(bytes, at + 1) << 8);
        }
        if ((flags & GZIP_NAME) != 0) at = behindZero(bytes, at, end);
        if ((flags & GZIP_COMMENT) != 0) at = behindZero(bytes, at, end);
        if ((flags & GZIP_CHECKSUM) != 0) at += 2;
        return at < end ? at : -1;
    }

    private static int behindZero(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != 0) at++;
        return at + 1;
    }
}
