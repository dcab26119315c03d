// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

/** This is the registry of extended report blocks: what each type is called, and where it is defined. */
public final class XrBlockNames {
    private static final String[] NAMES = {
        "",
        "lossRle", // RFC 3611
        "duplicateRle",
        "receiptTimes",
        "receiverReferenceTime",
        "dlrr",
        "statistics",
        "voip",
        "xnq", // RFC 5093
        "tiVoip", // a vendor's
        "postRepairLossRle", // RFC 5725
        "multicastAcquisition", // RFC 6332
        "idms", // RFC 7272
        "ecn", // RFC 6679
        "measurement", // RFC 6776
        "delayVariation", // RFC 6798
        "delay", // RFC 6843
        "burstGapLossSummary", // RFC 7004
        "burstGapDiscardSummary", // RFC 7004
        "frameImpairment", // RFC 7004
        "burstGapLoss", // RFC 6958
        "burstGapDiscard", // RFC 7003
        "mpeg2Transport", // RFC 6990
        "jitterBuffer", // RFC 7005
        "discardCount", // RFC 7002
        "discardRle", // RFC 7097
        "discardedOctets", // RFC 7243
        "initialSyncDelay", // RFC 7244
        "syncOffset", // RFC 7244
        "mos", // RFC 7266
        "lossConcealment", // RFC 7294
        "concealedSeconds", // RFC 7294
        "mpeg2TransportDependent", // RFC 7380
        "postRepairLossCount", // RFC 7509
        "videoLossConcealment", // RFC 7867
        "independentBurstGapDiscard" // RFC 8015
    };

    private XrBlockNames() {}

    /** The name of a block type, 0 to 255; of one that nobody has registered, {@code type200}. */
    public static String of(int type) {
        return type > 0 && type < NAMES.length ? NAMES[type] : "type" + type;
    }

    /** Whether the block begins with the SSRC of the source that it is about. */
    static boolean namesSource(int type) {
        return type < NAMES.length
                && switch (type) {
                    case 0, 4, 5, 8, 9, 12 -> false;
                    default -> true;
                };
    }
}
