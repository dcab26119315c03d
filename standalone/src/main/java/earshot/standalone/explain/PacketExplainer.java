// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.explain;

import earshot.probe.capture.CapturedPacket;
import earshot.probe.capture.PacketSource;
import earshot.probe.dissect.Copies;
import earshot.probe.dissect.DecodeError;
import earshot.probe.dissect.Dissector;
import earshot.probe.dissect.ErrorLog;
import earshot.probe.dissect.Fate;
import earshot.probe.dissect.Flow;
import earshot.probe.dissect.PayloadHandler;
import earshot.protocols.rtcp.RtcpCompound;
import earshot.protocols.rtp.PayloadTypes;
import earshot.protocols.rtp.RtpHeader;
import earshot.protocols.sip.SipMessageView;
import earshot.protocols.vq.VqReportParser;
import earshot.standalone.text.Terminal;
import earshot.storage.StreamRow;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The packets that a person asked for, in words. All packets before them pass through the dissector too, so that
 * fragments and TCP segments come together as they did when the capture was analysed.
 */
public final class PacketExplainer implements PayloadHandler {
    private static final int ERRORS_MAX = 1_000_000;

    private final PacketNumbers wanted;
    private final Owners owners;
    private final Terminal terminal;
    private final ErrorLog errors = new ErrorLog(ERRORS_MAX);
    private final Dissector dissector = new Dissector(this, errors, new Copies(0, 0));
    private Page page;
    private Instant time = Instant.EPOCH;
    private boolean isWanted;
    private boolean isOfStream;

    /**
     * Prepares to explain.
     *
     * @param owners what the analysis of the same capture found
     */
    public PacketExplainer(PacketNumbers wanted, Owners owners, Terminal terminal) {
        this.wanted = wanted;
        this.owners = owners;
        this.terminal = terminal;
        this.page = new Page(terminal);
    }

    /** Reads up to the last packet asked for, and prints each one; how many there were. */
    public int explain(PacketSource source, PrintWriter out) {
        int explained = 0;
        for (long number = 1; number <= wanted.last() && source.advance() == PacketSource.Step.PACKET; number++) {
            isWanted = wanted.contains(number);
            if (isWanted) {
                if (explained++ > 0) out.println();
                out.print(explain(source.packet(), number));
            } else {
                dissector.dissect(source.packet(), number);
            }
        }
        return explained;
    }

    private String explain(CapturedPacket packet, long number) {
        page = new Page(terminal);
        time = Instant.ofEpochSecond(0, packet.timeNanos());
        isOfStream = false;
        page.heading("Packet " + number + ", " + time + ", " + packet.originalLength() + " octets"
                + (packet.capturedLength() < packet.originalLength()
                        ? ", of which " + packet.capturedLength() + " were captured"
                        : ""));
        LayerText layers = new LayerText(page);
        layers.frame(packet);
        int errorsBefore = errors.kept().size();
        Fate fate = dissector.dissect(packet, number);
        layers.fate(fate == Fate.RTP && !isOfStream ? Fate.RTP_PROBATION : fate);
        List<DecodeError> said = errors.kept();
        for (DecodeError error : said.subList(errorsBefore, said.size())) {
            page.line("error", error.layer() + ": " + error.reason());
        }
        return page.toString();
    }

    @Override
    public Fate rtp(Flow flow, RtpHeader rtp, byte[] bytes, int dscp) {
        if (!isWanted) return Fate.RTP;
        Optional<StreamRow> stream = owners.stream(flow, rtp.ssrc(), time);
        isOfStream = stream.isPresent();
        page.line("RTP", flow.toString());
        page.more("SSRC " + Owners.ssrcText(rtp.ssrc()) + ", sequence number " + rtp.sequence() + ", timestamp "
                + rtp.timestamp() + (rtp.hasMarker() ? ", marker" : ""));
        page.more("payload type " + rtp.payloadType() + payloadName(rtp.payloadType()) + ", " + rtp.payloadLength()
                + " octets of payload" + extras(rtp));
        page.line("belongs to", stream.map(PacketExplainer::words).orElse("no stream"));
        return Fate.RTP;
    }

    private static String payloadName(int payloadType) {
        String name = PayloadTypes.name(payloadType);
        return name.isEmpty() ? "" : " (" + name + ")";
    }

    private static String extras(RtpHeader rtp) {
        String extras = rtp.csrcCount() > 0 ? ", " + rtp.csrcCount() + " contributing sources" : "";
        if (rtp.hasExtension()) {
            extras += String.format(", extension 0x%04x of %d octets", rtp.extensionProfile(), rtp.extensionLength());
        }
        return rtp.paddingLength() > 0 ? extras + ", " + rtp.paddingLength() + " octets of padding" : extras;
    }

    private static String words(StreamRow stream) {
        String calls = stream.callIds().isEmpty() ? "no call" : "the call " + String.join(" ", stream.callIds());
        return "the stream " + stream.id() + " ("
                + (stream.codec() == null ? "codec unknown" : stream.codec() + "/" + stream.clockRate()) + "), of "
                + calls;
    }

    @Override
    public void rtcp(Flow flow, RtcpCompound compound) {
        if (!isWanted) return;
        page.line("RTCP", flow.toString());
        new RtcpText(owners, page).compound(compound);
    }

    @Override
    public void sip(Flow flow, SipMessageView message, Carrier carrier, int fragments) {
        if (!isWanted) return;
        String how =
                switch (carrier) {
                    case UDP -> fragments > 1 ? "in a datagram of " + fragments + " fragments" : "in a datagram";
                    case TCP -> "in TCP segments, of which this one is the last";
                    case WEB_SOCKET -> "over WebSocket";
                    case SCTP -> "in SCTP chunks, of which the last one is here";
                    case AGENT -> "copied by an agent (HEP)";
                };
        page.line("SIP", flow + ", " + how);
        new MessageText(owners, page).message(message);
    }

    @Override
    public void log(Flow flow, byte[] bytes, int offset, int length) {
        if (isWanted) page.line("log", flow + ": a line that the agent logged, " + length + " octets");
    }

    @Override
    public boolean quality(Flow flow, byte[] bytes, int offset, int length) {
        boolean isReport = VqReportParser.parse(bytes, offset, length) != null;
        if (isWanted && isReport) page.line("report", flow + ": a telephone's quality report, " + length + " octets");
        return isReport;
    }
}
