// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

import earshot.events.Sdp;
import earshot.events.SdpCodec;
import earshot.events.SdpDirection;
import earshot.events.SdpMedia;
import earshot.events.SipContact;
import earshot.events.SipMessage;
import earshot.events.SipReason;
import earshot.events.SipTransport;
import earshot.probe.dissect.AddressTexts;
import earshot.probe.dissect.Flow;
import earshot.protocols.sdp.SessionDescription;
import earshot.protocols.sdp.SessionDescription.MediaDescription;
import earshot.protocols.sip.Credentials;
import earshot.protocols.sip.KeptHeaders;
import earshot.protocols.sip.Reason;
import earshot.protocols.sip.RegisteredContact;
import earshot.protocols.sip.SipAnomaly;
import earshot.protocols.sip.SipFragment;
import earshot.protocols.sip.SipMessageView;
import earshot.protocols.sip.SipRedactor;
import earshot.protocols.sip.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the event of one SIP message, without its secrets. */
public final class SipMessages {
    /**
     * Where and when a message was seen.
     *
     * @param packet number of the packet that completed it
     * @param agent who sent a copy of it by HEP; empty when it was seen on the wire
     * @param fragments of the UDP datagram, 1 when it came whole; 0 when there was none
     */
    public record Sighting(
            Flow flow, SipTransport transport, long timeMicros, long packet, String agent, int fragments) {}

    private static final int CALL_ID_MAX = 512;

    /** Headers that no standard has, by which equipment names a call on both of its sides. */
    public static final List<String> CUSTOM_DEFAULT =
            List.of("x-cid", "x-call-id", "x-orig-call-id", "x-session-id", "cisco-guid", "x-genesys-calluuid");

    /** Headers by which calls are linked into conversations, and that say who calls whom for whom. */
    private static final List<String> LINKING = List.of(
            "session-id",
            "p-charging-vector",
            "replaces",
            "referred-by",
            "refer-to",
            "target-dialog",
            "join",
            "history-info",
            "diversion",
            "p-asserted-identity",
            "p-preferred-identity",
            "p-called-party-id",
            "remote-party-id",
            "privacy",
            "identity");

    /** Other headers that the state of a call or of a registration depends on. */
    private static final List<String> STATE = List.of(
            "event",
            "subscription-state",
            "rack",
            "rseq",
            "require",
            "supported",
            "proxy-require",
            "unsupported",
            "path",
            "min-expires",
            "sip-etag",
            "sip-if-match",
            "session-expires",
            "min-se",
            "retry-after",
            "warning");

    /** Of these only that they are there, for which scheme and realm. */
    private static final List<String> CREDENTIALS =
            List.of("authorization", "proxy-authorization", "www-authenticate", "proxy-authenticate");

    private final KeptHeaders kept;
    private final EventStamp stamp;
    private final AddressTexts addresses = new AddressTexts();

    /**
     * Makes events.
     *
     * @param custom names of further headers to keep, lower case
     */
    public SipMessages(EventStamp stamp, List<String> custom) {
        this.stamp = stamp;
        List<String> whole = new ArrayList<>(LINKING);
        whole.addAll(STATE);
        whole.addAll(custom);
        this.kept = new KeptHeaders(CREDENTIALS, whole);
    }

    public SipMessage of(SipMessageView message, @Nullable SessionDescription sdp, Sighting sighting) {
        SipMessage event = new SipMessage();
        event.setProbe(stamp.probe(sighting.agent()));
        event.setBoot(stamp.bootMicros());
        event.setSequence(stamp.next());
        setHop(event, sighting);
        setStartLine(event, message);
        setDialog(event, message);
        setHeaders(event, message);
        if (sdp != null) event.setSdp(sdp(sdp));
        event.setRaw(SipRedactor.redact(message));
        event.setAnomalies(labels(message.anomalies()));
        return event;
    }

    private void setHop(SipMessage event, Sighting sighting) {
        Flow flow = sighting.flow();
        event.setTimeMicros(sighting.timeMicros());
        event.setFrame(sighting.packet());
        event.setTransport(sighting.transport());
        event.setSourceAddress(addresses.source(flow));
        event.setSourcePort(flow.sourcePort());
        event.setDestinationAddress(addresses.destination(flow));
        event.setDestinationPort(flow.destinationPort());
        event.setEncapsulation(flow.encapsulation());
        event.setFragments(sighting.fragments());
    }

    private static void setStartLine(SipMessage event, SipMessageView message) {
        event.setMethod(message.method());
        event.setStatusCode(message.statusCode());
        String uri = message.requestUri();
        if (uri != null) event.setRequestUri(uri);
        String reason = message.reasonPhrase();
        if (reason != null) event.setReasonPhrase(reason);
    }

    private static void setDialog(SipMessage event, SipMessageView message) {
        String callId = message.callId();
        event.setCallId(callId.length() <= CALL_ID_MAX ? callId : callId.substring(0, CALL_ID_MAX));
        event.setCseq(message.cseq());
        event.setFromUri(SipRedactor.params(message.from().uri()));
        event.setFromUser(message.from().user());
        event.setFromTag(message.from().tag());
        event.setToUri(SipRedactor.params(message.to().uri()));
        event.setToUser(message.to().user());
        event.setToTag(message.to().tag());
        event.setViaBranch(message.viaBranch());
        event.setViaSentBy(message.viaSentBy());
    }

    private void setHeaders(SipMessage event, SipMessageView message) {
        event.setContactUri(SipRedactor.params(message.contact().uri()));
        event.setUserAgent(message.userAgent());
        event.setReasonHeader(message.header("reason"));
        event.setExpiresSeconds(message.expiresSeconds());
        event.setHeaders(kept.of(message));
        Credentials credentials = Credentials.of(message);
        event.setCredentialsUser(credentials.user());
        event.setStaleNonce(credentials.isNonceStale());
        event.setOctets(message.octets());
        event.setContacts(event.getMethod().equals("REGISTER") ? contacts(message) : List.of());
        List<Via> vias = message.vias();
        event.setViaCount(vias.size());
        event.setViaSeenFrom(seenFrom(vias));
        event.setMaxForwards(message.maxForwards());
        event.setContentType(message.contentType());
        event.setBodyOctets(message.bodyLength());
        event.setDialledDigits(message.dialledDigits());
        event.setFragmentStatus(SipFragment.status(message));
        event.setReasons(reasons(message));
    }

    private static List<String> seenFrom(List<Via> vias) {
        if (vias.size() == 1) return List.of(vias.get(0).seenFrom());
        List<String> seen = new ArrayList<>(vias.size());
        for (Via via : vias) seen.add(via.seenFrom());
        return seen;
    }

    private static List<SipReason> reasons(SipMessageView message) {
        List<Reason> said = Reason.of(message);
        if (said.isEmpty()) return List.of();
        List<SipReason> reasons = new ArrayList<>(said.size());
        for (Reason reason : said) reasons.add(new SipReason(reason.protocol(), reason.cause(), reason.text()));
        return reasons;
    }

    private static List<SipContact> contacts(SipMessageView message) {
        return RegisteredContact.of(message).stream()
                .map(contact -> new SipContact(
                        SipRedactor.header("contact", contact.uri()),
                        contact.expiresSeconds(),
                        contact.q(),
                        contact.instance(),
                        contact.regId(),
                        contact.hasGruu()))
                .toList();
    }

    private static Sdp sdp(SessionDescription description) {
        List<SdpMedia> media = new ArrayList<>(description.media().size());
        for (MediaDescription line : description.media()) media.add(media(line));
        Sdp sdp = new Sdp();
        sdp.setOriginAddress(description.originAddress());
        sdp.setOriginSessionId(description.originSessionId());
        sdp.setOriginVersion(description.originVersion());
        sdp.setMedia(media);
        sdp.setBundle(description.bundle());
        return sdp;
    }

    private static SdpMedia media(MediaDescription line) {
        List<SdpCodec> codecs = new ArrayList<>(line.codecs().size());
        for (SessionDescription.Codec codec : line.codecs()) {
            SdpCodec event = new SdpCodec();
            event.setPayloadType(codec.payloadType());
            event.setName(codec.name());
            event.setClockRateHz(codec.clockRateHz());
            event.setChannels(codec.channels());
            event.setFormat(codec.format());
            codecs.add(event);
        }
        SdpMedia media = new SdpMedia();
        media.setKind(line.kind());
        media.setAddress(line.address());
        media.setPort(line.port());
        media.setRtcpAddress(line.rtcpAddress());
        media.setRtcpPort(line.rtcpPort());
        media.setRtcpMux(line.rtcpMux());
        media.setProtocol(line.protocol());
        media.setDirection(SdpDirection.valueOf(line.direction().name()));
        media.setEncrypted(line.encrypted());
        media.setPtimeMs(line.ptimeMs());
        media.setCodecs(codecs);
        media.setCandidates(line.candidates());
        media.setMid(line.mid());
        media.setMaxPtimeMs(line.maxPtimeMs());
        media.setSsrcs(line.ssrcs());
        media.setCryptoSuites(line.keying().cryptoSuites());
        media.setFingerprintHash(line.keying().fingerprintHash());
        media.setSetup(line.keying().setup());
        return media;
    }

    private static List<String> labels(Set<SipAnomaly> anomalies) {
        if (anomalies.isEmpty()) return List.of();
        List<String> labels = new ArrayList<>(anomalies.size());
        for (SipAnomaly anomaly : anomalies) labels.add(anomaly.label());
        return labels;
    }
}
