// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtp;

import earshot.protocols.Bytes;

/**
 * These are the elements of an RTP header extension, walked in place (RFC 8285 §4). {@link #wrap} takes a header that
 * has one; then {@code while (extension.next())} visits each element.
 *
 * <pre>
 * one-byte form, profile BEDE:  | ID 4 | length - 1, 4 | data |      ID 0 is a padding octet, ID 15 ends the list
 * two-byte form, profile 100x:  | ID 8 | length, 8     | data |      ID 0 is a padding octet
 * </pre>
 *
 * <p>An extension of another profile is its owner's and has no elements here.
 */
public final class RtpExtension {
    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int ONE_BYTE_END = 15;

    private byte[] bytes = Bytes.NONE;
    private int next;
    private int end;
    private boolean isOneByte;
    private boolean malformed;
    private int id;
    private int dataOffset;
    private int length;

    /** Takes a header; false when its extension is missing or of a profile that has no elements. */
    public boolean wrap(byte[] bytes, RtpHeader header) {
        this.bytes = bytes;
        next = header.extensionOffset();
        end = next + header.extensionLength();
        malformed = false;
        if (!header.hasExtension()) return false;
        int profile = header.extensionProfile();
        isOneByte = profile == ONE_BYTE_PROFILE;
        return isOneByte || (profile & 0xFFF0) == 0x1000;
    }

    /** Goes to the next element; false behind the last, or when a length points past the extension. */
    public boolean next() {
        while (next < end && bytes[next] == 0) next++;
        if (next >= end || malformed) return false;
        int first = Bytes.u8(bytes, next);
        if (isOneByte) {
            if (first >> 4 == ONE_BYTE_END) return false;
            return element(first >> 4, next + 1, (first & 0x0F) + 1);
        }
        if (next + 2 > end) {
            malformed = true;
            return false;
        }
        return element(first, next + 2, Bytes.u8(bytes, next + 1));
    }

    private boolean element(int id, int dataOffset, int length) {
        malformed = dataOffset + length > end;
        if (malformed) return false;
        this.id = id;
        this.dataOffset = dataOffset;
        this.length = length;
        next = dataOffset + length;
        return true;
    }

    /** Whether the walk ended at a length that points past the extension. */
    public boolean isMalformed() {
        return malformed;
    }

    /** 1 to 14 in the one-byte form, 1 to 255 in the other; only SDP says what it stands for. */
    public int id() {
        return id;
    }

    public int dataOffset() {
        return dataOffset;
    }

    /** Octets of data: 1 to 16 in the one-byte form, 0 to 255 in the other. */
    public int length() {
        return length;
    }
}
