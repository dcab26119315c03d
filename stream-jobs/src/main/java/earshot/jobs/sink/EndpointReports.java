// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.events.DeviceReport;
import earshot.events.Endpoints;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.events.VoipMetrics;
import earshot.storage.EndpointReportRow;
import org.jspecify.annotations.Nullable;

/**
 * What devices themselves say of their media, as rows: in RTCP XR (RFC 3611 §4.7), in SIP (RFC 6035), or in plain RTCP
 * where a capture agent names the call and no probe saw the stream, so that nothing else of it would be shown. The report in
 * SIP can say all that the others can, so they are read as if they were one.
 */
public final class EndpointReports {
    private static final long SSRC_UNKNOWN = -1;

    private EndpointReports() {}

    /** Whether a report holds one. */
    public static boolean isOne(RtcpReport report) {
        return report.getVoip() != null || report.getDevice() != null || isOnlyOfCall(report);
    }

    private static boolean isOnlyOfCall(RtcpReport report) {
        boolean says = report.getFractionLost() >= 0 || report.getJitterMs() >= 0;
        boolean isOfCall = report.getStreamId().isEmpty() && !report.getCallId().isEmpty();
        return report.getKind() == RtcpKind.REPORT_BLOCK && isOfCall && says;
    }

    public static EndpointReportRow row(RtcpReport report) {
        DeviceReport device = report.getDevice();
        if (device != null) return row(report, "vqRtcpxr", device);
        VoipMetrics voip = report.getVoip();
        if (voip != null) return row(report, "rtcpXr", said(voip));
        if (isOnlyOfCall(report)) return row(report, "rtcp", said(report));
        throw new IllegalArgumentException("the report holds nothing that a device says of itself");
    }

    private static DeviceReport said(VoipMetrics voip) {
        Integer rFactor = voip.getRFactor();
        return DeviceReport.newBuilder()
                .setCallId("")
                .setReport("")
                .setLossPercent(100 * voip.getLossRate())
                .setDiscardPercent(100 * voip.getDiscardRate())
                .setBurstDensityPercent(100 * voip.getBurstDensity())
                .setGapDensityPercent(100 * voip.getGapDensity())
                .setBurstDurationMs((double) voip.getBurstDurationMs())
                .setGapDurationMs((double) voip.getGapDurationMs())
                .setRoundTripDelayMs(measured(voip.getRoundTripDelayMs()))
                .setEndSystemDelayMs(measured(voip.getEndSystemDelayMs()))
                .setRFactor(rFactor == null ? null : Double.valueOf(rFactor))
                .setMosLq(voip.getMosLq())
                .setMosCq(voip.getMosCq())
                .setJitterBufferNominalMs((double) voip.getJitterBufferNominalMs())
                .setJitterBufferMaximumMs((double) voip.getJitterBufferMaximumMs())
                .build();
    }

    /** Its loss is that since the reporter's last report; its round trip is only that of one half, so it is left out. */
    private static DeviceReport said(RtcpReport block) {
        return DeviceReport.newBuilder()
                .setCallId("")
                .setReport("")
                .setDevice(block.getTool())
                .setLossPercent(block.getFractionLost() < 0 ? null : Double.valueOf(100 * block.getFractionLost()))
                .setJitterMs(block.getJitterMs() < 0 ? null : Double.valueOf(block.getJitterMs()))
                .build();
    }

    private static EndpointReportRow row(RtcpReport report, String kind, DeviceReport said) {
        return new EndpointReportRow(
                report.getStreamId(),
                Rows.time(report.getTimeMicros()),
                report.getProbe(),
                report.getBoot(),
                report.getSequence(),
                said.getCallId().isEmpty() ? report.getCallId() : said.getCallId(),
                kind,
                source(report),
                destination(report),
                ssrc(report.getReporterSsrc()),
                ssrc(report.getSubjectSsrc()),
                said.getLossPercent(),
                said.getDiscardPercent(),
                said.getBurstDensityPercent(),
                said.getGapDensityPercent(),
                whole(said.getBurstDurationMs()),
                whole(said.getGapDurationMs()),
                whole(said.getRoundTripDelayMs()),
                whole(said.getEndSystemDelayMs()),
                said.getRFactor(),
                said.getMosLq(),
                said.getMosCq(),
                whole(said.getJitterBufferNominalMs()),
                whole(said.getJitterBufferMaximumMs()),
                said.getReport(),
                said.getAlert(),
                said.getOfFarEnd(),
                said.getDevice(),
                said.getLocalMedia(),
                said.getRemoteMedia(),
                Rows.timeOrNull(said.getStartMicros()),
                Rows.timeOrNull(said.getStopMicros()),
                said.getCodec(),
                said.getOneWayDelayMs(),
                said.getJitterMs(),
                said.getMeanAbsoluteJitterMs(),
                said.getSignalLevelDbm(),
                said.getNoiseLevelDbm(),
                said.getEchoReturnLossDb(),
                said.getRConversational());
    }

    private static String source(RtcpReport report) {
        return Endpoints.of(report.getSourceAddress(), report.getSourcePort());
    }

    private static String destination(RtcpReport report) {
        return Endpoints.of(report.getDestinationAddress(), report.getDestinationPort());
    }

    private static String ssrc(long ssrc) {
        return ssrc == SSRC_UNKNOWN ? "" : Words.ssrc(ssrc);
    }

    /** A delay of 0 stands for one that the device has not measured (RFC 3611 §4.7.3). */
    private static @Nullable Double measured(int delayMs) {
        return delayMs == 0 ? null : Double.valueOf(delayMs);
    }

    private static @Nullable Integer whole(@Nullable Double ms) {
        return ms == null ? null : Integer.valueOf((int) Math.round(ms));
    }
}
