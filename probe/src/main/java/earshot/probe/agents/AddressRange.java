// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import earshot.protocols.ip.IpAddress;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses in CIDR notation (RFC 4632).
 *
 * @param prefix bits that count
 */
public record AddressRange(InetAddress address, int prefix) {
    /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address; null when it is none. Nothing is looked up. */
    public static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) return null;
        int bits = 8 * address.getAddress().length;
        if (slash < 0) return new AddressRange(address, bits);
        try {
            int prefix = Integer.parseInt(text.substring(slash + 1));
            return prefix >= 0 && prefix <= bits ? new AddressRange(address, prefix) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) return false;
        for (int bit = 0; bit < prefix; bit += 8) {
            int mask = prefix - bit >= 8 ? 0xFF : 0xFF << (8 - (prefix - bit));
            if (((mine[bit / 8] ^ theirs[bit / 8]) & mask) != 0) return false;
        }
        return true;
    }

    @Override
    public String toString() {
        byte[] octets = address.getAddress();
        return IpAddress.text(octets, 0, octets.length) + '/' + prefix;
    }
}
