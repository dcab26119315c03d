// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import earshot.probe.capture.CapturedPacket;
import earshot.protocols.ip.FragmentReassembler;
import earshot.protocols.ip.IpPacket;
import earshot.protocols.ip.TcpFlow;
import earshot.protocols.link.Encapsulation;
import earshot.protocols.link.FrameDecoder;
import earshot.protocols.rtcp.RtcpCompound;
import earshot.protocols.rtp.DatagramKind;
import earshot.protocols.rtp.MediaStreams;
import earshot.protocols.rtp.RtpHeader;
import earshot.protocols.rtp.StunMessage;
import earshot.protocols.sip.SctpMessages;
import earshot.protocols.sip.SipMessageView;
import earshot.protocols.sip.SipStartLine;
import earshot.protocols.sip.SipStreams;

/**
 * Takes each packet apart and gives it exactly one {@link Fate}. SIP is known by its start line on any port; what else
 * shares ports with media is told apart by its first octets (RFC 7983, RFC 5761).
 */
public final class Dissector {
    private static final int KEEP_ALIVE_MAX = 4;
    /** A datagram put together from fragments may be a fragment itself, inside a tunnel; more often is hostile. */
    private static final int REASSEMBLIES_MAX = 2;

    private static final String BAD_STATUS = "status outside 100 to 699";

    private final PayloadHandler handler;
    private final ErrorLog errors;
    private final Copies copies;
    private final FrameDecoder frame = new FrameDecoder();
    private final RtpHeader rtp = new RtpHeader();
    private final RtcpCompound rtcp = new RtcpCompound();
    private final StunMessage stun = new StunMessage();
    private final SipMessageView sip = new SipMessageView();
    private final FragmentReassembler fragments = new FragmentReassembler();
    private final SipStreams sipStreams = new SipStreams();
    private final SipStreams.Sink sipSink = this::streamedSip;
    private final MediaStreams mediaStreams = new MediaStreams();
    private final MediaStreams.Sink mediaSink = this::streamedMedia;
    private final MediaStreams.Sink lastMediaSink = this::lastStreamedMedia;
    private final SctpMessages sctp = new SctpMessages();
    private final SctpMessages.Sink sctpSink = this::sctpSip;
    private final HepUnpacker hep = new HepUnpacker();
    private final Flow flow = new Flow();
    private Encapsulation around = Encapsulation.NONE;
    private long packetNumber;
    private long nowMicros;
    /** Of the datagram at work. */
    private int datagramFragments;

    public Dissector(PayloadHandler handler, ErrorLog errors, Copies copies) {
        this.copies = copies;
        this.handler = handler;
        this.errors = errors;
    }

    /** Dissects one packet; its number counts from 1. */
    public Fate dissect(CapturedPacket packet, long number) {
        packetNumber = number;
        nowMicros = packet.timeNanos() / 1_000;
        if (hep.note().isPresent()) hep.note().clear();
        if (packet.linkType() == CapturedPacket.HEP) {
            return hep(packet.bytes(), packet.offset(), packet.capturedLength());
        }
        datagramFragments = 1;
        frame.decode(packet.linkType(), packet.bytes(), packet.offset(), packet.capturedLength());
        return copies.isDropped(frame, packet) ? Fate.DUPLICATE_COPY : fateOf(packet, 0);
    }

    /** What the agent said that sent the payload just handed over; blank when that came from the wire. */
    public AgentNote note() {
        return hep.note();
    }

    /** Hands over what SIP streams still hold, at the end of the capture. */
    public void finish() {
        around = Encapsulation.NONE; // the last frame's is not theirs
        hep.note().clear();
        sipStreams.flush(sipSink);
        mediaStreams.flush(lastMediaSink);
    }

    private Fate fateOf(CapturedPacket packet, int reassemblies) {
        return switch (frame.verdict()) {
            case UDP -> udp();
            case TCP -> tcp();
            case FRAGMENT -> fragment(packet, reassemblies);
            case OTHER_TRANSPORT -> frame.ip().protocol() == IpPacket.PROTOCOL_SCTP ? sctp() : Fate.OTHER_IP;
            case NOT_IP -> Fate.NOT_IP;
            case UNKNOWN_LINK -> error(Fate.NOT_IP, "link", frame.reason());
            case TOO_DEEP -> error(Fate.MALFORMED, "link", "too many encapsulations");
            case TRUNCATED -> truncated(packet);
            case MALFORMED -> malformed(frame.reason());
        };
    }

    /** The packet that completes a datagram has the datagram's fate; those before it wait as fragments. */
    private Fate fragment(CapturedPacket packet, int reassemblies) {
        if (reassemblies == REASSEMBLIES_MAX) return error(Fate.MALFORMED, "ip", "fragments of fragments");
        long overlapping = fragments.overlapping();
        FragmentReassembler.Outcome outcome = fragments.accept(frame.ip(), scope(), nowMicros);
        if (fragments.overlapping() != overlapping) errors.add(packetNumber, "ip", "fragments that overlap and differ");
        return switch (outcome) {
            case PENDING -> Fate.FRAGMENT;
            case REFUSED -> error(Fate.FRAGMENT, "ip", "fragment that fits no datagram");
            case COMPLETE -> {
                datagramFragments = fragments.fragments();
                frame.decodeReassembled(fragments.bytes(), fragments.length());
                yield fateOf(packet, reassemblies + 1);
            }
        };
    }

    /** The same addresses on two networks are not the same hosts. */
    private int scope() {
        return Long.hashCode(frame.encapsulation().network());
    }

    /** A frame that ends inside a header although the capture did not cut it was sent like that. */
    private Fate truncated(CapturedPacket packet) {
        boolean wasCut = packet.capturedLength() < packet.originalLength();
        return wasCut
                ? error(Fate.TRUNCATED, "link", "cut inside a header")
                : error(Fate.MALFORMED, "link", "ends inside a header");
    }

    private Fate malformed(String reason) {
        int space = reason.indexOf(' ');
        return space < 0
                ? error(Fate.MALFORMED, "link", reason)
                : error(Fate.MALFORMED, reason.substring(0, space), reason.substring(space + 1));
    }

    private Fate udp() {
        flow.set(frame);
        return datagram(frame.bytes(), frame.payloadOffset(), frame.payloadLength(), frame.claimedLength());
    }

    private Fate tcp() {
        around = frame.encapsulation();
        boolean isSip = sipStreams.accept(frame.ip(), frame.tcp(), scope(), nowMicros, sipSink);
        if (isSip) return Fate.SIP_SEGMENT;
        boolean isMedia = mediaStreams.accept(frame.ip(), frame.tcp(), scope(), nowMicros, mediaSink);
        return isMedia ? Fate.MEDIA_SEGMENT : Fate.OTHER_TCP;
    }

    private boolean streamedMedia(TcpFlow from, byte[] bytes, int offset, int length) {
        flow.set(frame); // the direction of the segment at work
        return streamed(bytes, offset, length);
    }

    private boolean lastStreamedMedia(TcpFlow from, byte[] bytes, int offset, int length) {
        flow.set(from, around);
        return streamed(bytes, offset, length);
    }

    /** A datagram that was cut out of a stream: media, or a STUN message that may have some inside. */
    private boolean streamed(byte[] bytes, int offset, int length) {
        flow.setStreamed();
        return switch (DatagramKind.of(bytes, offset, length)) {
            case RTP -> streamedRtp(bytes, offset, length);
            case RTCP -> rtcp(bytes, offset, length, length) == Fate.RTCP;
            case TURN_INDICATION ->
                stun.wrap(bytes, offset, length, length)
                        && DatagramKind.of(bytes, stun.dataOffset(), stun.dataLength()) != DatagramKind.TURN_INDICATION
                        && streamed(bytes, stun.dataOffset(), stun.dataLength());
            case STUN, DTLS, ZRTP, TURN_CHANNEL, OTHER -> false;
        };
    }

    private boolean streamedRtp(byte[] bytes, int offset, int length) {
        if (rtp.wrap(bytes, offset, length) != RtpHeader.Verdict.RTP) return false;
        return handler.streamedRtp(flow, rtp, bytes, frame.dscp()) == Fate.RTP;
    }

    private Fate sctp() {
        SctpMessages.Outcome outcome = sctp.accept(
                frame.bytes(), frame.payloadOffset(), frame.payloadLength(), frame.claimedLength(), sctpSink);
        return switch (outcome) {
            case SIP -> Fate.SIP_SEGMENT;
            case OTHER -> Fate.OTHER_IP;
            case MALFORMED -> error(Fate.MALFORMED, "sctp", "chunk that contradicts its packet");
            case TRUNCATED -> error(Fate.TRUNCATED, "sctp", "cut inside the header");
        };
    }

    private void sctpSip(byte[] bytes, int offset, int captured, int claimed) {
        SipMessageView.Verdict verdict = sip.wrap(bytes, offset, captured, claimed);
        if (verdict == SipMessageView.Verdict.SIP) {
            flow.set(frame);
            flow.sourcePort = sctp.sourcePort();
            flow.destinationPort = sctp.destinationPort();
            handler.sip(flow, sip, PayloadHandler.Carrier.SCTP, 0);
        } else if (verdict == SipMessageView.Verdict.BAD_STATUS) {
            errors.add(packetNumber, "sip", BAD_STATUS);
        }
    }

    private void streamedSip(TcpFlow from, boolean webSocket, byte[] bytes, int offset, int length) {
        SipMessageView.Verdict verdict = sip.wrap(bytes, offset, length);
        if (verdict != SipMessageView.Verdict.SIP) {
            boolean badStatus = verdict == SipMessageView.Verdict.BAD_STATUS;
            errors.add(packetNumber, "sip", badStatus ? BAD_STATUS : "no message in a stream");
            return;
        }
        flow.set(from, around);
        handler.sip(flow, sip, webSocket ? PayloadHandler.Carrier.WEB_SOCKET : PayloadHandler.Carrier.TCP, 0);
    }

    private Fate datagram(byte[] bytes, int offset, int captured, int claimed) {
        if (captured == 0) return claimed == 0 ? Fate.KEEP_ALIVE : Fate.TRUNCATED;
        boolean mayBeText = bytes[offset] >= 0;
        if (mayBeText) {
            Fate fate = sip(bytes, offset, captured, claimed, PayloadHandler.Carrier.UDP);
            if (fate != Fate.OTHER_UDP && fate != Fate.KEEP_ALIVE) return fate;
        }
        if (mayBeText && HepUnpacker.isPresent(bytes, offset, captured, claimed, flow)) {
            if (captured < claimed) return error(Fate.TRUNCATED, "hep", "cut by the capture");
            return hep(bytes, offset, captured);
        }
        return switch (DatagramKind.of(bytes, offset, captured, claimed)) {
            case RTP -> rtp(bytes, offset, captured, claimed);
            case RTCP -> rtcp(bytes, offset, captured, claimed);
            case TURN_CHANNEL -> turnChannel(bytes, offset, captured, claimed);
            case TURN_INDICATION -> turnIndication(bytes, offset, captured, claimed);
            case STUN, DTLS, ZRTP -> Fate.MEDIA_SETUP;
            case OTHER -> isKeepAlive(bytes, offset, captured) ? Fate.KEEP_ALIVE : Fate.OTHER_UDP;
        };
    }

    /** What an agent sent is between the endpoints that it names, at the time that it tells. */
    private Fate hep(byte[] bytes, int offset, int length) {
        HepUnpacker.Found found = hep.unpack(bytes, offset, length, nowMicros * 1_000);
        if (found == HepUnpacker.Found.ERROR) return error(Fate.MALFORMED, "hep", hep.reason());
        flow.set(hep.packet());
        switch (hep.note().clock()) {
            case TOO_EARLY -> errors.add(packetNumber, "hep", "time more than an hour before its arrival");
            case TOO_LATE -> errors.add(packetNumber, "hep", "time more than five seconds after its arrival");
            case PLAUSIBLE -> {}
        }
        if (hep.isIncomplete()) errors.add(packetNumber, "hep", "RTCP report block without one of its numbers");
        return switch (found) {
            case SIP -> hepSip(hep.bytes(), hep.offset(), hep.length());
            case RTP -> claimed(rtp(hep.bytes(), hep.offset(), hep.length(), hep.length()));
            case RTCP -> claimed(rtcp(hep.bytes(), hep.offset(), hep.length(), hep.length()));
            case NO_REPORT -> Fate.RTCP;
            case QUALITY ->
                handler.quality(flow, hep.bytes(), hep.offset(), hep.length()) ? Fate.HEP_QUALITY : Fate.HEP_OTHER;
            case LOG -> {
                handler.log(flow, hep.bytes(), hep.offset(), hep.length());
                yield Fate.HEP_LOG;
            }
            case OTHER, ERROR -> Fate.HEP_OTHER;
        };
    }

    private Fate hepSip(byte[] bytes, int offset, int length) {
        if (isKeepAlive(bytes, offset, length)) return Fate.KEEP_ALIVE;
        if (!SipStartLine.isPresent(bytes, offset, length)) return claimed(Fate.OTHER_UDP);
        return sip(bytes, offset, length, length, PayloadHandler.Carrier.AGENT);
    }

    /** An agent says what its payload is: where that is not so, the packet contradicts itself. */
    private Fate claimed(Fate fate) {
        return fate == Fate.OTHER_UDP ? error(Fate.MALFORMED, "hep", "payload is not what its type says") : fate;
    }

    private Fate sip(byte[] bytes, int offset, int captured, int claimed, PayloadHandler.Carrier carrier) {
        return switch (sip.wrap(bytes, offset, captured, claimed)) {
            case SIP -> {
                handler.sip(flow, sip, carrier, carrier == PayloadHandler.Carrier.UDP ? datagramFragments : 0);
                yield Fate.SIP;
            }
            case BAD_STATUS -> error(Fate.MALFORMED, "sip", BAD_STATUS);
            case KEEP_ALIVE -> Fate.KEEP_ALIVE;
            case NOT_SIP -> Fate.OTHER_UDP;
        };
    }

    private Fate rtp(byte[] bytes, int offset, int captured, int claimed) {
        return switch (rtp.wrap(bytes, offset, captured, claimed)) {
            case RTP ->
                handler.rtp(
                        flow, rtp, bytes, hep.note().isPresent() ? hep.note().dscp() : frame.dscp());
            case TRUNCATED -> error(Fate.TRUNCATED, "rtp", "cut inside the header");
            case TOO_SHORT, WRONG_VERSION -> Fate.OTHER_UDP;
        };
    }

    private Fate rtcp(byte[] bytes, int offset, int captured, int claimed) {
        switch (rtcp.wrap(bytes, offset, captured, claimed)) {
            case RTCP, ENCRYPTED -> {}
            case TRAILING_OCTETS -> errors.add(packetNumber, "rtcp", "octets behind the last packet");
            case TRUNCATED -> errors.add(packetNumber, "rtcp", "cut by the capture");
            case NOT_RTCP -> {
                return Fate.OTHER_UDP;
            }
        }
        handler.rtcp(flow, rtcp);
        return Fate.RTCP;
    }

    /** Media through a TURN server: what counts is the datagram inside (RFC 8656 12.4). */
    private Fate turnChannel(byte[] bytes, int offset, int captured, int claimed) {
        int header = DatagramKind.TURN_CHANNEL_HEADER;
        int inner = ((bytes[offset + 2] & 0xFF) << 8) | (bytes[offset + 3] & 0xFF);
        int innerClaimed = Math.min(inner, claimed - header);
        int innerCaptured = Math.min(innerClaimed, captured - header);
        return relayed(bytes, offset + header, innerCaptured, innerClaimed);
    }

    /** The same before a channel is bound, and for clients that bind none (RFC 8656 11). */
    private Fate turnIndication(byte[] bytes, int offset, int captured, int claimed) {
        if (!stun.wrap(bytes, offset, captured, claimed)) return Fate.MEDIA_SETUP;
        return relayed(bytes, stun.dataOffset(), stun.dataCaptured(), stun.dataLength());
    }

    private Fate relayed(byte[] bytes, int offset, int captured, int claimed) {
        return switch (DatagramKind.of(bytes, offset, captured, claimed)) {
            case RTP -> rtp(bytes, offset, captured, claimed);
            case RTCP -> rtcp(bytes, offset, captured, claimed);
            case STUN, DTLS, ZRTP, TURN_CHANNEL, TURN_INDICATION, OTHER -> Fate.MEDIA_SETUP;
        };
    }

    /** Line ends or zeros that keep a path through a NAT open (RFC 5626 3.5.1). */
    private static boolean isKeepAlive(byte[] bytes, int offset, int length) {
        if (length > KEEP_ALIVE_MAX) return false;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] != '\r' && bytes[i] != '\n' && bytes[i] != 0) return false;
        }
        return true;
    }

    private Fate error(Fate fate, String layer, String reason) {
        errors.add(packetNumber, layer, reason);
        return fate;
    }
}
