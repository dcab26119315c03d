// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.explain;

import earshot.protocols.rtcp.ApplicationPacket;
import earshot.protocols.rtcp.Feedback;
import earshot.protocols.rtcp.Goodbye;
import earshot.protocols.rtcp.RtcpCompound;
import earshot.protocols.rtcp.SourceDescription;
import earshot.protocols.rtcp.XrBlockNames;
import earshot.protocols.rtcp.XrBlocks;
import earshot.protocols.rtcp.XrMetrics;
import earshot.storage.StreamRow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An RTCP compound in words: every packet, report block and extended report block, with its values and their units. */
final class RtcpText {
    private static final long NTP_EPOCH_TO_UNIX_SECONDS = 2_208_988_800L;
    private static final double FRACTION = 2.56; // 1/256 in percent
    private static final double TICKS_PER_MS = 65.536; // of LSR, DLSR and their kin
    private static final int MS_PER_SECOND = 1_000;

    private final Owners owners;
    private final Page page;

    RtcpText(Owners owners, Page page) {
        this.owners = owners;
        this.page = page;
    }

    void compound(RtcpCompound compound) {
        if (compound.isEncrypted()) {
            page.line("RTCP", "encrypted (SRTCP): only the sender can be read");
        }
        XrBlocks blocks = new XrBlocks();
        Feedback feedback = new Feedback();
        while (compound.next()) {
            page.line(
                    "RTCP",
                    kind(compound) + " of " + source(compound.senderSsrc()) + ", " + compound.length() + " octets");
            if (compound.isEncrypted()) continue;
            if (compound.isSenderReport()) senderInformation(compound);
            for (int i = 0; i < compound.reportCount(); i++) report(compound, i);
            String tool = SourceDescription.tool(compound);
            if (!tool.isEmpty()) page.more("tool " + tool);
            goodbye(compound);
            String application = ApplicationPacket.name(compound);
            if (!application.isEmpty()) page.more("name and subtype " + application + "; what it says is not read");
            if (feedback.wrap(compound)) feedback(feedback);
            if (blocks.wrap(compound)) extended(blocks);
        }
        if (compound.trailingLength() > 0) page.more(compound.trailingLength() + " octets behind the last packet");
    }

    private void goodbye(RtcpCompound compound) {
        if (compound.type() != RtcpCompound.GOODBYE) return;
        for (int i = 1; i < compound.goodbyeCount(); i++) page.more("and of " + source(compound.goodbyeSsrc(i)));
        String reason = Goodbye.reason(compound);
        if (reason == null) page.more("a reason whose length points past its packet");
        else if (!reason.isEmpty()) page.more("reason: " + reason);
    }

    private static String kind(RtcpCompound compound) {
        return switch (compound.type()) {
            case RtcpCompound.SENDER_REPORT -> "sender report";
            case RtcpCompound.RECEIVER_REPORT -> "receiver report";
            case RtcpCompound.SOURCE_DESCRIPTION -> "source description";
            case RtcpCompound.GOODBYE -> "goodbye";
            case RtcpCompound.APPLICATION -> "application-defined packet";
            case RtcpCompound.TRANSPORT_FEEDBACK -> "transport feedback";
            case RtcpCompound.PAYLOAD_FEEDBACK -> "payload feedback";
            case RtcpCompound.EXTENDED_REPORT -> "extended report";
            default -> "packet of type " + compound.type();
        };
    }

    private String source(long ssrc) {
        List<StreamRow> streams = owners.ofSource(ssrc);
        String hex = Owners.ssrcText(ssrc);
        if (streams.isEmpty()) return hex + " (of no stream here)";
        return hex + " (" + streams.get(0).src() + " to " + streams.get(0).dst() + ")";
    }

    private void senderInformation(RtcpCompound compound) {
        page.more("sent at " + ntp(compound.ntpTimestamp()) + " by the sender's clock, RTP timestamp "
                + compound.rtpTimestamp());
        page.more(
                "sent so far " + compound.packetCount() + " packets, " + compound.octetCount() + " octets of payload");
    }

    /** Some senders count from the time that they were switched on. */
    private static String ntp(long timestamp) {
        long seconds = timestamp >>> 32;
        double fraction = (timestamp & 0xFFFF_FFFFL) / (double) (1L << 32);
        if (seconds < NTP_EPOCH_TO_UNIX_SECONDS) return String.format(Locale.ROOT, "%.3f s", seconds + fraction);
        long nanos = Math.min(999_999_999L, Math.round(fraction * 1e9));
        return Instant.ofEpochSecond(seconds - NTP_EPOCH_TO_UNIX_SECONDS, nanos).toString();
    }

    private void report(RtcpCompound compound, int index) {
        long ssrc = compound.reportSsrc(index);
        page.more("report on " + source(ssrc));
        page.more(String.format(
                Locale.ROOT,
                "  lost since the last report %.1f %%, in all %d packets; highest sequence number %d",
                compound.fractionLost(index) / FRACTION,
                compound.cumulativeLost(index),
                compound.highestSequence(index)));
        page.more("  jitter " + ticks(compound.jitterTicks(index), owners.clockRateHz(ssrc)));
        long last = compound.lastSenderReport(index);
        page.more(
                last == 0
                        ? "  no sender report received yet"
                        : String.format(
                                Locale.ROOT,
                                "  last sender report 0x%08x, held for %.1f ms",
                                last,
                                compound.delaySinceLastSenderReport(index) / TICKS_PER_MS));
    }

    private static String ticks(long ticks, int clockRateHz) {
        if (clockRateHz == 0) return ticks + " ticks of a clock that is not known here";
        double ms = (double) ticks * MS_PER_SECOND / clockRateHz;
        return String.format(Locale.ROOT, "%.1f ms (%d ticks at %d Hz)", ms, ticks, clockRateHz);
    }

    private void feedback(Feedback feedback) {
        page.more(feedback.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " about "
                + source(feedback.mediaSsrc()));
        if (feedback.kind() == Feedback.Kind.NACK) page.more("  missing packets " + feedback.nackedPackets());
    }

    private void extended(XrBlocks blocks) {
        while (blocks.next()) {
            String about = blocks.namesSource() && blocks.length() >= 8 ? " on " + source(blocks.sourceSsrc()) : "";
            page.more("block " + XrBlockNames.of(blocks.type()) + " (type " + blocks.type() + ")" + about);
            if (blocks.is(XrBlocks.RECEIVER_REFERENCE_TIME)) {
                page.more("  receiver's clock " + ntp(blocks.referenceTime()));
            }
            if (blocks.is(XrBlocks.DLRR)) delays(blocks);
            if (blocks.is(XrBlocks.VOIP_METRICS)) bursts(blocks);
            XrMetrics.read(blocks, (name, value) -> page.more("  " + name + " " + number(value)));
        }
        if (blocks.isMalformed()) page.more("a block whose length points past its packet");
    }

    private void delays(XrBlocks blocks) {
        for (int i = 0; i < blocks.dlrrCount(); i++) {
            page.more(String.format(
                    Locale.ROOT,
                    "  answers %s: last reference time 0x%08x, held for %.1f ms",
                    source(blocks.dlrrSsrc(i)),
                    blocks.lastReceiverReport(i),
                    blocks.delaySinceLastReceiverReport(i) / TICKS_PER_MS));
        }
    }

    private void bursts(XrBlocks blocks) {
        page.more(String.format(
                Locale.ROOT,
                "  lost %.1f %%, discarded %.1f %%; in bursts %.1f %% for %d ms, in gaps %.1f %% for %d ms",
                blocks.lossRate() / FRACTION,
                blocks.discardRate() / FRACTION,
                blocks.burstDensity() / FRACTION,
                blocks.burstDurationMs(),
                blocks.gapDensity() / FRACTION,
                blocks.gapDurationMs()));
        page.more("  round trip " + blocks.roundTripDelayMs() + " ms, end system " + blocks.endSystemDelayMs() + " ms");
        page.more("  R " + or127(blocks.rFactor(), 1) + ", MOS-LQ " + or127(blocks.mosLqTenths(), 10) + ", MOS-CQ "
                + or127(blocks.mosCqTenths(), 10));
    }

    /** 127 stands for a value that the reporter could not tell. */
    private static String or127(int value, int scale) {
        if (value == XrBlocks.UNAVAILABLE) return "-";
        return scale == 1 ? Integer.toString(value) : String.format(Locale.ROOT, "%.1f", value / (double) scale);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
