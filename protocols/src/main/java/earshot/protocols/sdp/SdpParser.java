// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sdp;

import earshot.protocols.ip.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * This is what reads a session description (RFC 8866) in one pass over its lines. What stands before the first m= line
 * holds for every media line that does not say otherwise.
 */
public final class SdpParser {
    static final int MEDIA_MAX = 32;
    static final int ATTRIBUTES_MAX = 512;

    private final List<MediaLine> media = new ArrayList<>();
    private final List<String> anomalies = new ArrayList<>();
    private final MediaLine session = new MediaLine();
    private MediaLine current = session;
    private String originAddress = "";
    private String originSessionId = "";
    private String originVersion = "";
    private List<String> bundle = List.of();
    private int attributes;

    private SdpParser() {}

    /** Reads what it can; what it cannot read is named among the anomalies. */
    public static SessionDescription parse(byte[] bytes, int offset, int length) {
        return parse(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }

    static SessionDescription parse(String text) {
        SdpParser parser = new SdpParser();
        int at = 0;
        while (at < text.length()) {
            int end = lineEnd(text, at);
            parser.readLine(text.substring(at, end).strip());
            at = end + 1;
        }
        return parser.finish();
    }

    /** At the next CR or LF, or where the text ends. */
    static int lineEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') at++;
        return at;
    }

    private void readLine(String line) {
        if (line.isEmpty()) return;
        if (line.length() < 2 || line.charAt(1) != '=') {
            note("sdp-line");
            return;
        }
        String value = line.substring(2).strip();
        switch (line.charAt(0)) {
            case 'o' -> readOrigin(value);
            case 'c' -> current.address = connectionAddress(value);
            case 'm' -> readMedia(value);
            case 'a' -> readAttribute(value);
            default -> {} // v, s, i, u, e, p, b, t, r, z, k say nothing about where media goes
        }
    }

    private void readOrigin(String value) {
        List<String> fields = words(value, 6);
        if (fields.size() < 6) {
            note("sdp-origin");
            return;
        }
        originSessionId = fields.get(1);
        originVersion = fields.get(2);
        originAddress = normalised(fields.get(5));
    }

    /** {@code IN IP4 192.0.2.1/127}: the address, without a multicast TTL. */
    private String connectionAddress(String value) {
        List<String> fields = words(value, 3);
        if (fields.size() < 3) {
            note("sdp-connection");
            return "";
        }
        String address = fields.get(2);
        int slash = address.indexOf('/');
        return normalised(slash < 0 ? address : address.substring(0, slash));
    }

    /** IPv6 has many spellings of one address; packets are written in RFC 5952's. */
    public static String normalised(String address) {
        byte[] octets = IpAddress.parse(address);
        return octets == null ? address : IpAddress.text(octets, 0, octets.length);
    }

    private void readMedia(String value) {
        if (media.size() == MEDIA_MAX) {
            note("sdp-too-many-media");
            current = new MediaLine(); // its attributes must not land on the line before
            return;
        }
        MediaLine line = new MediaLine();
        if (!line.readMedia(value)) note("sdp-media");
        media.add(line);
        current = line;
    }

    private void readAttribute(String value) {
        if (++attributes > ATTRIBUTES_MAX) {
            note("sdp-too-many-attributes");
            return;
        }
        int colon = value.indexOf(':');
        String name = colon < 0 ? value : value.substring(0, colon).strip();
        String rest = colon < 0 ? "" : value.substring(colon + 1).strip();
        if (name.equalsIgnoreCase("group")) readGroup(rest);
        else if (!current.readAttribute(name, rest)) note("sdp-attribute");
    }

    /** {@code BUNDLE audio video}. */
    private void readGroup(String value) {
        List<String> group = words(value, 1 + MEDIA_MAX);
        boolean isBundle = !group.isEmpty() && group.get(0).equalsIgnoreCase("BUNDLE");
        if (isBundle && bundle.isEmpty()) bundle = group.subList(1, group.size());
    }

    private void note(String anomaly) {
        if (!anomalies.contains(anomaly)) anomalies.add(anomaly);
    }

    private SessionDescription finish() {
        List<SessionDescription.MediaDescription> descriptions = new ArrayList<>(media.size());
        for (MediaLine line : media) descriptions.add(line.describe(session));
        return new SessionDescription(originAddress, originSessionId, originVersion, descriptions, bundle, anomalies);
    }

    /** Words between blanks, at most so many; the last one takes no more than its own word. */
    static List<String> words(String text, int max) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length() && words.size() < max) {
            int end = at;
            while (end < text.length() && text.charAt(end) > ' ') end++;
            if (end > at) words.add(text.substring(at, end));
            at = end + 1;
        }
        return words;
    }

    /** Digits alone, up to a limit; -1 for anything else. */
    static int number(String text, int max) {
        if (text.isEmpty()) return -1;
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return -1;
            value = value * 10 + c - '0';
            if (value > max) return -1;
        }
        return (int) value;
    }
}
