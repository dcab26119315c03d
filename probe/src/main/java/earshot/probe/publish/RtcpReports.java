// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.events.VoipMetrics;
import earshot.probe.dissect.Flow;
import earshot.probe.track.RtcpMatcher;
import earshot.probe.track.TrackedStream;
import earshot.protocols.rtcp.ApplicationPacket;
import earshot.protocols.rtcp.Feedback;
import earshot.protocols.rtcp.Goodbye;
import earshot.protocols.rtcp.RtcpCompound;
import earshot.protocols.rtcp.SourceDescription;
import earshot.protocols.rtcp.XrBlockNames;
import earshot.protocols.rtcp.XrBlocks;
import earshot.protocols.rtcp.XrMetrics;
import earshot.quality.SequenceProgress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns an RTCP compound into one event for each thing that it says of a stream. */
public final class RtcpReports {
    private static final double FRACTION = 256;
    private static final double MOS_SCALE = 10;
    private static final int MOS_MIN_TENTHS = 10;
    private static final int MOS_MAX_TENTHS = 50;
    private static final int R_MAX = 100;
    /** As a field of 24 bits full of ones reads, and its largest number. */
    private static final int LOST_FILLED = -1;

    private static final int LOST_LIMIT = 0x7F_FFFF;
    private static final long UNKNOWN = -1;
    private static final int FRACTION_FILLED = 255;
    private static final double JITTER_MAX_MS = 10_000;
    private static final int XR_BLOCKS_MAX = 64;
    private static final int DLRR_ITEMS_MAX = 32;
    private static final int APPLICATIONS_MAX = 8;
    private static final String BLOCK_FAULT = "extended report block past its packet";
    private static final String REASON_FAULT = "goodbye reason past its packet";

    private final EventStamp stamp;
    private final RtcpMatcher matcher;
    private final EventPublisher publisher;
    private final XrBlocks blocks = new XrBlocks();
    private final Feedback feedback = new Feedback();
    /** What the compound under way has said so far. */
    private final List<RtcpReport> said = new ArrayList<>();

    private final Flow flow = new Flow();
    private long timeNanos;
    private String probe = "";
    private String callId = "";
    /** Between whom it travels; empty until a report is made. */
    private String source = "";

    private String destination = "";
    /** Of the compound under way: how many streams its report blocks speak of, who speaks, and of which one last. */
    private int heard;

    private long heardBy;
    private long heardSsrc;

    public RtcpReports(EventStamp stamp, RtcpMatcher matcher, EventPublisher publisher) {
        this.stamp = stamp;
        this.matcher = matcher;
        this.publisher = publisher;
    }

    /**
     * Publishes what a compound says; it must have been wrapped.
     *
     * @param agent who sent a copy of it by HEP; empty when it was seen on the wire
     * @param callId the call that the agent says it belongs to; empty when none does
     * @return what is wrong with it inside, empty when nothing is
     */
    public String publish(RtcpCompound compound, Flow flow, long timeNanos, String agent, String callId) {
        probe = stamp.probe(agent);
        this.callId = callId;
        this.flow.set(flow);
        this.timeNanos = timeNanos;
        source = "";
        heard = 0;
        String fault = "";
        String tool = "";
        List<String> applications = List.of();
        while (compound.next()) {
            if (compound.isEncrypted()) encrypted(compound);
            if (compound.isSenderReport()) senderReport(compound);
            for (int i = 0; i < compound.reportCount(); i++) reportBlock(compound, i);
            if (compound.type() == RtcpCompound.GOODBYE && !goodbyes(compound)) fault = REASON_FAULT;
            if (compound.type() == RtcpCompound.APPLICATION) applications = withName(applications, compound);
            if (feedback.wrap(compound)) feedback();
            if (blocks.wrap(compound) && !extendedReport(compound.senderSsrc())) fault = BLOCK_FAULT;
            if (tool.isEmpty()) tool = SourceDescription.tool(compound);
        }
        if (said.isEmpty() && !applications.isEmpty()) {
            said.add(report(RtcpKind.REPORT_BLOCK, null, compound.senderSsrc(), 0));
        }
        for (int i = 0; i < said.size(); i++) {
            RtcpReport report = said.get(i);
            report.setTool(tool);
            report.setApplications(applications);
            publisher.rtcp(report);
        }
        said.clear();
        return fault;
    }

    /** SRTCP shows who sent it and whether it is a sender's or a receiver's report: enough to see that they come. */
    private void encrypted(RtcpCompound compound) {
        long ssrc = compound.senderSsrc();
        RtcpReport report =
                switch (compound.type()) {
                    case RtcpCompound.SENDER_REPORT -> report(RtcpKind.SENDER_REPORT, sentBy(ssrc), ssrc, ssrc);
                    case RtcpCompound.RECEIVER_REPORT -> report(RtcpKind.REPORT_BLOCK, null, ssrc, 0);
                    default -> null;
                };
        if (report == null) return;
        report.setEncrypted(true);
        said.add(report);
    }

    /** What is asked of a stream is counted with the stream. */
    private void feedback() {
        TrackedStream stream = heardBy(feedback.mediaSsrc());
        if (stream != null) stream.asked(feedback);
    }

    private void senderReport(RtcpCompound compound) {
        long ssrc = compound.senderSsrc();
        matcher.senderReport(flow, compound.ntpTimestamp(), timeNanos);
        RtcpReport report = report(RtcpKind.SENDER_REPORT, sentBy(ssrc), ssrc, ssrc);
        report.setSenderPackets(compound.packetCount());
        report.setSenderOctets(compound.octetCount());
        double roundTripMs = roundTripToSenderMs(compound);
        if (!Double.isNaN(roundTripMs)) report.setRttMs(roundTripMs);
        said.add(report);
    }

    /**
     * What a sender reports of the other way tells how far it is from here: the half of its own stream's round trip that
     * the reports of that stream's receiver cannot give. Any of its blocks will do.
     */
    private double roundTripToSenderMs(RtcpCompound compound) {
        for (int i = 0; i < compound.reportCount(); i++) {
            double roundTripMs = roundTripMs(compound, i);
            if (!Double.isNaN(roundTripMs)) return roundTripMs;
        }
        return Double.NaN;
    }

    private double roundTripMs(RtcpCompound compound, int index) {
        return matcher.roundTripMs(
                flow, compound.lastSenderReport(index), compound.delaySinceLastSenderReport(index), timeNanos);
    }

    private void reportBlock(RtcpCompound compound, int index) {
        long subject = compound.reportSsrc(index);
        TrackedStream stream = heardBy(subject);
        RtcpReport report = report(RtcpKind.REPORT_BLOCK, stream, compound.senderSsrc(), subject);
        List<String> doubts = doubtsOfLoss(compound, index);
        if (doubts.isEmpty()) loss(compound, index, report);
        if (stream != null && stream.clockRateHz() > 0) {
            double jitterMs = compound.jitterTicks(index) * 1_000.0 / stream.clockRateHz();
            if (jitterMs < JITTER_MAX_MS) report.setJitterMs(jitterMs);
            else doubts = with(doubts, "jitter");
        }
        report.setDoubts(doubts);
        SequenceProgress progress = stream == null || !doubts.isEmpty()
                ? null
                : stream.progressAt((int) (compound.highestSequence(index) & 0xFFFF));
        if (progress != null) {
            report.setTapExpected(progress.expected());
            report.setTapLost(progress.lost());
            report.setTapDuplicates(progress.duplicate());
        }
        double roundTripMs = roundTripMs(compound, index);
        if (!Double.isNaN(roundTripMs)) report.setRttMs(roundTripMs);
        said.add(report);
        heard++;
        heardBy = compound.senderSsrc();
        heardSsrc = subject;
    }

    /**
     * Some devices fill the fields with nothing or with all ones. Loss that began while less than none was lost in all,
     * and a highest sequence number of zero, cannot be: such a block says nothing of loss.
     */
    private static List<String> doubtsOfLoss(RtcpCompound compound, int index) {
        int fraction = compound.fractionLost(index);
        int lost = compound.cumulativeLost(index);
        boolean isEmpty = compound.highestSequence(index) == 0 && (fraction != 0 || lost != 0);
        boolean isFilled = lost == LOST_FILLED && fraction == FRACTION_FILLED;
        List<String> doubts = List.of();
        if (isEmpty) doubts = with(doubts, "highest");
        if (isFilled || lost == LOST_LIMIT) doubts = with(doubts, "lost");
        return doubts;
    }

    private static void loss(RtcpCompound compound, int index, RtcpReport report) {
        report.setFractionLost(compound.fractionLost(index) / FRACTION);
        report.setCumulativeLost(compound.cumulativeLost(index));
        report.setHighestSequence(compound.highestSequence(index));
    }

    /** One report for each source that says goodbye; false when the reason's length points past its packet. */
    private boolean goodbyes(RtcpCompound compound) {
        String reason = Goodbye.reason(compound);
        for (int i = 0; i < compound.goodbyeCount(); i++) {
            long ssrc = compound.goodbyeSsrc(i);
            RtcpReport report = report(RtcpKind.BYE, sentBy(ssrc), ssrc, ssrc);
            if (reason != null) report.setGoodbyeReason(reason);
            said.add(report);
        }
        return reason != null;
    }

    private static List<String> withName(List<String> names, RtcpCompound compound) {
        String name = ApplicationPacket.name(compound);
        if (name.isEmpty() || names.contains(name) || names.size() == APPLICATIONS_MAX) return names;
        return with(names, name);
    }

    private static List<String> with(List<String> names, String name) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        return more;
    }

    /** One report for each source that the blocks speak of; false when a block's length points past its packet. */
    private boolean extendedReport(long reporter) {
        int before = said.size();
        boolean asks = false;
        List<String> names = new ArrayList<>();
        Map<Long, RtcpReport> about = new LinkedHashMap<>();
        while (names.size() < XR_BLOCKS_MAX && blocks.next()) {
            names.add(XrBlockNames.of(blocks.type()));
            if (blocks.namesSource()) measured(reporter, about);
            if (blocks.is(XrBlocks.RECEIVER_REFERENCE_TIME)) {
                matcher.referenceTime(flow, blocks.referenceTime(), timeNanos);
                asks = true;
            }
            if (blocks.is(XrBlocks.DLRR)) delays(reporter);
        }
        if (asks && said.size() == before) referenceTime(reporter);
        for (RtcpReport report : said.subList(before, said.size())) report.setXrBlocks(names);
        return !blocks.isMalformed();
    }

    /** A reference time names no stream: it is about the one that its sender hears, by the rest of the compound. */
    private void referenceTime(long reporter) {
        if (heard != 1 || heardBy != reporter) return;
        said.add(report(RtcpKind.XR, heardBy(heardSsrc), reporter, heardSsrc));
    }

    private void measured(long reporter, Map<Long, RtcpReport> about) {
        long subject = blocks.sourceSsrc();
        RtcpReport report = about.get(subject);
        if (report == null) {
            report = report(RtcpKind.XR, heardBy(subject), reporter, subject);
            report.setXrMetrics(new TreeMap<>());
            about.put(subject, report);
            said.add(report);
        }
        if (blocks.is(XrBlocks.VOIP_METRICS)) report.setVoip(voipMetrics());
        XrMetrics.read(blocks, report.getXrMetrics()::put);
    }

    private VoipMetrics voipMetrics() {
        VoipMetrics voip = new VoipMetrics();
        voip.setLossRate(blocks.lossRate() / FRACTION);
        voip.setDiscardRate(blocks.discardRate() / FRACTION);
        voip.setBurstDensity(blocks.burstDensity() / FRACTION);
        voip.setGapDensity(blocks.gapDensity() / FRACTION);
        voip.setBurstDurationMs(blocks.burstDurationMs());
        voip.setGapDurationMs(blocks.gapDurationMs());
        voip.setRoundTripDelayMs(blocks.roundTripDelayMs());
        voip.setEndSystemDelayMs(blocks.endSystemDelayMs());
        if (blocks.rFactor() <= R_MAX) voip.setRFactor(blocks.rFactor());
        voip.setMosLq(mos(blocks.mosLqTenths()));
        voip.setMosCq(mos(blocks.mosCqTenths()));
        voip.setJitterBufferNominalMs(blocks.jitterBufferNominalMs());
        voip.setJitterBufferMaximumMs(blocks.jitterBufferMaximumMs());
        return voip;
    }

    /** 10 to 50; 127 says that there is none, and what else is outside says nothing (RFC 3611 4.7.5). */
    private static @Nullable Double mos(int tenths) {
        return tenths >= MOS_MIN_TENTHS && tenths <= MOS_MAX_TENTHS ? Double.valueOf(tenths / MOS_SCALE) : null;
    }

    /** Answers to receiver reference times: worth an event only when they give a round trip. */
    private void delays(long reporter) {
        for (int i = 0; i < Math.min(blocks.dlrrCount(), DLRR_ITEMS_MAX); i++) {
            double roundTripMs = matcher.roundTripOfReferenceMs(
                    flow, blocks.lastReceiverReport(i), blocks.delaySinceLastReceiverReport(i), timeNanos);
            if (Double.isNaN(roundTripMs)) continue;
            RtcpReport report = report(RtcpKind.XR, sentBy(reporter), reporter, reporter);
            report.setRttMs(roundTripMs);
            said.add(report);
        }
    }

    private @Nullable TrackedStream sentBy(long ssrc) {
        TrackedStream stream = matcher.sentBy(flow, ssrc);
        if (stream != null) setEnds(stream.sourceAddress(), stream.destinationAddress());
        return stream;
    }

    private @Nullable TrackedStream heardBy(long ssrc) {
        TrackedStream stream = matcher.heardBy(flow, ssrc);
        if (stream != null) setEnds(stream.destinationAddress(), stream.sourceAddress());
        return stream;
    }

    /** A stream that was found has the addresses as text already. */
    private void setEnds(String source, String destination) {
        this.source = source;
        this.destination = destination;
    }

    private RtcpReport report(RtcpKind kind, @Nullable TrackedStream stream, long reporter, long subject) {
        if (source.isEmpty()) setEnds(flow.sourceAddress(), flow.destinationAddress());
        RtcpReport report = new RtcpReport(); // a builder would look each default up in the schema
        report.setProbe(probe);
        report.setBoot(stamp.bootMicros());
        report.setSequence(stamp.next());
        report.setTimeMicros(timeNanos / 1_000);
        report.setStreamId(stream == null ? "" : stream.id());
        report.setSourceAddress(source);
        report.setSourcePort(flow.sourcePort());
        report.setDestinationAddress(destination);
        report.setDestinationPort(flow.destinationPort());
        report.setReporterSsrc(reporter);
        report.setSubjectSsrc(subject);
        report.setKind(kind);
        report.setCallId(callId);
        nothingElse(report);
        return report;
    }

    /** What is not known yet of a report, as the schema has it by default. */
    private static void nothingElse(RtcpReport report) {
        report.setSenderPackets(UNKNOWN);
        report.setSenderOctets(UNKNOWN);
        report.setFractionLost((double) UNKNOWN);
        report.setHighestSequence(UNKNOWN);
        report.setJitterMs((double) UNKNOWN);
        report.setTapExpected(UNKNOWN);
        report.setTapLost(UNKNOWN);
        report.setTapDuplicates(UNKNOWN);
        report.setTool("");
        report.setDoubts(List.of());
        report.setXrBlocks(List.of());
        report.setXrMetrics(Map.of());
        report.setGoodbyeReason("");
        report.setApplications(List.of());
    }
}
