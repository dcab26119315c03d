// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import earshot.protocols.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * This is what a source description says of the program that sends (RFC 3550 §6.5.6). The rest of it says who the user
 * is (canonical name, name, mail address, telephone number, place, notes): that is stepped over and never read.
 *
 * <pre>
 * | SSRC | item type 8 | length 8 | text | ... | 0, up to the next word |   one such chunk for each source
 * </pre>
 */
public final class SourceDescription {
    private static final int TOOL = 6;
    /** Longer names of programs are cut; 255 is what the format allows. */
    private static final int TEXT_MAX = 64;

    private SourceDescription() {}

    /**
     * The name and version of the sending program, as far as it is printable ASCII; empty when the packet that the
     * compound stands at is no source description or does not say.
     */
    public static String tool(RtcpCompound packet) {
        if (packet.isEncrypted() || packet.type() != RtcpCompound.SOURCE_DESCRIPTION) return "";
        byte[] bytes = packet.bytes();
        int at = packet.packetOffset() + 4;
        int end = packet.packetOffset() + packet.length();
        for (int chunk = 0; chunk < packet.count() && at + 4 < end; chunk++) {
            int item = at + 4;
            while (item + 2 <= end && bytes[item] != 0) {
                int length = Bytes.u8(bytes, item + 1);
                if (item + 2 + length > end) return "";
                if (bytes[item] == TOOL) return text(bytes, item + 2, Math.min(length, TEXT_MAX));
                item += 2 + length;
            }
            at += (item - at) / 4 * 4 + 4; // the list ends with at least one zero, and the chunk with its word
        }
        return "";
    }

    private static String text(byte[] bytes, int offset, int length) {
        int kept = 0;
        while (kept < length && bytes[offset + kept] >= ' ' && bytes[offset + kept] < 0x7F) kept++;
        return new String(bytes, offset, kept, StandardCharsets.US_ASCII);
    }
}
