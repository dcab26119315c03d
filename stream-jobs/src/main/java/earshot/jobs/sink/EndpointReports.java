// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.events.DeviceReport;
import earshot.events.Endpoints;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.events.VoipMetrics;
import earshot.storage.EndpointReportRow;
import java.time.Instant;
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
        Said said = new Said();
        DeviceReport device = report.getDevice();
        VoipMetrics voip = report.getVoip();
        if (device != null) {
            device(said, device);
        } else if (voip != null) {
            voip(said, voip);
        } else if (isOnlyOfCall(report)) {
            block(said, report);
        } else {
            throw new IllegalArgumentException("the report holds nothing that a device says of itself");
        }
        return row(report, said);
    }

    /** What one of them says; what it does not say stays as it is here. */
    private static final class Said {
        private String kind = "";
        private String callId = "";
        private String report = "";
        private String alert = "";
        private boolean ofFarEnd;
        private String device = "";
        private String localMedia = "";
        private String remoteMedia = "";
        private @Nullable Instant start;
        private @Nullable Instant stop;
        private @Nullable String codec;
        private @Nullable Double lossPercent;
        private @Nullable Double discardPercent;
        private @Nullable Double burstDensityPercent;
        private @Nullable Double gapDensityPercent;
        private @Nullable Integer burstDurationMs;
        private @Nullable Integer gapDurationMs;
        private @Nullable Integer roundTripDelayMs;
        private @Nullable Integer endSystemDelayMs;
        private @Nullable Double oneWayDelayMs;
        private @Nullable Double jitterMs;
        private @Nullable Double meanAbsoluteJitterMs;
        private @Nullable Double signalLevelDbm;
        private @Nullable Double noiseLevelDbm;
        private @Nullable Double echoReturnLossDb;
        private @Nullable Double rFactor;
        private @Nullable Double rConversational;
        private @Nullable Double mosLq;
        private @Nullable Double mosCq;
        private @Nullable Integer jitterBufferNominalMs;
        private @Nullable Integer jitterBufferMaximumMs;
    }

    private static void voip(Said said, VoipMetrics voip) {
        Integer rFactor = voip.getRFactor();
        said.kind = "rtcpXr";
        said.lossPercent = 100 * voip.getLossRate();
        said.discardPercent = 100 * voip.getDiscardRate();
        said.burstDensityPercent = 100 * voip.getBurstDensity();
        said.gapDensityPercent = 100 * voip.getGapDensity();
        said.burstDurationMs = voip.getBurstDurationMs();
        said.gapDurationMs = voip.getGapDurationMs();
        said.roundTripDelayMs = measured(voip.getRoundTripDelayMs());
        said.endSystemDelayMs = measured(voip.getEndSystemDelayMs());
        said.rFactor = rFactor == null ? null : Double.valueOf(rFactor);
        said.mosLq = voip.getMosLq();
        said.mosCq = voip.getMosCq();
        said.jitterBufferNominalMs = voip.getJitterBufferNominalMs();
        said.jitterBufferMaximumMs = voip.getJitterBufferMaximumMs();
    }

    /** Its loss is that since the reporter's last report; its round trip is only that of one half, so it is left out. */
    private static void block(Said said, RtcpReport report) {
        said.kind = "rtcp";
        said.device = report.getTool();
        said.lossPercent = report.getFractionLost() < 0 ? null : Double.valueOf(100 * report.getFractionLost());
        said.jitterMs = report.getJitterMs() < 0 ? null : Double.valueOf(report.getJitterMs());
    }

    private static void device(Said said, DeviceReport device) {
        said.kind = "vqRtcpxr";
        said.callId = device.getCallId();
        said.report = device.getReport();
        said.alert = device.getAlert();
        said.ofFarEnd = device.getOfFarEnd();
        said.device = device.getDevice();
        said.localMedia = device.getLocalMedia();
        said.remoteMedia = device.getRemoteMedia();
        said.start = Rows.timeOrNull(device.getStartMicros());
        said.stop = Rows.timeOrNull(device.getStopMicros());
        said.codec = device.getCodec();
        said.lossPercent = device.getLossPercent();
        said.discardPercent = device.getDiscardPercent();
        said.burstDensityPercent = device.getBurstDensityPercent();
        said.gapDensityPercent = device.getGapDensityPercent();
        said.burstDurationMs = whole(device.getBurstDurationMs());
        said.gapDurationMs = whole(device.getGapDurationMs());
        said.roundTripDelayMs = whole(device.getRoundTripDelayMs());
        said.endSystemDelayMs = whole(device.getEndSystemDelayMs());
        said.oneWayDelayMs = device.getOneWayDelayMs();
        said.jitterMs = device.getJitterMs();
        said.meanAbsoluteJitterMs = device.getMeanAbsoluteJitterMs();
        said.signalLevelDbm = device.getSignalLevelDbm();
        said.noiseLevelDbm = device.getNoiseLevelDbm();
        said.echoReturnLossDb = device.getEchoReturnLossDb();
        said.rFactor = device.getRFactor();
        said.rConversational = device.getRConversational();
        said.mosLq = device.getMosLq();
        said.mosCq = device.getMosCq();
        said.jitterBufferNominalMs = whole(device.getJitterBufferNominalMs());
        said.jitterBufferMaximumMs = whole(device.getJitterBufferMaximumMs());
    }

    private static EndpointReportRow row(RtcpReport report, Said said) {
        return new EndpointReportRow(
                report.getStreamId(),
                Rows.time(report.getTimeMicros()),
                report.getProbe(),
                report.getBoot(),
                report.getSequence(),
                said.callId.isEmpty() ? report.getCallId() : said.callId,
                said.kind,
                source(report),
                destination(report),
                ssrc(report.getReporterSsrc()),
                ssrc(report.getSubjectSsrc()),
                said.lossPercent,
                said.discardPercent,
                said.burstDensityPercent,
                said.gapDensityPercent,
                said.burstDurationMs,
                said.gapDurationMs,
                said.roundTripDelayMs,
                said.endSystemDelayMs,
                said.rFactor,
                said.mosLq,
                said.mosCq,
                said.jitterBufferNominalMs,
                said.jitterBufferMaximumMs,
                said.report,
                said.alert,
                said.ofFarEnd,
                said.device,
                said.localMedia,
                said.remoteMedia,
                said.start,
                said.stop,
                said.codec,
                said.oneWayDelayMs,
                said.jitterMs,
                said.meanAbsoluteJitterMs,
                said.signalLevelDbm,
                said.noiseLevelDbm,
                said.echoReturnLossDb,
                said.rConversational);
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
