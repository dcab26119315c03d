// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.link;

import earshot.protocols.ip.IpPacket;
import earshot.protocols.link.LinkLayers.Layer;

/** This is how a decoder steps from an IP packet into the packet that it carries. */
final class Tunnels {
    /** Moves the cursor into the tunnel; false when the packet just decoded is the innermost one. */
    boolean enter(LinkLayers layers, FrameDecoder frame) {
        return switch (frame.verdict()) {
            case OTHER_TRANSPORT -> enterIp(layers, frame.ip());
            default -> false;
        };
    }

    private static boolean enterIp(LinkLayers layers, IpPacket ip) {
        if (ip.protocol() != IpPacket.PROTOCOL_IPV4 && ip.protocol() != IpPacket.PROTOCOL_IPV6) return false;
        layers.resume(Layer.IP, 0, ip.payloadOffset(), ip.payloadOffset() + ip.capturedLength());
        return true;
    }
}
