// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.dissect;

import earshot.protocols.hep.HepInflater;
import earshot.protocols.hep.HepPacket;
import earshot.protocols.hep.HepType;

/** Takes HEP packets apart: what the payload is, where it lies, and what the agent says beside it. */
final class HepUnpacker {
    /** What an agent sent. */
    enum Found {
        SIP,
        RTP,
        /** RTCP as on the wire, or made from JSON into that. */
        RTCP,
        /** RTCP in JSON that reports nothing. */
        NO_REPORT,
        QUALITY,
        LOG,
        OTHER,
        /** Not to be read; {@link #reason()} says why. */
        ERROR
    }

    /** The port that agents send to when nothing else is said. */
    static final int PORT = 9060;

    private final HepPacket packet = new HepPacket();
    private final HepInflater inflater = new HepInflater();
    private final RtcpJson rtcpJson = new RtcpJson();
    private final AgentNote note = new AgentNote();
    private String reason = "";
    private byte[] bytes = {};
    private int offset;
    private int length;

    /** Whether a datagram is HEP: by its magic and length, and in its old versions by its usual port, too. */
    static boolean isPresent(byte[] bytes, int offset, int captured, int claimed, Flow flow) {
        if (HepPacket.isVersion3(bytes, offset, captured, claimed)) return true;
        boolean isUsualPort = flow.destinationPort == PORT || flow.sourcePort == PORT;
        return isUsualPort && HepPacket.isVersion1Or2(bytes, offset, captured);
    }

    Found unpack(byte[] from, int at, int count, long arrivalNanos) {
        HepPacket.Verdict verdict = packet.wrap(from, at, count);
        if (verdict != HepPacket.Verdict.HEP) return error(verdict.reason());
        note.set(packet, arrivalNanos);
        bytes = from;
        offset = packet.payloadOffset();
        length = packet.payloadLength();
        if (packet.isCompressed()) {
            HepInflater.Verdict inflated = inflater.inflate(from, offset, length);
            if (inflated != HepInflater.Verdict.INFLATED) return error(inflated.reason());
            bytes = inflater.bytes();
            offset = 0;
            length = inflater.length();
        }
        return switch (packet.type()) {
            case HepType.SIP -> Found.SIP;
            case HepType.RTP -> Found.RTP;
            case HepType.RTCP -> rtcp();
            case HepType.QUALITY_FULL, HepType.QUALITY_SHORT -> Found.QUALITY;
            case HepType.LOG, HepType.LOG_99 -> Found.LOG;
            default -> Found.OTHER;
        };
    }

    private Found rtcp() {
        if (length == 0 || bytes[offset] != '{') return Found.RTCP;
        if (!rtcpJson.read(bytes, offset, length, note.timeNanos() / 1_000_000_000))
            return error("RTCP is broken JSON");
        bytes = rtcpJson.bytes();
        offset = 0;
        length = rtcpJson.length();
        return length == 0 ? Found.NO_REPORT : Found.RTCP;
    }

    private Found error(String reason) {
        this.reason = reason;
        return Found.ERROR;
    }

    String reason() {
        return reason;
    }

    /** Report blocks of the JSON just read that lacked a number. */
    boolean isIncomplete() {
        return packet.type() == HepType.RTCP && rtcpJson.incomplete() > 0;
    }

    HepPacket packet() {
        return packet;
    }

    AgentNote note() {
        return note;
    }

    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }
}
