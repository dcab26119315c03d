// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import earshot.protocols.Bytes;

/**
 * This is whose an application-defined packet is (RFC 3550 §6.7). What it says only that application knows: its data is
 * stepped over and never read.
 *
 * <pre>
 * |V=2|P| subtype |    204        | length | SSRC | name, four characters | data |
 * </pre>
 */
public final class ApplicationPacket {
    private static final int NAME = 8;
    private static final int NAME_LENGTH = 4;
    private static final char INSTEAD = '?';

    private ApplicationPacket() {}

    /**
     * Name and subtype, {@code PoC1/3}, with {@value #INSTEAD} for what is no printable ASCII; empty when the packet
     * that the compound stands at is another or too short to say.
     */
    public static String name(RtcpCompound packet) {
        boolean isOne = !packet.isEncrypted() && packet.type() == RtcpCompound.APPLICATION;
        if (!isOne || packet.length() < NAME + NAME_LENGTH) return "";
        StringBuilder name = new StringBuilder(NAME_LENGTH + 3);
        for (int i = 0; i < NAME_LENGTH; i++) {
            int c = Bytes.u8(packet.bytes(), packet.packetOffset() + NAME + i);
            name.append(c >= ' ' && c < 0x7F ? (char) c : INSTEAD);
        }
        return name.append('/').append(packet.count()).toString();
    }
}
