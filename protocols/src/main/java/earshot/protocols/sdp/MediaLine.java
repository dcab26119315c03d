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
    private static final int CHANNELS_MAX = 255;
    private static final int PTIME_MAX_MS = 10_000;
    private static final int SUITES_MAX = 16;
    private static final int SSRCS_MAX = 16;
    private static final int WORD_MAX = 64;
    private static final long SSRC_MAX = 0xFFFF_FFFFL;
    /** Payload types as they are written, so that no text is made of them, and what the static ones mean. */
    private static final String[] FORMATS = new String[PayloadTypes.MAX + 1];

    private static final Codec[] STATIC_CODECS = new Codec[PayloadTypes.MAX + 1];

    static {
        for (int type = 0; type <= PayloadTypes.MAX; type++) {
            FORMATS[type] = Integer.toString(type);
            STATIC_CODECS[type] = new Codec(
                    type, PayloadTypes.name(type), PayloadTypes.clockRateHz(type), PayloadTypes.channels(type), "");
        }
    }

    /** Set by a c= line. */
    @Nullable
    String address;

    private String kind = "";
    private int port;
    private String protocol = "";
    private List<String> formats = List.of();
    private Map<String, String> maps = Map.of();
    private Map<String, String> parameters = Map.of();
    private List<String> candidates = List.of();
    private @Nullable Direction direction;
    private String rtcpAddress = "";
    private int rtcpPort;
    private boolean rtcpMux;
    private boolean keyed;
    private int ptimeMs;
    private int maxPtimeMs;
    private String mid = "";
    private List<Long> ssrcs = List.of();
    private List<String> cryptoSuites = List.of();
    private String fingerprintHash = "";
    private String setup = "";

    /** {@code audio 49170/2 RTP/AVP 0 8 97}; false when it is less than that. */
    boolean readMedia(Words words) {
        String first = words.nextText();
        String ports = words.nextText();
        String third = words.nextText();
        if (third.isEmpty()) return false;
        kind = first;
        protocol = third;
        formats = new ArrayList<>();
        while (formats.size() < PAYLOAD_TYPES_MAX && words.next()) formats.add(words.format());
        int slash = ports.indexOf('/');
        int number = SdpParser.number(ports, 0, slash < 0 ? ports.length() : slash, PORT_MAX);
        port = Math.max(number, 0);
        return number >= 0;
    }

    /** False when the attribute (its name in lower case) is known and its value cannot be read. */
    boolean readAttribute(String name, String text, int from, int to) {
        switch (name) {
            case "rtpmap" -> maps = with(maps, text, from, to);
            case "fmtp" -> parameters = with(parameters, text, from, to);
            case "ptime" -> {
                ptimeMs = milliseconds(text, from, to, ptimeMs);
                return ptimeMs > 0;
            }
            case "maxptime" -> {
                maxPtimeMs = milliseconds(text, from, to, maxPtimeMs);
                return maxPtimeMs > 0;
            }
            case "ssrc" -> {
                return readSsrc(word(text, from, to, 0));
            }
            case "rtcp" -> {
                return readRtcp(new Words(text, from, to));
            }
            case "candidate" -> {
                return readCandidate(new Words(text, from, to));
            }
            case "rtcp-mux", "rtcp-mux-only" -> rtcpMux = true;
            case "mid" -> mid = word(text, from, to, 0);
            case "setup" -> setup = word(text, from, to, 0).toLowerCase(Locale.ROOT);
            case "crypto" -> {
                keyed = true;
                if (cryptoSuites.size() < SUITES_MAX) cryptoSuites = with(cryptoSuites, word(text, from, to, 1));
            }
            case "fingerprint" -> {
                keyed = true;
                fingerprintHash = word(text, from, to, 0).toLowerCase(Locale.ROOT);
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
    private static Map<String, String> with(Map<String, String> byType, String text, int from, int to) {
        int blank = from;
        while (blank < to && text.charAt(blank) != ' ') blank++;
        if (blank == from || blank == to || byType.size() == PAYLOAD_TYPES_MAX) return byType;
        Map<String, String> more = byType.isEmpty() ? new HashMap<>() : byType;
        int rest = SdpParser.skipBlanks(text, blank + 1, to);
        more.putIfAbsent(format(text, from, blank), text.substring(rest, to));
        return more;
    }

    private static <T> List<T> with(List<T> list, T added) {
        List<T> more = list.isEmpty() ? new ArrayList<>() : list;
        more.add(added);
        return more;
    }

    /** A payload type as it is written. */
    static String format(String text, int from, int to) {
        int type = SdpParser.number(text, from, to, PayloadTypes.MAX);
        boolean isUsual = type >= 0 && FORMATS[type].length() == to - from;
        return isUsual ? FORMATS[type] : text.substring(from, to);
    }

    /** Some send a fraction ({@code 20.0}); whole milliseconds are kept. */
    private static int milliseconds(String text, int from, int to, int before) {
        int dot = from;
        while (dot < to && text.charAt(dot) != '.') dot++;
        int number = SdpParser.number(text, from, dot, PTIME_MAX_MS);
        return number > 0 ? number : before;
    }

    /** {@code 314159 cname:...}: several lines speak of one SSRC. */
    private boolean readSsrc(String word) {
        long ssrc = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < '0' || c > '9') return false;
            ssrc = ssrc * 10 + c - '0';
            if (ssrc > SSRC_MAX) return false;
        }
        if (word.isEmpty()) return false;
        if (ssrcs.size() < SSRCS_MAX && !ssrcs.contains(ssrc)) ssrcs = with(ssrcs, ssrc);
        return true;
    }

    /** A word of a value by its place, at most {@value #WORD_MAX} characters; empty when there are fewer. */
    private static String word(String text, int from, int to, int index) {
        String word = new Words(text, from, to).skip(index).nextText();
        return word.length() <= WORD_MAX ? word : word.substring(0, WORD_MAX);
    }

    /** {@code 53020 IN IP4 126.16.64.4} (RFC 3605). */
    private boolean readRtcp(Words words) {
        int number = words.next() ? words.number(PORT_MAX) : -1;
        if (number < 0) return false;
        rtcpPort = number;
        String address = words.skip(2).nextText();
        if (!address.isEmpty()) rtcpAddress = SdpParser.normalised(address);
        return true;
    }

    /** {@code foundation component transport priority address port typ ...} (RFC 8839 §5.1). */
    private boolean readCandidate(Words words) {
        String component = words.skip(1).nextText();
        String transport = words.nextText();
        String address = words.skip(1).nextText();
        if (!words.next()) return false;
        if (!component.equals("1") || !transport.equalsIgnoreCase("udp")) return true;
        byte[] octets = IpAddress.parse(address);
        int number = words.number(PORT_MAX);
        if (octets == null || number <= 0) return true; // an mDNS name hides the address on purpose
        if (candidates.size() < CANDIDATES_MAX) {
            candidates = with(candidates, IpAddress.endpoint(octets, 0, octets.length, number));
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
            int payloadType = SdpParser.number(format, 0, format.length(), PayloadTypes.MAX);
            if (payloadType >= 0) codecs.add(codec(format, payloadType));
        }
        return codecs;
    }

    /** {@code iLBC/8000/1}; without an rtpmap the static meaning. */
    private Codec codec(String format, int payloadType) {
        String parameter = parameters.getOrDefault(format, "");
        String map = maps.get(format);
        if (map == null) return unmapped(payloadType, parameter);
        int slash = map.indexOf('/');
        if (slash < 0) return new Codec(payloadType, map, PayloadTypes.clockRateHz(payloadType), 1, parameter);
        int second = map.indexOf('/', slash + 1);
        int clock = numberIn(map, slash + 1, second < 0 ? map.length() : second, CLOCK_RATE_MAX);
        int channels = second < 0 ? 1 : numberIn(map, second + 1, map.length(), CHANNELS_MAX);
        return new Codec(payloadType, map.substring(0, slash), Math.max(clock, 0), Math.max(channels, 1), parameter);
    }

    private static Codec unmapped(int payloadType, String parameter) {
        Codec codec = STATIC_CODECS[payloadType];
        if (parameter.isEmpty()) return codec;
        return new Codec(payloadType, codec.name(), codec.clockRateHz(), codec.channels(), parameter);
    }

    private static int numberIn(String text, int from, int to, int max) {
        int start = SdpParser.skipBlanks(text, from, to);
        return SdpParser.number(text, start, SdpParser.strippedEnd(text, start, to), max);
    }
}
