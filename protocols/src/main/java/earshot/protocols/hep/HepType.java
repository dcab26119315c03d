// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.hep;

/** These are the payloads of HEP that matter to voice, by the number in {@link HepChunk#PROTOCOL_TYPE}. */
public final class HepType {
    public static final int SIP = 1;
    public static final int RTP = 4;
    /** As JSON by most agents, as it was on the wire by others. */
    public static final int RTCP = 5;
    /** Voice quality reports: RFC 6035 text, or JSON of an agent's own. */
    public static final int QUALITY_FULL = 34;

    public static final int QUALITY_SHORT = 35;
    public static final int LOG_99 = 99;
    public static final int LOG = 100;

    private HepType() {}
}
