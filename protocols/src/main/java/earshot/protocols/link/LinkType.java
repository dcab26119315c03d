// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.link;

/** These are the link types that {@link FrameDecoder} knows, by their number in pcap and pcapng files. */
public final class LinkType {
    public static final int NULL = 0;
    public static final int ETHERNET = 1;
    public static final int PPP = 9;
    /** DLT_RAW of several systems, which leaks into files instead of 101. */
    public static final int RAW_BSD = 12;
    /** As {@link #RAW_BSD}, on OpenBSD. */
    public static final int RAW_OPENBSD = 14;

    public static final int PPP_HDLC = 50;
    public static final int PPP_ETHER = 51;
    public static final int RAW = 101;
    public static final int CISCO_HDLC = 104;
    public static final int IEEE_802_11 = 105;
    public static final int LOOP = 108;
    public static final int LINUX_SLL = 113;
    public static final int IEEE_802_11_PRISM = 119;
    public static final int IEEE_802_11_RADIOTAP = 127;
    public static final int IEEE_802_11_AVS = 163;
    public static final int MPLS = 219;
    public static final int IPV4 = 228;
    public static final int IPV6 = 229;
    public static final int NFLOG = 239;
    public static final int LINUX_SLL2 = 276;

    private LinkType() {}
}
