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
 * where a capture agent names the call and no probe saw the stream, so that nothing else of it would be shown.
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
        if (device != null) return ofDevice(report, device);
        VoipMetrics voip = report.getVoip();
        if (voip != null) return ofVoip(report, voip);
        if (isOnlyOfCall(report)) return ofBlock(report);
        throw new IllegalArgumentException("the report holds nothing that a device says of itself");
    }

    private static EndpointReportRow ofVoip(RtcpReport report, VoipMetrics voip) {
        Integer rFactor = voip.getRFactor();
        return new EndpointReportRow(
                report.getStreamId(),
                Rows.time(report.getTimeMicros()),
                report.getProbe(),
                report.getBoot(),
                report.getSequence(),
                report.getCallId(),
                "rtcpXr",
                source(report),
                destination(report),
                ssrc(report.getReporterSsrc()),
                ssrc(report.getSubjectSsrc()),
                100 * voip.getLossRate(),
                100 * voip.getDiscardRate(),
                100 * voip.getBurstDensity(),
                100 * voip.getGapDensity(),
                voip.getBurstDurationMs(),
                voip.getGapDurationMs(),
                measured(voip.getRoundTripDelayMs()),
                measured(voip.getEndSystemDelayMs()),
                rFactor == null ? null : Double.valueOf(rFactor),
                voip.getMosLq(),
                voip.getMosCq(),
                voip.getJitterBufferNominalMs(),
                voip.getJitterBufferMaximumMs(),
                "",
                "",
                false,
                "",
                "",
                "",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** Its loss is that since the reporter's last report; its round trip is only that of one half, so it is left out. */
    private static EndpointReportRow ofBlock(RtcpReport report) {
        return new EndpointReportRow(
                "",
                Rows.time(report.getTimeMicros()),
                report.getProbe(),
                report.getBoot(),
                report.getSequence(),
                report.getCallId(),
                "rtcp",
                source(report),
                destination(report),
                ssrc(report.getReporterSsrc()),
                ssrc(report.getSubjectSsrc()),
                report.getFractionLost() < 0 ? null : Double.valueOf(100 * report.getFractionLost()),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "",
                "",
                false,
                report.getTool(),
                "",
                "",
                null,
                null,
                null,
                null,
                report.getJitterMs() < 0 ? null : Double.valueOf(report.getJitterMs()),
                null,
                null,
                null,
                null,
                null);
    }

    private static EndpointReportRow ofDevice(RtcpReport report, DeviceReport device) {
        return new EndpointReportRow(
                report.getStreamId(),
                Rows.time(report.getTimeMicros()),
                report.getProbe(),
                report.getBoot(),
                report.getSequence(),
                device.getCallId().isEmpty() ? report.getCallId() : device.getCallId(),
                "vqRtcpxr",
                source(report),
                destination(report),
                ssrc(report.getReporterSsrc()),
                ssrc(report.getSubjectSsrc()),
                device.getLossPercent(),
                device.getDiscardPercent(),
                device.getBurstDensityPercent(),
                device.getGapDensityPercent(),
                whole(device.getBurstDurationMs()),
                whole(device.getGapDurationMs()),
                whole(device.getRoundTripDelayMs()),
                whole(device.getEndSystemDelayMs()),
                device.getRFactor(),
                device.getMosLq(),
                device.getMosCq(),
                whole(device.getJitterBufferNominalMs()),
                whole(device.getJitterBufferMaximumMs()),
                device.getReport(),
                device.getAlert(),
                device.getOfFarEnd(),
                device.getDevice(),
                device.getLocalMedia(),
                device.getRemoteMedia(),
                Rows.timeOrNull(device.getStartMicros()),
                Rows.timeOrNull(device.getStopMicros()),
                device.getCodec(),
                device.getOneWayDelayMs(),
                device.getJitterMs(),
                device.getMeanAbsoluteJitterMs(),
                device.getSignalLevelDbm(),
                device.getNoiseLevelDbm(),
                device.getEchoReturnLossDb(),
                device.getRConversational());
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
    private static @Nullable Integer measured(int delayMs) {
        return delayMs == 0 ? null : Integer.valueOf(delayMs);
    }

    private static @Nullable Integer whole(@Nullable Double ms) {
        return ms == null ? null : Integer.valueOf((int) Math.round(ms));
    }
}
