// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.explain;

import earshot.protocols.sdp.SessionDescription;
import earshot.protocols.sdp.SessionDescription.Codec;
import earshot.protocols.sdp.SessionDescription.MediaDescription;
import earshot.protocols.sip.SipAnomaly;
import earshot.protocols.sip.SipMessageView;
import earshot.protocols.sip.SipRedactor;
import java.util.Locale;
import java.util.stream.Collectors;

/** A SIP message in words: its text without its secrets, what is odd about it, and the media that it describes. */
final class MessageText {
    private final Owners owners;
    private final Page page;

    MessageText(Owners owners, Page page) {
        this.owners = owners;
        this.page = page;
    }

    void message(SipMessageView message) {
        page.line("SIP", "its text, secrets masked");
        SipRedactor.redact(message).lines().forEach(line -> page.more("| " + line));
        if (!message.anomalies().isEmpty()) {
            page.line("odd", message.anomalies().stream().map(SipAnomaly::label).collect(Collectors.joining(", ")));
        }
        SessionDescription sdp = message.sdp();
        if (sdp != null) description(sdp);
        page.line("belongs to", owners.ofCallId(message.callId()));
    }

    private void description(SessionDescription sdp) {
        for (MediaDescription media : sdp.media()) page.line("media", media(media));
        if (!sdp.anomalies().isEmpty()) page.line("odd", String.join(", ", sdp.anomalies()));
    }

    private static String media(MediaDescription media) {
        if (media.port() == 0) return media.kind() + ", rejected";
        StringBuilder words = new StringBuilder(media.kind());
        words.append(" at ").append(media.address().isEmpty() ? "no address" : media.address());
        words.append(" port ").append(media.port()).append(", RTCP port ").append(media.rtcpPort());
        words.append(", ").append(media.direction().name().toLowerCase(Locale.ROOT));
        words.append(media.encrypted() ? ", encrypted" : "").append(", ").append(media.protocol());
        if (media.ptimeMs() > 0) words.append(", ").append(media.ptimeMs()).append(" ms a packet");
        if (!media.codecs().isEmpty()) {
            words.append(": ")
                    .append(media.codecs().stream().map(MessageText::codec).collect(Collectors.joining(", ")));
        }
        return words.toString();
    }

    private static String codec(Codec codec) {
        String rate = codec.clockRateHz() > 0 ? "/" + codec.clockRateHz() : "";
        return codec.payloadType() + " " + (codec.name().isEmpty() ? "?" : codec.name()) + rate;
    }
}
