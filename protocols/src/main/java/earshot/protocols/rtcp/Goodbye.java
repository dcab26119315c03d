// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import earshot.protocols.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * This is why sources say goodbye (RFC 3550 §6.6), in the words of their program: {@code teardown}, {@code camera
 * malfunction}.
 *
 * <pre>
 * | SSRC ... | length 8 | text |
 * </pre>
 */
public final class Goodbye {
    private static final char INSTEAD = '?';

    private Goodbye() {}

    /**
     * The reason, UTF-8, at most 255 octets, with {@value #INSTEAD} for what cannot be printed; empty when there is
     * none or the packet that the compound stands at is no BYE; null when its length points past the packet.
     */
    public static @Nullable String reason(RtcpCompound packet) {
        if (packet.isEncrypted() || packet.type() != RtcpCompound.GOODBYE) return "";
        int at = packet.packetOffset() + RtcpCompound.HEADER + 4 * packet.count();
        int end = packet.packetOffset() + packet.length();
        if (at > end) return null;
        if (at == end) return "";
        int length = Bytes.u8(packet.bytes(), at);
        if (at + 1 + length > end) return null;
        return printable(new String(packet.bytes(), at + 1, length, StandardCharsets.UTF_8));
    }

    /** A reason that is padded with zeros ends before them. */
    private static String printable(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length() && text.charAt(i) != 0; i++) {
            char c = text.charAt(i);
            kept.append(Character.isISOControl(c) || c == '\uFFFD' ? INSTEAD : c);
        }
        return kept.toString().strip();
    }
}
