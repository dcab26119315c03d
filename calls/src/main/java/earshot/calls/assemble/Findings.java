// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.match.Claimant;
import earshot.calls.match.Terms;
import earshot.events.Endpoints;
import earshot.events.Finding;
import earshot.events.MediaReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream differs from what its call negotiated (RFC 3264): codec, packetisation, direction, RTCP, encryption,
 * addresses; and DSCP, which no SDP promises but which voice has a usual value of.
 */
final class Findings {
    private static final int EF = 46;
    /** RTCP is due every 5 s, give or take (RFC 3550 6.2): after so long without any it does not come. */
    private static final long RTCP_PATIENCE_MICROS = 20_000_000;
    /** Fewer packets against the direction were under way when it changed. */
    private static final long AGAINST_DIRECTION_MIN = 25;

    /** Media may follow a change of direction for so long. */
    private static final long TURN_MICROS = 2_000_000;

    private final StreamMemory memory;
    private final MediaReport total;
    private final List<Finding> found = new ArrayList<>();

    private Findings(StreamMemory memory, MediaReport total) {
        this.memory = memory;
        this.total = total;
    }

    static List<Finding> of(StreamMemory memory, MediaReport total) {
        Claimant owner = memory.owner;
        Findings findings = new Findings(memory, total);
        findings.dscpOnTheWay();
        findings.dscpOfDirections();
        if (owner == null || memory.ambiguous) return findings.found;
        if (owner.kind.equals("audio")) findings.dscp();
        if (owner.atReceiver != null) findings.receiver(owner, owner.atReceiver);
        if (owner.atSender != null) findings.address("source", owner.atSender, sourceOf(total), owner.candidate);
        if (owner.atSender != null && owner.atReceiver != null) findings.both(owner.atSender, owner.atReceiver);
        return findings.found;
    }

    private static String sourceOf(MediaReport report) {
        return Endpoints.of(report.getSourceAddress(), report.getSourcePort());
    }

    /** What the receiving side asked for. */
    private void receiver(Claimant owner, Terms receiver) {
        if (isListed(owner.receiverCodecs)) preferredCodec(owner);
        double ptimeMs = total.getPtimeMs();
        if (receiver.ptimeMs > 0 && ptimeMs > 0 && Math.abs(ptimeMs - receiver.ptimeMs) >= 1) {
            add("ptime", receiver.ptimeMs + " ms", Math.round(ptimeMs) + " ms");
        }
        if (receiver.maxPtimeMs > 0 && ptimeMs - receiver.maxPtimeMs >= 1) {
            add("maxptime", "at most " + receiver.maxPtimeMs + " ms", Math.round(ptimeMs) + " ms");
        }
        String destination = Endpoints.of(total.getDestinationAddress(), total.getDestinationPort());
        address("destination", receiver, destination, owner.candidate);
    }

    /** The payload type used most must be one that the receiver listed; the codecs are those of its m-line. */
    private boolean isListed(List<String> listed) {
        if (listed.isEmpty() || total.getPayloadTypes().isEmpty()) return false;
        String used = total.getPayloadTypes().get(0).toString();
        for (String codec : listed) {
            if (codec.startsWith(used + ' ')) return true;
        }
        String name = total.getCodec() == null ? "" : " " + total.getCodec();
        String promised = listed.stream().map(Findings::typeAndName).collect(Collectors.joining(", "));
        add("codec", promised, used + name);
        return false;
    }

    /** The first codec that the receiver listed and the sender knows is the one to use (RFC 3264 5.1, 6.1). */
    private void preferredCodec(Claimant owner) {
        String used = total.getPayloadTypes().get(0).toString();
        String preferred = null;
        String observed = null;
        for (String codec : owner.receiverCodecs) {
            if (!isMedia(codec)) continue;
            boolean common = owner.senderCodecs.stream().anyMatch(other -> isSameCodec(codec, other));
            if (preferred == null && common) preferred = codec;
            if (codec.startsWith(used + ' ')) observed = codec;
        }
        if (preferred == null || observed == null || preferred.equals(observed)) return;
        add("preferredCodec", typeAndName(preferred) + " first", typeAndName(observed));
    }

    private static boolean isMedia(String codec) {
        String name = name(codec);
        return !name.equals("telephone-event") && !name.equals("cn") && !name.equals("red");
    }

    private static boolean isSameCodec(String one, String other) {
        return name(one).equals(name(other));
    }

    /** {@code pcmu} of {@code 0 PCMU 8000}. */
    private static String name(String codec) {
        String typeAndName = typeAndName(codec);
        return typeAndName.substring(typeAndName.indexOf(' ') + 1).toLowerCase(Locale.ROOT);
    }

    /** {@code 0 PCMU} of {@code 0 PCMU 8000} and what follows. */
    private static String typeAndName(String codec) {
        int end = codec.indexOf(' ', codec.indexOf(' ') + 1);
        return end < 0 ? codec : codec.substring(0, end);
    }

    private void address(String name, Terms terms, String seen, boolean candidate) {
        // With ICE any candidate pair may carry the media (RFC 8445).
        if (!candidate && !terms.endpoint.equals(seen)) add(name, terms.endpoint, seen);
    }

    private void both(Terms sender, Terms receiver) {
        if (memory.againstDirection >= AGAINST_DIRECTION_MIN) {
            String promised = "sender " + word(sender) + ", receiver " + word(receiver);
            add("direction", promised, memory.againstDirection + " packets sent");
        }
        boolean secured = sender.encrypted || receiver.encrypted;
        if (!secured && total.getEncrypted()) add("encryption", receiver.protocol, "looks encrypted");
        boolean mustBeSecured = sender.protocol.contains("SAVP") && receiver.protocol.contains("SAVP");
        if (mustBeSecured && EncryptionSeen.of(total) == EncryptionSeen.CLEAR) {
            add("encryption", receiver.protocol, "in clear: " + total.getClearPackets() + " packets without a tag");
        }
        rtcp(sender, receiver);
    }

    private static String word(Terms terms) {
        return terms.direction.name().toLowerCase(Locale.ROOT);
    }

    private void rtcp(Terms sender, Terms receiver) {
        RtcpMemory rtcp = memory.rtcp;
        long ranMicros = total.getLastPacketMicros() - total.getStreamStartMicros();
        boolean none = rtcp.senderReports + rtcp.receiverReports + rtcp.extendedReports == 0;
        if (none && receiver.rtcpPort > 0 && ranMicros >= RTCP_PATIENCE_MICROS) {
            add("rtcp", "port " + receiver.rtcpPort, "none in " + ranMicros / 1_000_000 + " s");
        }
        boolean apart = rtcp.senderReportPort > 0 && rtcp.senderReportPort != total.getDestinationPort();
        if (sender.rtcpMux && receiver.rtcpMux && apart) {
            add("rtcpMux", "on the port of the media", "on port " + rtcp.senderReportPort);
        }
    }

    /** Somebody between two taps marked the packets anew (RFC 2475). */
    private void dscpOnTheWay() {
        List<String> thereAndHere = TapText.dscpOnTheWay(memory.tap, total);
        if (thereAndHere != null) add("dscpOnTheWay", thereAndHere.get(0), thereAndHere.get(1));
    }

    private void dscp() {
        List<Integer> seen = total.getDscp();
        if (seen.isEmpty() || (seen.size() == 1 && seen.get(0) == EF)) return;
        String values = seen.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
        add("dscp", "nothing; usual for voice is EF (46)", seen.size() == 1 ? values : values + ", changing");
    }

    /** Voice that is marked one way only is served well one way only. */
    private void dscpOfDirections() {
        boolean differ = !new TreeSet<>(total.getDscp()).equals(new TreeSet<>(memory.oppositeDscp));
        if (total.getDscp().isEmpty() || memory.oppositeDscp.isEmpty() || !differ) return;
        add("dscpDirections", TapText.values(memory.oppositeDscp) + " the other way", TapText.values(total.getDscp()));
    }

    private void add(String name, String negotiated, String observed) {
        found.add(new Finding(name, negotiated, observed));
    }

    /** Packets of a report that came although a side had said for long enough that none were to come. */
    static long againstDirection(@Nullable Claimant owner, MediaReport report) {
        if (owner == null || owner.atSender == null || owner.atReceiver == null) return 0;
        long since = Math.max(owner.atSender.sinceMicros, owner.atReceiver.sinceMicros);
        boolean settled = report.getStartMicros() >= since + TURN_MICROS;
        boolean allowed = owner.atSender.sends() && owner.atReceiver.receives();
        return settled && !allowed ? report.getUnique() : 0;
    }
}
