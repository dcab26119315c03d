// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sdp;

import earshot.protocols.ip.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * This is what reads a session description (RFC 8866) in one pass over its lines. What stands before the first m= line
 * holds for every media line that does not say otherwise.
 */
public final class SdpParser {
    static final int MEDIA_MAX = 32;
    static final int ATTRIBUTES_MAX = 512;

    private final String text;
    private final List<MediaLine> media = new ArrayList<>(1);
    private List<String> anomalies = List.of();
    private final MediaLine session = new MediaLine();
    private MediaLine current = session;
    private String originAddress = "";
    private String originSessionId = "";
    private String originVersion = "";
    private List<String> bundle = List.of();
    private int attributes;

    private SdpParser(String text) {
        this.text = text;
    }

    /** Reads what it can; what it cannot read is named among the anomalies. */
    public static SessionDescription parse(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        return parse(text, 0, text.length());
    }

    /** The same of a part of a text. */
    public static SessionDescription parse(String text, int from, int to) {
        SdpParser parser = new SdpParser(text);
        int at = from;
        while (at < to) {
            int end = lineEnd(text, at, to);
            int start = skipBlanks(text, at, end);
            parser.readLine(start, strippedEnd(text, start, end));
            at = end + 1;
        }
        return parser.finish();
    }

    /** At the next CR or LF, or where the part ends. */
    static int lineEnd(String text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) != '\n' && text.charAt(at) != '\r') at++;
        return at;
    }

    /** Past white space, as {@link String#strip} has it. */
    static int skipBlanks(String text, int from, int to) {
        int at = from;
        while (at < to && Character.isWhitespace(text.charAt(at))) at++;
        return at;
    }

    /** Where the part ends without the white space at its end. */
    static int strippedEnd(String text, int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(text.charAt(end - 1))) end--;
        return end;
    }

    private void readLine(int from, int to) {
        if (from == to) return;
        if (to - from < 2 || text.charAt(from + 1) != '=') {
            note("sdp-line");
            return;
        }
        int value = skipBlanks(text, from + 2, to);
        switch (text.charAt(from)) {
            case 'o' -> readOrigin(value, to);
            case 'c' -> current.address = connectionAddress(value, to);
            case 'm' -> readMedia(value, to);
            case 'a' -> readAttribute(value, to);
            default -> {} // v, s, i, u, e, p, b, t, r, z, k say nothing about where media goes
        }
    }

    /** {@code - 1 2 IN IP4 192.0.2.1}. */
    private void readOrigin(int from, int to) {
        Words words = new Words(text, from, to).skip(1);
        String sessionId = words.nextText();
        String version = words.nextText();
        String address = words.skip(2).nextText();
        if (address.isEmpty()) {
            note("sdp-origin");
            return;
        }
        originSessionId = sessionId;
        originVersion = version;
        originAddress = normalised(address);
    }

    /** {@code IN IP4 192.0.2.1/127}: the address, without a multicast TTL. */
    private String connectionAddress(int from, int to) {
        String address = new Words(text, from, to).skip(2).nextText();
        if (address.isEmpty()) {
            note("sdp-connection");
            return "";
        }
        int slash = address.indexOf('/');
        return normalised(slash < 0 ? address : address.substring(0, slash));
    }

    /** IPv6 has many spellings of one address; packets are written in RFC 5952's. */
    public static String normalised(String address) {
        byte[] octets = IpAddress.parse(address);
        return octets == null ? address : IpAddress.text(octets, 0, octets.length);
    }

    private void readMedia(int from, int to) {
        if (media.size() == MEDIA_MAX) {
            note("sdp-too-many-media");
            current = new MediaLine(); // its attributes must not land on the line before
            return;
        }
        MediaLine line = new MediaLine();
        if (!line.readMedia(new Words(text, from, to))) note("sdp-media");
        media.add(line);
        current = line;
    }

    private void readAttribute(int from, int to) {
        if (++attributes > ATTRIBUTES_MAX) {
            note("sdp-too-many-attributes");
            return;
        }
        int colon = from;
        while (colon < to && text.charAt(colon) != ':') colon++;
        String name = text.substring(from, colon == to ? to : strippedEnd(text, from, colon))
                .toLowerCase(Locale.ROOT);
        int value = skipBlanks(text, Math.min(colon + 1, to), to);
        if (name.equals("group")) readGroup(value, to);
        else if (!current.readAttribute(name, text, value, to)) note("sdp-attribute");
    }

    /** {@code BUNDLE audio video}. */
    private void readGroup(int from, int to) {
        Words words = new Words(text, from, to);
        if (!words.nextText().equalsIgnoreCase("BUNDLE") || !bundle.isEmpty()) return;
        bundle = new ArrayList<>();
        while (bundle.size() < MEDIA_MAX && words.next()) bundle.add(text.substring(words.from(), words.to()));
    }

    private void note(String anomaly) {
        if (anomalies.contains(anomaly)) return;
        if (anomalies.isEmpty()) anomalies = new ArrayList<>();
        anomalies.add(anomaly);
    }

    private SessionDescription finish() {
        List<SessionDescription.MediaDescription> descriptions = new ArrayList<>(media.size());
        for (MediaLine line : media) descriptions.add(line.describe(session));
        return new SessionDescription(originAddress, originSessionId, originVersion, descriptions, bundle, anomalies);
    }

    /** Digits alone, up to a limit; -1 for anything else. */
    static int number(String text, int from, int to, int max) {
        if (from >= to) return -1;
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return -1;
            value = value * 10 + c - '0';
            if (value > max) return -1;
        }
        return (int) value;
    }
}
