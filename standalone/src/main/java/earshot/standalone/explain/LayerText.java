// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.explain;

import earshot.probe.capture.CapturedPacket;
import earshot.probe.dissect.Fate;
import earshot.protocols.Bytes;
import earshot.protocols.ip.IpAddress;
import earshot.protocols.ip.IpPacket;
import earshot.protocols.link.FrameDecoder;
import earshot.protocols.rtp.DatagramKind;

/** The layers of one frame in words, from the link to the transport, and what its payload is when nobody reads it. */
final class LayerText {
    private static final int STUN_METHODS = 0x3EEF;

    private final FrameDecoder frame = new FrameDecoder();
    private final Page page;

    LayerText(Page page) {
        this.page = page;
    }

    void frame(CapturedPacket packet) {
        if (packet.linkType() == CapturedPacket.HEP) {
            page.layer("HEP", 0, "as an agent sent it");
            return;
        }
        FrameDecoder.Verdict verdict =
                frame.decode(packet.linkType(), packet.bytes(), packet.offset(), packet.capturedLength());
        page.layer("link", 0, "type " + packet.linkType() + around());
        switch (verdict) {
            case UDP, TCP, OTHER_TRANSPORT -> {
                ip(packet);
                transport(packet, verdict);
            }
            case FRAGMENT -> {
                ip(packet);
                page.more("fragment " + Integer.toUnsignedString(frame.ip().fragmentId()) + ", octets from "
                        + frame.ip().fragmentOffset()
                        + (frame.ip().hasMoreFragments() ? ", more follow" : ", the last"));
            }
            case NOT_IP -> page.more("no IP inside");
            case UNKNOWN_LINK, MALFORMED -> page.more(frame.reason());
            case TRUNCATED -> page.more("ends inside a header");
            case TOO_DEEP -> page.more("more encapsulations than are followed");
        }
    }

    private String around() {
        String around = frame.encapsulation().text();
        return around.isEmpty() ? "" : ", inside " + around;
    }

    private void ip(CapturedPacket packet) {
        IpPacket ip = frame.ip();
        byte[] bytes = frame.bytes();
        int length = frame.addressLength();
        page.layer(
                "IPv" + ip.version(),
                ip.offset() - packet.offset(),
                IpAddress.text(bytes, ip.sourceOffset(), length) + " > "
                        + IpAddress.text(bytes, ip.destinationOffset(), length) + ", DSCP " + ip.dscp()
                        + (ip.version() == 4 ? ", TTL " : ", hop limit ") + ip.ttl());
    }

    private void transport(CapturedPacket packet, FrameDecoder.Verdict verdict) {
        String ports = "port " + frame.sourcePort() + " > " + frame.destinationPort();
        int start = frame.ip().payloadOffset() - packet.offset();
        switch (verdict) {
            case UDP -> page.layer("UDP", start, ports + ", " + payload(packet));
            case TCP ->
                page.layer(
                        "TCP",
                        start,
                        ports + ", sequence number "
                                + Integer.toUnsignedString(frame.tcp().sequence())
                                + (frame.tcp().isSyn() ? ", SYN" : "") + ", " + payload(packet));
            default -> page.layer("transport", start, "protocol " + frame.ip().protocol());
        }
    }

    private String payload(CapturedPacket packet) {
        String cut = frame.payloadLength() < frame.claimedLength() ? ", " + frame.payloadLength() + " captured" : "";
        return frame.claimedLength() + " octets of payload at " + (frame.payloadOffset() - packet.offset()) + cut;
    }

    /** Why a packet that nobody read further counts as it does. */
    void fate(Fate fate) {
        String why =
                switch (fate) {
                    case RTP -> "decoded: RTP";
                    case RTP_PROBATION -> "ignored: like RTP, but of no stream";
                    case RTP_NO_ROOM -> "ignored: like RTP, but too many flows were on probation";
                    case RTCP -> "decoded: RTCP";
                    case SIP -> "decoded: SIP";
                    case SIP_SEGMENT -> "decoded: a piece of a connection that speaks SIP";
                    case FRAGMENT -> "decoded: a fragment, kept until the others arrive";
                    case MEDIA_SETUP -> "ignored: " + setup();
                    case KEEP_ALIVE -> "ignored: a keep-alive";
                    case OTHER_UDP -> "ignored: a datagram that is neither SIP nor media";
                    case MEDIA_SEGMENT -> "decoded: a piece of a connection that carries media";
                    case OTHER_TCP ->
                        "ignored: a segment of a connection that speaks no SIP and carries no media, or an empty one";
                    case OTHER_IP -> "ignored: neither UDP nor TCP, and no SIP over SCTP";
                    case NOT_IP -> "ignored: no IP, or a link type that is not read";
                    case HEP_LOG -> "ignored: a log line of an agent (HEP)";
                    case HEP_QUALITY -> "ignored: a quality report of an agent outside of SIP (HEP)";
                    case HEP_OTHER -> "ignored: something else of an agent (HEP)";
                    case DUPLICATE_COPY -> "ignored: a copy of a packet that the mirror port showed before";
                    case DECODER_BUG -> "malformed: a fault of Earshot's own";
                    case TRUNCATED -> "truncated: the capture cut off what is needed";
                    case MALFORMED -> "malformed";
                };
        page.line("counted", why);
    }

    /** STUN, TURN, DTLS and ZRTP by their first octets. */
    private String setup() {
        if (frame.verdict() != FrameDecoder.Verdict.UDP) return "sets up media";
        byte[] bytes = frame.bytes();
        int at = frame.payloadOffset();
        DatagramKind kind = DatagramKind.of(bytes, at, frame.payloadLength(), frame.claimedLength());
        return switch (kind) {
            case STUN, TURN_INDICATION -> "STUN, " + stun(Bytes.u16(bytes, at));
            case DTLS -> "DTLS, " + dtls(Bytes.u8(bytes, at));
            case ZRTP -> "ZRTP, which agrees on keys";
            case TURN_CHANNEL ->
                "TURN channel 0x" + Integer.toHexString(Bytes.u16(bytes, at)) + " without media inside";
            case RTP, RTCP, OTHER -> "sets up media";
        };
    }

    private static String stun(int type) {
        String method =
                switch (type & STUN_METHODS) {
                    case 1 -> "binding";
                    case 3 -> "allocate";
                    case 4 -> "refresh";
                    case 6 -> "send";
                    case 7 -> "data";
                    case 8 -> "create permission";
                    case 9 -> "channel bind";
                    default -> "method " + (type & STUN_METHODS);
                };
        return method
                + switch (type & 0x0110) {
                    case 0 -> " request";
                    case 0x0010 -> " indication";
                    case 0x0100 -> " answer";
                    default -> " error";
                };
    }

    private static String dtls(int type) {
        return switch (type) {
            case 20 -> "change of cipher";
            case 21 -> "alert";
            case 22 -> "handshake";
            case 23 -> "application data";
            default -> "record of type " + type;
        };
    }
}
