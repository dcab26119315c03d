// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.ip;

import earshot.protocols.Bytes;
import java.util.Arrays;

/**
 * This names one direction of a TCP connection: who sends to whom, on which of the networks that use the same
 * addresses.
 */
public final class TcpFlow {
    private final int scope;
    private final byte[] endpoints; // source address, port, destination address, port
    private final int addressLength;

    private TcpFlow(int scope, byte[] endpoints, int addressLength) {
        this.scope = scope;
        this.endpoints = endpoints;
        this.addressLength = addressLength;
    }

    /** Copies what it needs of the headers; the scope is a VLAN id, an interface, or 0. */
    public static TcpFlow of(IpPacket ip, TcpHeader tcp, int scope) {
        int length = ip.addressLength();
        byte[] endpoints = new byte[2 * length + 4];
        System.arraycopy(ip.bytes(), ip.sourceOffset(), endpoints, 0, length);
        System.arraycopy(ip.bytes(), ip.destinationOffset(), endpoints, length + 2, length);
        put(endpoints, length, tcp.sourcePort());
        put(endpoints, 2 * length + 2, tcp.destinationPort());
        return new TcpFlow(scope, endpoints, length);
    }

    private static void put(byte[] endpoints, int at, int port) {
        endpoints[at] = (byte) (port >> 8);
        endpoints[at + 1] = (byte) port;
    }

    public int scope() {
        return scope;
    }

    /** In text, without brackets. */
    public String sourceAddress() {
        return IpAddress.text(endpoints, 0, addressLength);
    }

    public int sourcePort() {
        return Bytes.u16(endpoints, addressLength);
    }

    /** In text, without brackets. */
    public String destinationAddress() {
        return IpAddress.text(endpoints, addressLength + 2, addressLength);
    }

    public int destinationPort() {
        return Bytes.u16(endpoints, 2 * addressLength + 2);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TcpFlow that && scope == that.scope && Arrays.equals(endpoints, that.endpoints);
    }

    @Override
    public int hashCode() {
        return 31 * scope + Arrays.hashCode(endpoints);
    }
}
