// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sdp;

import earshot.protocols.ip.IpAddress;
import earshot.protocols.rtp.PayloadTypes;
import earshot.protocols.sdp.SessionDescription.Codec;
import earshot.protocols.sdp.SessionDescription.Direction;
import earshot.protocols.sdp.SessionDescription.MediaDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** This is an m= line while its attributes are being read; one more holds what the session level said. */
final class MediaLine {
    static final int PAYLOAD_TYPES_MAX = 64;
    static final int CANDIDATES_MAX = 64;
    private static final int PORT_MAX = 65_535;
    private static final int CLOCK_RATE_MAX = 10_000_000;
    private static final int PTIME_MAX_MS = 10_000;
    private static final int SUITES_MAX = 16;
    private static final int SSRCS_MAX = 16;
    private static final int WORD_MAX = 64;
    private static final long SSRC_MAX = 0xFFFF_FFFFL;

    /** Set by a c= line. */
    @Nullable
    String address;

    private String kind = "";
    private int port;
    private String protocol = "";
    private List<String> formats = List.of();
    private final Map<String, String> maps = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private final List<String> candidates = new ArrayList<>();
    private @Nullable Direction direction;
    private String rtcpAddress = "";
    private int rtcpPort;
    private boolean rtcpMux;
    private boolean keyed;
    private int ptimeMs;
    private int maxPtimeMs;
    private String mid = "";
    private final List<Long> ssrcs = new ArrayList<>();
    private final List<String> cryptoSuites = new ArrayList<>();
    private String fingerprintHash = "";
    private String setup = "";

    /** {@code audio 49170/2 RTP/AVP 0 8 97}; false when it is less than that. */
    boolean readMedia(String value) {
        List<String> words = SdpParser.words(value, 3 + PAYLOAD_TYPES_MAX);
        if (words.size() < 3) return false;
        kind = words.get(0);
        protocol = words.get(2);
        formats = words.subList(3, words.size());
        String ports = words.get(1);
        int slash = ports.indexOf('/');
        int number = SdpParser.number(slash < 0 ? ports : ports.substring(0, slash), PORT_MAX);
        port = Math.max(number, 0);
        return number >= 0;
    }

    /** False when the attribute is known and cannot be read. */
    boolean readAttribute(String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "rtpmap" -> keep(maps, value);
            case "fmtp" -> keep(parameters, value);
            case "ptime" -> {
                ptimeMs = milliseconds(value, ptimeMs);
                return ptimeMs > 0;
            }
            case "maxptime" -> {
                maxPtimeMs = milliseconds(value, maxPtimeMs);
                return maxPtimeMs > 0;
            }
            case "ssrc" -> {
                return readSsrc(value);
            }
            case "rtcp" -> {
                return readRtcp(value);
            }
            case "candidate" -> {
                return readCandidate(value);
            }
            case "rtcp-mux", "rtcp-mux-only" -> rtcpMux = true;
            case "mid" -> mid = word(value, 0);
            case "setup" -> setup = word(value, 0).toLowerCase(Locale.ROOT);
            case "crypto" -> {
                keyed = true;
                if (cryptoSuites.size() < SUITES_MAX) cryptoSuites.add(word(value, 1));
            }
            case "fingerprint" -> {
                keyed = true;
                fingerprintHash = word(value, 0).toLowerCase(Locale.ROOT);
            }
            case "key-mgmt" -> keyed = true;
            case "sendrecv" -> direction = Direction.SENDRECV;
            case "sendonly" -> direction = Direction.SENDONLY;
            case "recvonly" -> direction = Direction.RECVONLY;
            case "inactive" -> direction = Direction.INACTIVE;
            default -> {} // many say nothing that is needed here
        }
        return true;
    }

    /** {@code 97 rest}: the first rest for a payload type counts. */
    private static void keep(Map<String, String> byType, String value) {
        int blank = value.indexOf(' ');
        if (blank > 0 && byType.size() < PAYLOAD_TYPES_MAX) {
            byType.putIfAbsent(
                    value.substring(0, blank), value.substring(blank + 1).strip());
        }
    }

    /** Some send a fraction ({@code 20.0}); whole milliseconds are kept. */
    private static int milliseconds(String value, int before) {
        int dot = value.indexOf('.');
        int number = SdpParser.number(dot < 0 ? value : value.substring(0, dot), PTIME_MAX_MS);
        return number > 0 ? number : before;
    }

    /** {@code 314159 cname:...}: several lines speak of one SSRC. */
    private boolean readSsrc(String value) {
        String word = word(value, 0);
        long ssrc = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < '0' || c > '9') return false;
            ssrc = ssrc * 10 + c - '0';
            if (ssrc > SSRC_MAX) return false;
        }
        if (word.isEmpty()) return false;
        if (ssrcs.size() < SSRCS_MAX && !ssrcs.contains(ssrc)) ssrcs.add(ssrc);
        return true;
    }

    /** A word of a value by its place, at most {@value #WORD_MAX} characters; empty when there are fewer. */
    private static String word(String value, int index) {
        List<String> words = SdpParser.words(value, index + 1);
        if (words.size() <= index) return "";
        String word = words.get(index);
        return word.length() <= WORD_MAX ? word : word.substring(0, WORD_MAX);
    }

    /** {@code 53020 IN IP4 126.16.64.4} (RFC 3605). */
    private boolean readRtcp(String value) {
        List<String> words = SdpParser.words(value, 4);
        int number = words.isEmpty() ? -1 : SdpParser.number(words.get(0), PORT_MAX);
        if (number < 0) return false;
        rtcpPort = number;
        if (words.size() == 4) rtcpAddress = SdpParser.normalised(words.get(3));
        return true;
    }

    /** {@code foundation component transport priority address port typ ...} (RFC 8839 §5.1). */
    private boolean readCandidate(String value) {
        List<String> words = SdpParser.words(value, 6);
        if (words.size() < 6) return false;
        if (!words.get(1).equals("1") || !words.get(2).equalsIgnoreCase("udp")) return true;
        byte[] octets = IpAddress.parse(words.get(4));
        int number = SdpParser.number(words.get(5), PORT_MAX);
        if (octets == null || number <= 0) return true; // an mDNS name hides the address on purpose
        if (candidates.size() < CANDIDATES_MAX) {
            candidates.add(IpAddress.endpoint(octets, 0, octets.length, number));
        }
        return true;
    }

    /** The line in force, with the session's values where it has none. */
    MediaDescription describe(MediaLine session) {
        String inForce = firstOf(address, session.address, "");
        String upper = protocol.toUpperCase(Locale.ROOT);
        boolean secureProfile = upper.contains("SAVP") || upper.contains("TLS");
        return new MediaDescription(
                kind,
                inForce,
                port,
                rtcpAddress.isEmpty() ? inForce : rtcpAddress,
                rtcpPortInForce(),
                rtcpMux,
                protocol,
                firstOf(direction, session.direction, Direction.SENDRECV),
                secureProfile || keyed || session.keyed,
                ptimeMs > 0 ? ptimeMs : session.ptimeMs,
                upper.contains("RTP/") ? codecs() : List.of(),
                candidates,
                mid,
                maxPtimeMs > 0 ? maxPtimeMs : session.maxPtimeMs,
                ssrcs,
                new SessionDescription.Keying(
                        cryptoSuites.isEmpty() ? session.cryptoSuites : cryptoSuites,
                        fingerprintHash.isEmpty() ? session.fingerprintHash : fingerprintHash,
                        setup.isEmpty() ? session.setup : setup));
    }

    private int rtcpPortInForce() {
        if (port == 0) return 0;
        if (rtcpPort > 0) return rtcpPort;
        if (rtcpMux) return port;
        return port == PORT_MAX ? 0 : port + 1;
    }

    private static <T> T firstOf(@Nullable T own, @Nullable T session, T otherwise) {
        if (own != null) return own;
        return session != null ? session : otherwise;
    }

    private List<Codec> codecs() {
        List<Codec> codecs = new ArrayList<>(formats.size());
        for (String format : formats) {
            int payloadType = SdpParser.number(format, PayloadTypes.MAX);
            if (payloadType >= 0) codecs.add(codec(format, payloadType));
        }
        return codecs;
    }

    /** {@code iLBC/8000/1}; without an rtpmap the static meaning. */
    private Codec codec(String format, int payloadType) {
        String parameter = parameters.getOrDefault(format, "");
        String map = maps.get(format);
        if (map == null) {
            return new Codec(
                    payloadType,
                    PayloadTypes.name(payloadType),
                    PayloadTypes.clockRateHz(payloadType),
                    PayloadTypes.channels(payloadType),
                    parameter);
        }
        int slash = map.indexOf('/');
        if (slash < 0) return new Codec(payloadType, map, PayloadTypes.clockRateHz(payloadType), 1, parameter);
        String rest = map.substring(slash + 1);
        int second = rest.indexOf('/');
        int clock = SdpParser.number((second < 0 ? rest : rest.substring(0, second)).strip(), CLOCK_RATE_MAX);
        int channels =
                second < 0 ? 1 : SdpParser.number(rest.substring(second + 1).strip(), 255);
        return new Codec(payloadType, map.substring(0, slash), Math.max(clock, 0), Math.max(channels, 1), parameter);
    }
}
