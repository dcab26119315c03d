// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.webhooks;

import earshot.api.ConfigException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a webhook may go, so that a URL cannot be used to reach into the machine or the network's metadata services:
 * HTTPS to any unicast address beyond this host. Private addresses are allowed, for that is where receivers on site
 * live. Plain HTTP, and to this machine only, needs the flag for demonstrations and tests.
 */
record TargetPolicy(boolean allowLoopback) {
    private static final int NAT64_PREFIX = 0x0064ff9b;

    /** Checks what can be checked without asking the network. */
    URI check(String url) {
        URI uri = parse(url);
        String scheme = String.valueOf(uri.getScheme());
        boolean isPlain = scheme.equalsIgnoreCase("http");
        if (uri.getHost() == null || uri.getHost().isEmpty()) throw refused(uri, "a URL with a host");
        if (uri.getRawUserInfo() != null) throw refused(uri, "a URL without user and password");
        if (uri.getRawFragment() != null) throw refused(uri, "a URL without #fragment");
        if (!isPlain && !scheme.equalsIgnoreCase("https")) throw refused(uri, "an https URL");
        if (isPlain && !allowLoopback) {
            throw refused(uri, "an https URL; http to this machine needs --webhook-allow-loopback");
        }
        return uri;
    }

    /** The addresses of a host if every one of them may be connected to: asked again for each attempt. */
    InetAddress[] resolve(String host, boolean isPlain) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (!allows(address, isPlain)) {
                throw new UnknownHostException("webhooks may not go to " + address.getHostAddress());
            }
        }
        return addresses;
    }

    boolean allows(InetAddress address, boolean isPlain) {
        if (address.isLoopbackAddress()) return allowLoopback;
        return !isPlain
                && !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && !isThisNetwork(address)
                && !hidesIpv4(address);
    }

    /** 0.0.0.0/8 reaches this host on some systems; 255.255.255.255 reaches everyone. */
    private static boolean isThisNetwork(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4 && (octets[0] == 0 || (octets[0] & 0xF0) == 0xF0);
    }

    /** IPv6 forms that carry an IPv4 address past checks made for IPv4. Mapped ones Java already unwraps. */
    private static boolean hidesIpv4(InetAddress address) {
        if (!(address instanceof Inet6Address)) return false;
        byte[] octets = address.getAddress();
        int head = (octets[0] & 0xFF) << 24 | (octets[1] & 0xFF) << 16 | (octets[2] & 0xFF) << 8 | (octets[3] & 0xFF);
        boolean isCompatible = Arrays.equals(octets, 0, 12, new byte[12], 0, 12);
        return isCompatible || head == NAT64_PREFIX || head >>> 16 == 0x2002;
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new ConfigException("webhook", "(not a URL)", "an https URL");
        }
    }

    /** Names the host only: the path of a webhook is often its password. */
    private static ConfigException refused(URI uri, String allowed) {
        return new ConfigException("webhook", uri.getScheme() + "://" + uri.getHost() + "/…", allowed);
    }
}
