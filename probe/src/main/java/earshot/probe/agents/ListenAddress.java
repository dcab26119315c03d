// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where agents may send to.
 *
 * @param port 0 takes any free one
 */
public record ListenAddress(Transport transport, InetAddress address, int port) {
    public enum Transport {
        UDP("udp", 9060),
        TCP("tcp", 9060),
        TLS("tls", 9061);

        private final String scheme;
        private final int port;

        Transport(String scheme, int port) {
            this.scheme = scheme;
            this.port = port;
        }
    }

    /**
     * Reads {@code udp://127.0.0.1:9060} or {@code tls://[::]:9061}; without an address it is the loopback, without a port
     * the usual one. Null when it is none of these.
     */
    public static @Nullable ListenAddress parse(String text) {
        for (Transport transport : Transport.values()) {
            String start = transport.scheme + "://";
            if (text.startsWith(start)) return parse(transport, text.substring(start.length()));
        }
        return null;
    }

    private static @Nullable ListenAddress parse(Transport transport, String rest) {
        int colon = rest.endsWith("]") ? -1 : rest.lastIndexOf(':');
        String host = colon < 0 ? rest : rest.substring(0, colon);
        InetAddress address = host.isEmpty() ? InetAddress.getLoopbackAddress() : Addresses.parse(host);
        if (address == null) return null;
        try {
            int port = colon < 0 ? transport.port : Integer.parseInt(rest.substring(colon + 1));
            return port >= 0 && port <= 65_535 ? new ListenAddress(transport, address, port) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    @Override
    public String toString() {
        String host = Addresses.text(address);
        return transport.scheme + "://" + (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
