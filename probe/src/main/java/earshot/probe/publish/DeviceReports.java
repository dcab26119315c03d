// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import earshot.events.DeviceReport;
import earshot.events.Endpoints;
import earshot.events.RtcpKind;
import earshot.events.RtcpReport;
import earshot.probe.dissect.Flow;
import earshot.protocols.sip.SipMessageView;
import earshot.protocols.vq.VqMetric;
import earshot.protocols.vq.VqReport;
import earshot.protocols.vq.VqReport.Metrics;
import earshot.protocols.vq.VqReport.Party;
import earshot.protocols.vq.VqReportParser;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what a telephone reports of itself in SIP (RFC 6035) into one event for each stream that it speaks of. */
public final class DeviceReports {
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final EventStamp stamp;
    private final EventPublisher publisher;
    private long timeNanos;
    private String probe = "";

    public DeviceReports(EventStamp stamp, EventPublisher publisher) {
        this.stamp = stamp;
        this.publisher = publisher;
    }

    /**
     * Publishes the report in a PUBLISH or NOTIFY, if there is one.
     *
     * @param agent who sent a copy of it by HEP; empty when it was seen on the wire
     */
    public void publish(SipMessageView message, Flow flow, long timeNanos, String agent) {
        boolean mayBring = message.isRequest()
                && (message.method().equals("PUBLISH") || message.method().equals("NOTIFY"));
        if (!mayBring) return;
        SipMessageView.BodyPart part = message.bodyPart(VqReportParser.MEDIA_TYPE);
        if (part == null) return;
        VqReport report = VqReportParser.parse(message.bytes(), part.offset(), part.length());
        if (report != null) publish(report, message.userAgent(), flow, timeNanos, agent);
    }

    /**
     * Publishes a report.
     *
     * @param device User-Agent of whoever sent it, empty when not known
     * @param agent as above
     */
    public void publish(VqReport report, String device, Flow flow, long timeNanos, String agent) {
        this.timeNanos = timeNanos;
        probe = stamp.probe(agent);
        publisher.rtcp(event(report, report.received(), false, device, flow));
        Metrics sent = report.sent();
        if (sent != null) publisher.rtcp(event(report, sent, true, device, flow));
    }

    private RtcpReport event(VqReport report, Metrics metrics, boolean ofFarEnd, String device, Flow flow) {
        Party reporter = ofFarEnd ? report.remote() : report.local();
        Party subject = ofFarEnd ? report.local() : report.remote();
        DeviceReport said = said(metrics);
        said.setCallId(report.callId());
        said.setReport(report.kind().name().toLowerCase(Locale.ROOT));
        said.setAlert((report.alert().type() + ' ' + report.alert().severity()).strip());
        said.setOfFarEnd(ofFarEnd);
        said.setDevice(device);
        said.setLocalMedia(endpoint(report.local()));
        said.setRemoteMedia(endpoint(report.remote()));
        return RtcpReport.newBuilder()
                .setProbe(probe)
                .setBoot(stamp.bootMicros())
                .setSequence(stamp.next())
                .setTimeMicros(timeNanos / 1_000)
                .setStreamId("") // by Call-ID and SSRC; its addresses are those before any NAT
                .setSourceAddress(flow.sourceAddress())
                .setSourcePort(flow.sourcePort())
                .setDestinationAddress(flow.destinationAddress())
                .setDestinationPort(flow.destinationPort())
                .setReporterSsrc(reporter.ssrc())
                .setSubjectSsrc(subject.ssrc())
                .setKind(RtcpKind.DEVICE)
                .setDevice(said)
                .build();
    }

    private static DeviceReport said(Metrics metrics) {
        DeviceReport said = new DeviceReport();
        said.setStartMicros(micros(metrics.start()));
        said.setStopMicros(micros(metrics.stop()));
        said.setCodec(metrics.codec().isEmpty() ? null : metrics.codec());
        said.setLossPercent(metrics.get(VqMetric.LOSS_PERCENT));
        said.setDiscardPercent(metrics.get(VqMetric.DISCARD_PERCENT));
        said.setBurstDensityPercent(metrics.get(VqMetric.BURST_DENSITY_PERCENT));
        said.setBurstDurationMs(metrics.get(VqMetric.BURST_DURATION_MS));
        said.setGapDensityPercent(metrics.get(VqMetric.GAP_DENSITY_PERCENT));
        said.setGapDurationMs(metrics.get(VqMetric.GAP_DURATION_MS));
        said.setRoundTripDelayMs(metrics.get(VqMetric.ROUND_TRIP_DELAY_MS));
        said.setEndSystemDelayMs(metrics.get(VqMetric.END_SYSTEM_DELAY_MS));
        Double oneWay = metrics.get(VqMetric.ONE_WAY_DELAY_MS);
        said.setOneWayDelayMs(oneWay != null ? oneWay : metrics.get(VqMetric.SYMMETRIC_ONE_WAY_DELAY_MS));
        said.setJitterMs(metrics.get(VqMetric.JITTER_MS));
        said.setMeanAbsoluteJitterMs(metrics.get(VqMetric.MEAN_ABSOLUTE_JITTER_MS));
        said.setJitterBufferNominalMs(metrics.get(VqMetric.JITTER_BUFFER_NOMINAL_MS));
        said.setJitterBufferMaximumMs(metrics.get(VqMetric.JITTER_BUFFER_MAXIMUM_MS));
        said.setSignalLevelDbm(metrics.get(VqMetric.SIGNAL_LEVEL_DBM));
        said.setNoiseLevelDbm(metrics.get(VqMetric.NOISE_LEVEL_DBM));
        said.setEchoReturnLossDb(metrics.get(VqMetric.ECHO_RETURN_LOSS_DB));
        said.setRFactor(metrics.get(VqMetric.R_LISTENING));
        said.setRConversational(metrics.get(VqMetric.R_CONVERSATIONAL));
        said.setMosLq(metrics.get(VqMetric.MOS_LQ));
        said.setMosCq(metrics.get(VqMetric.MOS_CQ));
        return said;
    }

    private static String endpoint(Party party) {
        return party.address().isEmpty() ? "" : Endpoints.of(party.address(), party.port());
    }

    private static @Nullable Long micros(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            boolean plausible = time.isAfter(Instant.EPOCH) && time.isBefore(LATEST);
            return plausible ? Long.valueOf(time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000) : null;
        } catch (DateTimeParseException e) {
            return null; // the clocks of telephones write many things
        }
    }
}
