// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit;

/** This is an SCTP packet under construction: a common header and chunks behind it (RFC 9260 §3). */
public final class SctpPackets {
    /** Flags of a DATA chunk: a message begins in it, or ends in it. */
    public static final int BEGIN = 2;

    public static final int END = 1;
    public static final int PROTOCOL = 132;

    private final Octets octets;

    private SctpPackets(int sourcePort, int destinationPort, long tag) {
        octets = new Octets().u16(sourcePort).u16(destinationPort).u32(tag).u32(0);
    }

    public static SctpPackets from(int sourcePort, int destinationPort, long tag) {
        return new SctpPackets(sourcePort, destinationPort, tag);
    }

    /** A chunk of any type, padded to a multiple of four octets. */
    public SctpPackets chunk(int type, int flags, byte[] value) {
        octets.u8(type).u8(flags).u16(4 + value.length).raw(value).zeros((4 - value.length % 4) % 4);
        return this;
    }

    /** A DATA chunk of stream 1. */
    public SctpPackets data(int flags, long tsn, byte[] data) {
        return chunk(
                0, flags, new Octets().u32(tsn).u16(1).u16(0).u32(0).raw(data).bytes());
    }

    public byte[] bytes() {
        return octets.bytes();
    }
}
