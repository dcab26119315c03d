// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import earshot.protocols.Bytes;
import earshot.protocols.hep.HepPacket;
import earshot.protocols.ip.IpAddress;
import earshot.protocols.ip.TcpFlow;
import earshot.protocols.link.Encapsulation;
import earshot.protocols.link.FrameDecoder;

/**
 * From which endpoint to which endpoint a packet goes, and on which network, as numbers, so that tables compare it
 * without making objects. It is filled again and again.
 *
 * <p>An IPv4 address is kept as its IPv4-mapped IPv6 address (RFC 4291 2.5.5.2).
 */
public final class Flow {
    private static final long IPV4_MAPPED = 0x0000_FFFF_0000_0000L;
    private static final long ADDRESS_BITS = 0xFFFF_FFFFL;
    private static final int IPV4_LENGTH = 4;
    private static final String STREAMED = "tcp";

    long sourceHigh;
    long sourceLow;
    long destinationHigh;
    long destinationLow;
    int sourcePort;
    int destinationPort;
    private long network;
    private Encapsulation around = Encapsulation.NONE;
    private boolean isStreamed;

    public long sourceHigh() {
        return sourceHigh;
    }

    public long sourceLow() {
        return sourceLow;
    }

    public long destinationHigh() {
        return destinationHigh;
    }

    public long destinationLow() {
        return destinationLow;
    }

    public int sourcePort() {
        return sourcePort;
    }

    public int destinationPort() {
        return destinationPort;
    }

    /** Names the VLANs and virtual networks around the addresses, 0 for none: see {@link Encapsulation#network()}. */
    public long network() {
        return network;
    }

    public void setNetwork(long network) {
        this.network = network;
    }

    /** What was around the packet, for a person; good while the frame is that this was set from. */
    public String encapsulation() {
        if (!isStreamed) return around.text();
        return around.text().isEmpty() ? STREAMED : around.text() + " > " + STREAMED;
    }

    /** Whether media came within TCP. */
    public boolean isStreamed() {
        return isStreamed;
    }

    /** Says that what came between the endpoints that were set came within TCP. */
    void setStreamed() {
        isStreamed = true;
    }

    /** Takes the innermost addresses and ports of a decoded frame, and what is around them. */
    public void set(FrameDecoder frame) {
        setAround(frame.encapsulation());
        setSource(frame.bytes(), frame.sourceOffset(), frame.addressLength(), frame.sourcePort());
        setDestination(frame.bytes(), frame.destinationOffset(), frame.addressLength(), frame.destinationPort());
    }

    /** Takes the endpoints between which an agent saw a payload. */
    public void set(HepPacket hep) {
        setAround(Encapsulation.HEP);
        setSource(hep.bytes(), hep.sourceOffset(), hep.addressLength(), hep.sourcePort());
        setDestination(hep.bytes(), hep.destinationOffset(), hep.addressLength(), hep.destinationPort());
    }

    public void setSource(byte[] bytes, int offset, int length, int port) {
        sourceHigh = high(bytes, offset, length);
        sourceLow = low(bytes, offset, length);
        sourcePort = port;
    }

    public void setDestination(byte[] bytes, int offset, int length, int port) {
        destinationHigh = high(bytes, offset, length);
        destinationLow = low(bytes, offset, length);
        destinationPort = port;
    }

    private void setAround(Encapsulation encapsulation) {
        isStreamed = false;
        around = encapsulation;
        network = encapsulation.network();
    }

    /** Takes the endpoints of one direction of a TCP connection. */
    public void set(TcpFlow tcp, Encapsulation encapsulation) {
        setAround(encapsulation);
        byte[] source = addressOf(tcp.sourceAddress());
        byte[] destination = addressOf(tcp.destinationAddress());
        setSource(source, 0, source.length, tcp.sourcePort());
        setDestination(destination, 0, destination.length, tcp.destinationPort());
    }

    private static byte[] addressOf(String text) {
        byte[] address = IpAddress.parse(text);
        if (address == null) throw new IllegalArgumentException("not an address as IpAddress writes it: " + text);
        return address;
    }

    /** Takes the endpoints and the network. */
    public void set(Flow other) {
        network = other.network;
        setSource(other.sourceHigh, other.sourceLow, other.sourcePort);
        setDestination(other.destinationHigh, other.destinationLow, other.destinationPort);
    }

    /** Whether both addresses are of IPv4. */
    public boolean isIpv4() {
        return (sourceHigh | destinationHigh) == 0
                && (sourceLow & ~ADDRESS_BITS) == IPV4_MAPPED
                && (destinationLow & ~ADDRESS_BITS) == IPV4_MAPPED;
    }

    /** The way back of another flow. */
    public void setReverseOf(Flow other) {
        long high = other.sourceHigh;
        long low = other.sourceLow;
        int port = other.sourcePort;
        network = other.network;
        setSource(other.destinationHigh, other.destinationLow, other.destinationPort);
        setDestination(high, low, port);
    }

    public void setSource(long high, long low, int port) {
        sourceHigh = high;
        sourceLow = low;
        sourcePort = port;
    }

    public void setDestination(long high, long low, int port) {
        destinationHigh = high;
        destinationLow = low;
        destinationPort = port;
    }

    /** The same addresses with other ports. */
    public void setPorts(int source, int destination) {
        sourcePort = source;
        destinationPort = destination;
    }

    public String sourceAddress() {
        return address(sourceHigh, sourceLow);
    }

    public String destinationAddress() {
        return address(destinationHigh, destinationLow);
    }

    /** {@code ip:port}, with brackets for IPv6. */
    public String sourceEndpoint() {
        return endpoint(sourceHigh, sourceLow, sourcePort);
    }

    /** {@code ip:port}, with brackets for IPv6. */
    public String destinationEndpoint() {
        return endpoint(destinationHigh, destinationLow, destinationPort);
    }

    @Override
    public String toString() {
        return sourceEndpoint() + " > " + destinationEndpoint();
    }

    static String address(long high, long low) {
        byte[] bytes = bytes(high, low);
        return IpAddress.text(bytes, 0, bytes.length);
    }

    private static String endpoint(long high, long low, int port) {
        byte[] bytes = bytes(high, low);
        return IpAddress.endpoint(bytes, 0, bytes.length, port);
    }

    private static byte[] bytes(long high, long low) {
        boolean isIpv4 = high == 0 && (low & 0xFFFF_FFFF_0000_0000L) == IPV4_MAPPED;
        byte[] bytes = new byte[isIpv4 ? IPV4_LENGTH : 16];
        for (int i = 0; i < bytes.length; i++) {
            int shift = 8 * ((bytes.length - 1 - i) % 8);
            bytes[i] = (byte) ((bytes.length - i > 8 ? high : low) >>> shift);
        }
        return bytes;
    }

    private static long high(byte[] bytes, int offset, int length) {
        return length == IPV4_LENGTH ? 0 : Bytes.i64(bytes, offset);
    }

    private static long low(byte[] bytes, int offset, int length) {
        return length == IPV4_LENGTH ? IPV4_MAPPED | Bytes.u32(bytes, offset) : Bytes.i64(bytes, offset + 8);
    }
}
