// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import earshot.protocols.ip.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses written as numbers: no name is ever looked up. */
final class Addresses {
    private Addresses() {}

    /** An IPv4-mapped address is the IPv4 address that it maps; null when the text is no address. */
    static @Nullable InetAddress parse(String text) {
        byte[] octets = IpAddress.parse(text);
        if (octets == null) return null;
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 octets", e);
        }
    }

    static String text(InetAddress address) {
        byte[] octets = address.getAddress();
        return IpAddress.text(octets, 0, octets.length);
    }
}
