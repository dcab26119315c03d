// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.rtcp;

import earshot.protocols.Bytes;

/**
 * These are the values of extended report blocks by name, with the unit at the name's end (RFC 3611 and those after it).
 * What a reporter says it does not know, or that it could not hold, is left out: a stand-in never becomes a number.
 *
 * <p>Blocks since RFC 6776 say what time they speak of: of the last interval, of all that was, or of one moment. The
 * name says so too: {@code delay.interval.roundTripMeanMs}.
 */
public final class XrMetrics {
    /** Takes the values one by one. */
    @FunctionalInterface
    public interface Sink {
        void metric(String name, double value);
    }

    private static final int LOSS_RLE = 1;
    private static final int DUPLICATE_RLE = 2;
    private static final int RECEIPT_TIMES = 3;
    private static final int STATISTICS = 6;
    private static final int POST_REPAIR_LOSS_RLE = 10;
    private static final int MEASUREMENT = 14;
    private static final int DELAY = 16;
    private static final int BURST_GAP_LOSS = 20;
    private static final int BURST_GAP_DISCARD = 21;
    private static final int JITTER_BUFFER = 23;
    private static final int DISCARD_COUNT = 24;
    private static final int DISCARDED_OCTETS = 26;
    private static final int MOS = 29;

    private static final int CHUNKS = 12;
    private static final double TICKS_PER_MS = 65.536;
    private static final double FRACTIONS_PER_MS = (1L << 32) / 1_000.0;
    private static final double MOS_UNIT = 256;
    private static final int MOS_MIN = 256;
    private static final String[] DISCARDED = {"duplicate", "early", "late", "earlyOrLate"};

    private final XrBlocks block;
    private final Sink sink;
    private byte[] bytes = Bytes.NONE;
    private int at;
    private String prefix = "";

    private XrMetrics(XrBlocks block, Sink sink) {
        this.block = block;
        this.sink = sink;
    }

    /** Hands the values of the block that the walk stands at to a sink; none when the block is too short for its type. */
    public static void read(XrBlocks block, Sink sink) {
        new XrMetrics(block, sink).read();
    }

    private void read() {
        bytes = block.bytes();
        at = block.blockOffset();
        prefix = XrBlockNames.of(block.type()) + '.';
        switch (block.type()) {
            case LOSS_RLE, POST_REPAIR_LOSS_RLE -> runs("lostPackets");
            case DUPLICATE_RLE -> runs("duplicatedPackets");
            case RECEIPT_TIMES -> receiptTimes();
            case STATISTICS -> statistics();
            case XrBlocks.VOIP_METRICS -> voip();
            case MEASUREMENT -> measurement();
            case DELAY -> delay();
            case BURST_GAP_LOSS -> burstGapLoss();
            case BURST_GAP_DISCARD -> burstGapDiscard();
            case JITTER_BUFFER -> jitterBuffer();
            case DISCARD_COUNT -> discardCount();
            case DISCARDED_OCTETS -> discardedOctets();
            case MOS -> mos();
            default -> {} // counted by its name
        }
    }

    private boolean has(int octets) {
        return block.length() >= octets;
    }

    private void put(String name, long value) {
        put(name, (double) value);
    }

    private void put(String name, double value) {
        sink.metric(prefix + name, value);
    }

    /** A field of which all ones stand for "unavailable" and one less for "out of range". */
    private void measure(String name, long value, int bits, double unit) {
        if (value < (1L << bits) - 2) put(name, value / unit);
    }

    /** The two bits that say of what time a block speaks; false for the value that has no meaning. */
    private boolean window() {
        String window =
                switch (block.typeSpecific() >> 6) {
                    case 1 -> "sampled.";
                    case 2 -> "interval.";
                    case 3 -> "cumulative.";
                    default -> "";
                };
        prefix += window;
        return !window.isEmpty();
    }

    private int covered() {
        return Bytes.u16(bytes, at + 10) - Bytes.u16(bytes, at + 8) & 0xFFFF;
    }

    /** A map thinned to each 2^T-th packet (RFC 3611 4.1) is counted as it is: so many of those looked at. */
    private void runs(String name) {
        if (!has(CHUNKS)) return;
        int thinning = block.typeSpecific() & 0x0F;
        int packets = (covered() + (1 << thinning) - 1) >> thinning;
        put("packets", packets);
        put(name, XrRuns.zeros(bytes, at + CHUNKS, at + block.length(), packets));
    }

    private void receiptTimes() {
        if (has(CHUNKS)) put("packets", (block.length() - CHUNKS) / 4);
    }

    private void statistics() {
        if (!has(40)) return;
        int flags = block.typeSpecific();
        put("packets", covered());
        if ((flags & 0x80) != 0) put("lostPackets", Bytes.u32(bytes, at + 12));
        if ((flags & 0x40) != 0) put("duplicatedPackets", Bytes.u32(bytes, at + 16));
        if ((flags & 0x20) != 0) {
            put("transitMinTicks", Bytes.u32(bytes, at + 20));
            put("transitMaxTicks", Bytes.u32(bytes, at + 24));
            put("transitMeanTicks", Bytes.u32(bytes, at + 28));
            put("transitDeviationTicks", Bytes.u32(bytes, at + 32));
        }
        if ((flags & 0x18) != 0) {
            put("ttlMin", Bytes.u8(bytes, at + 36));
            put("ttlMax", Bytes.u8(bytes, at + 37));
            put("ttlMean", Bytes.u8(bytes, at + 38));
            put("ttlDeviation", Bytes.u8(bytes, at + 39));
        }
    }

    /** What {@link XrBlocks} has no accessor for. */
    private void voip() {
        if (!has(36)) return;
        level("signalDbm0", Bytes.s8(bytes, at + 20));
        level("noiseDbm0", Bytes.s8(bytes, at + 21));
        level("residualEchoReturnLossDb", Bytes.u8(bytes, at + 22));
        put("gminPackets", Bytes.u8(bytes, at + 23));
        int external = Bytes.u8(bytes, at + 25);
        if (external <= 100) put("externalRFactor", external);
        put("jitterBufferAbsoluteMaxMs", Bytes.u16(bytes, at + 34));
    }

    private void level(String name, int value) {
        if (value != XrBlocks.UNAVAILABLE) put(name, value);
    }

    private void measurement() {
        if (!has(32)) return;
        put("intervalMs", Bytes.u32(bytes, at + 20) / TICKS_PER_MS);
        put("cumulativeMs", ntpMs(at + 24));
    }

    private double ntpMs(int from) {
        return Bytes.u32(bytes, from) * 1_000.0 + Bytes.u32(bytes, from + 4) / FRACTIONS_PER_MS;
    }

    private void delay() {
        if (!has(28) || !window()) return;
        measure("roundTripMeanMs", Bytes.u32(bytes, at + 8), 32, TICKS_PER_MS);
        measure("roundTripMinMs", Bytes.u32(bytes, at + 12), 32, TICKS_PER_MS);
        measure("roundTripMaxMs", Bytes.u32(bytes, at + 16), 32, TICKS_PER_MS);
        if (Bytes.u32(bytes, at + 20) != 0xFFFF_FFFFL) put("endSystemMs", ntpMs(at + 20));
    }

    private void burstGapLoss() {
        if (!has(24) || !window()) return;
        put("thresholdPackets", Bytes.u8(bytes, at + 8));
        measure("burstDurationSumMs", Bytes.u24(bytes, at + 9), 24, 1);
        measure("lostInBurstsPackets", Bytes.u24(bytes, at + 12), 24, 1);
        measure("expectedInBurstsPackets", Bytes.u24(bytes, at + 15), 24, 1);
        measure("bursts", Bytes.u16(bytes, at + 18) >> 4, 12, 1);
        long squares = (Bytes.u8(bytes, at + 19) & 0x0FL) << 32 | Bytes.u32(bytes, at + 20);
        measure("burstDurationSquareSumMs2", squares, 36, 1);
    }

    private void burstGapDiscard() {
        if (!has(16) || !window()) return;
        put("thresholdPackets", Bytes.u8(bytes, at + 8));
        measure("discardedInBurstsPackets", Bytes.u24(bytes, at + 9), 24, 1);
        measure("expectedInBurstsPackets", Bytes.u24(bytes, at + 12), 24, 1);
    }

    private void jitterBuffer() {
        if (!has(16) || !window()) return;
        measure("nominalMs", Bytes.u16(bytes, at + 8), 16, 1);
        measure("maxMs", Bytes.u16(bytes, at + 10), 16, 1);
        measure("highWaterMs", Bytes.u16(bytes, at + 12), 16, 1);
        measure("lowWaterMs", Bytes.u16(bytes, at + 14), 16, 1);
    }

    private void discardCount() {
        if (!has(12) || !window()) return;
        measure(DISCARDED[block.typeSpecific() >> 4 & 3] + "Packets", Bytes.u32(bytes, at + 8), 32, 1);
    }

    private void discardedOctets() {
        if (!has(12) || !window()) return;
        boolean isEarly = (block.typeSpecific() & 0x20) != 0;
        measure(isEarly ? "earlyOctets" : "lateOctets", Bytes.u32(bytes, at + 8), 32, 1);
    }

    /** Segments of one channel are read: one for each way of calculating it. The worst is reported. */
    private void mos() {
        if (!window()) return;
        double worst = Double.MAX_VALUE;
        for (int segment = at + 8; segment + 4 <= at + block.length(); segment += 4) {
            boolean isOneChannel = (bytes[segment] & 0x80) == 0;
            int value = Bytes.u16(bytes, segment + 2);
            if (isOneChannel && value >= MOS_MIN && value < 0xFFFE) worst = Math.min(worst, value / MOS_UNIT);
        }
        if (worst <= 5) put("mos", worst);
    }
}
