// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.link;

import earshot.protocols.Bytes;
import earshot.protocols.ip.IpPacket;
import earshot.protocols.link.LinkLayers.Layer;

/**
 * This is how a decoder steps from an IP packet into the packet that it carries: IP in IP, GRE (RFC 2784, 2890, 2637),
 * ERSPAN (draft-foschiano-erspan), VXLAN (RFC 7348) and its generic form, Geneve (RFC 8926), GTP-U (3GPP TS 29.281) and
 * TZSP.
 *
 * <p>Tunnels over UDP have nothing but their port to tell them, so the header must fit as well, and so must the packet
 * inside: {@link FrameDecoder} goes back to the outer datagram when it does not.
 */
final class Tunnels {
    private static final int VXLAN = 4789;
    private static final int VXLAN_LINUX = 8472;
    private static final int VXLAN_GPE = 4790;
    private static final int GENEVE = 6081;
    private static final int GTP_USER = 2152;
    private static final int TZSP = 37008;
    private static final int ERSPAN_I_II = 0x88BE;
    private static final int ERSPAN_III = 0x22EB;
    private static final int GRE_PPP = 0x880B;
    private static final int GTP_G_PDU = 255;

    private final Encapsulation encapsulation;
    private byte[] bytes = Bytes.NONE;
    private int at;
    private int end;

    Tunnels(Encapsulation encapsulation) {
        this.encapsulation = encapsulation;
    }

    /** Moves the cursor into what the packet carries; false when it is the innermost one. */
    boolean enterIp(LinkLayers layers, IpPacket ip) {
        start(ip.bytes(), ip.payloadOffset(), ip.capturedLength());
        return switch (ip.protocol()) {
            case IpPacket.PROTOCOL_IPV4, IpPacket.PROTOCOL_IPV6 -> {
                encapsulation.add(Encapsulation.Layer.IP);
                yield resume(layers, Layer.IP, 0);
            }
            case IpPacket.PROTOCOL_GRE -> enterGre(layers);
            default -> false;
        };
    }

    /** Moves the cursor into what the datagram to this port carries; false when it is no tunnel. */
    boolean enterUdp(LinkLayers layers, byte[] bytes, int port, int offset, int length) {
        start(bytes, offset, length);
        return switch (port) {
            case VXLAN, VXLAN_LINUX -> enterVxlan(layers);
            case VXLAN_GPE -> enterVxlanGpe(layers);
            case GENEVE -> enterGeneve(layers);
            case GTP_USER -> enterGtp(layers);
            case TZSP -> enterTzsp(layers);
            default -> false;
        };
    }

    /** Whether a datagram to this port may be a tunnel. */
    static boolean isTunnelPort(int port) {
        return switch (port) {
            case VXLAN, VXLAN_LINUX, VXLAN_GPE, GENEVE, GTP_USER, TZSP -> true;
            default -> false;
        };
    }

    private void start(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        at = offset;
        end = offset + length;
    }

    private boolean resume(LinkLayers layers, Layer layer, int etherType) {
        if (at > end) return false;
        layers.resume(layer, etherType, at, end);
        return true;
    }

    private boolean enterGre(LinkLayers layers) {
        if (end - at < 4) return false;
        int flags = Bytes.u16(bytes, at);
        int protocol = Bytes.u16(bytes, at + 2);
        boolean hasKey = (flags & 0x2000) != 0;
        boolean hasSequence = (flags & 0x1000) != 0;
        boolean isPptp = (flags & 7) == 1;
        if ((flags & 0x4000) != 0) return false; // source routes (RFC 1701), which nobody sends
        at += 4;
        if ((flags & 0x8000) != 0) at += 4; // checksum
        int keyAt = at;
        if (hasKey) at += 4;
        if (hasSequence) at += 4;
        if (isPptp && (flags & 0x0080) != 0) at += 4; // acknowledgement
        if (at > end) return false;
        if (protocol == ERSPAN_I_II) return hasSequence ? enterErspan2(layers) : enterErspan1(layers);
        if (protocol == ERSPAN_III) return enterErspan3(layers);
        if (!hasKey) encapsulation.add(Encapsulation.Layer.GRE);
        else encapsulation.add(Encapsulation.Layer.GRE, isPptp ? Bytes.u16(bytes, keyAt + 2) : Bytes.u32(bytes, keyAt));
        return protocol == GRE_PPP ? resume(layers, Layer.PPP, 0) : resume(layers, Layer.ETHERTYPE, protocol);
    }

    /** No header of its own. */
    private boolean enterErspan1(LinkLayers layers) {
        encapsulation.add(Encapsulation.Layer.ERSPAN);
        return resume(layers, Layer.ETHERNET, 0);
    }

    /** The tag of the mirrored frame, where it was taken off, stands in the header. */
    private boolean enterErspan2(LinkLayers layers) {
        if (end - at < 8) return false;
        int vlan = Bytes.u16(bytes, at) & 0x0FFF;
        int session = Bytes.u16(bytes, at + 2);
        boolean wasTagged = ((session >> 11) & 3) == 2;
        encapsulation.add(Encapsulation.Layer.ERSPAN, session & 0x03FF);
        if (wasTagged && vlan != 0) encapsulation.add(Encapsulation.Layer.VLAN, vlan);
        at += 8;
        return resume(layers, Layer.ETHERNET, 0);
    }

    private boolean enterErspan3(LinkLayers layers) {
        if (end - at < 12) return false;
        boolean hasSubheader = (Bytes.u8(bytes, at + 11) & 1) != 0;
        boolean carriesIp = ((Bytes.u8(bytes, at + 10) >> 2) & 0x1F) == 2;
        encapsulation.add(Encapsulation.Layer.ERSPAN, Bytes.u16(bytes, at + 2) & 0x03FF);
        at += hasSubheader ? 20 : 12;
        return resume(layers, carriesIp ? Layer.IP : Layer.ETHERNET, 0);
    }

    /** The flag says that the identifier is valid; bits of the group policy extension may stand beside it. */
    private boolean enterVxlan(LinkLayers layers) {
        if (end - at < 8 || (Bytes.u8(bytes, at) & 0x7F) != 0x08 || Bytes.u8(bytes, at + 7) != 0) return false;
        encapsulation.add(Encapsulation.Layer.VXLAN, Bytes.u24(bytes, at + 4));
        at += 8;
        return resume(layers, Layer.ETHERNET, 0);
    }

    /** As VXLAN, with a field that says what is inside (draft-ietf-nvo3-vxlan-gpe). */
    private boolean enterVxlanGpe(LinkLayers layers) {
        if (end - at < 8 || (Bytes.u8(bytes, at) & 0xFC) != 0x0C) return false;
        Layer inside =
                switch (Bytes.u8(bytes, at + 3)) {
                    case 1, 2 -> Layer.IP;
                    case 3 -> Layer.ETHERNET;
                    default -> Layer.NOT_IP;
                };
        encapsulation.add(Encapsulation.Layer.VXLAN, Bytes.u24(bytes, at + 4));
        at += 8;
        return resume(layers, inside, 0);
    }

    private boolean enterGeneve(LinkLayers layers) {
        if (end - at < 8 || Bytes.u8(bytes, at) >> 6 != 0) return false;
        int options = (Bytes.u8(bytes, at) & 0x3F) * 4;
        int protocol = Bytes.u16(bytes, at + 2);
        encapsulation.add(Encapsulation.Layer.GENEVE, Bytes.u24(bytes, at + 4));
        at += 8 + options;
        return resume(layers, Layer.ETHERTYPE, protocol);
    }

    private boolean enterGtp(LinkLayers layers) {
        if (end - at < 8 || Bytes.u8(bytes, at) >> 4 != 3 || Bytes.u8(bytes, at + 1) != GTP_G_PDU) return false;
        int flags = Bytes.u8(bytes, at) & 7;
        encapsulation.add(Encapsulation.Layer.GTP, Bytes.u32(bytes, at + 4));
        end = Math.min(end, at + 8 + Bytes.u16(bytes, at + 2));
        at += 8;
        if (flags == 0) return resume(layers, Layer.IP, 0);
        at += 4; // sequence number, N-PDU number, type of the first extension
        boolean extended = (flags & 4) != 0;
        while (extended) {
            if (at > end || Bytes.u8(bytes, at - 1) == 0) break;
            if (at >= end) return false;
            int length = Bytes.u8(bytes, at) * 4;
            if (length == 0) return false;
            at += length;
        }
        return resume(layers, Layer.IP, 0);
    }

    private boolean enterTzsp(LinkLayers layers) {
        if (end - at < 5 || Bytes.u16(bytes, at) > 0x0101 || Bytes.u8(bytes, at) != 1) return false;
        Layer inside =
                switch (Bytes.u16(bytes, at + 2)) {
                    case 1 -> Layer.ETHERNET;
                    case 0x12, 0x77, 0x7F -> layers.unsupported(LinkLayers.WIRELESS);
                    default -> Layer.NOT_IP;
                };
        encapsulation.add(Encapsulation.Layer.TZSP);
        at += 4;
        while (at < end) {
            int tag = Bytes.u8(bytes, at++);
            if (tag == 1) return resume(layers, inside, 0);
            if (tag == 0) continue;
            if (at >= end) return false;
            at += 1 + Bytes.u8(bytes, at);
        }
        return false;
    }
}
