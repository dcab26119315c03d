// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A codec as a stream uses it: its name, and what tells its mode.
 *
 * @param encodingName RTP encoding name, in any case
 * @param format format parameters of the session description, such as {@code annexb=no}; empty when it gives none, null
 *     when no description was seen
 * @param ptimeMs packetisation time as measured; 0 when unknown
 * @param payloadOctets mean payload of a media packet; 0 when unknown
 * @param encrypted the payload holds an authentication tag of unknown length
 */
public record CodecUse(
        String encodingName, @Nullable String format, double ptimeMs, double payloadOctets, boolean encrypted) {
    /** No SRTP suite has a longer tag (RFC 7714). */
    private static final int TAG_OCTETS_MAX = 16;

    /** A codec of which nothing but the name is known. */
    public static CodecUse of(String encodingName) {
        return new CodecUse(encodingName, null, 0, 0, false);
    }

    /** The name in capitals, without what says only how the bits of the same codec are ordered. */
    String name() {
        String name = encodingName.toUpperCase(Locale.ROOT);
        return name.startsWith("AAL2-") ? name.substring("AAL2-".length()) : name;
    }

    /** Frames of a length that one packet holds; at least 1. */
    int frames(double frameMs) {
        return Math.max(1, (int) Math.round(ptimeMs / frameMs));
    }

    /** Octets of speech in a packet, at least: what may be a tag is taken off. 0 when unknown. */
    double speechOctets() {
        return Math.max(0, encrypted ? payloadOctets - TAG_OCTETS_MAX : payloadOctets);
    }

    /** Whether a format parameter has a value; false when it is not given. */
    boolean says(String parameter, String value) {
        return value.equalsIgnoreCase(parameter(parameter));
    }

    /**
     * The value of a format parameter.
     *
     * @return null when it is not given
     */
    @Nullable
    String parameter(String parameter) {
        if (format == null) return null;
        int at = 0;
        while (at < format.length()) {
            int end = format.indexOf(';', at);
            if (end < 0) end = format.length();
            int equals = format.indexOf('=', at);
            if (equals > at
                    && equals < end
                    && format.substring(at, equals).strip().equalsIgnoreCase(parameter)) {
                return format.substring(equals + 1, end).strip();
            }
            at = end + 1;
        }
        return null;
    }

    /** A format parameter as a number; -1 when it is not given or none. */
    double number(String parameter) {
        String value = parameter(parameter);
        if (value == null || value.isEmpty() || value.length() > 12) return -1;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && c != '.') return -1;
        }
        return value.indexOf('.') != value.lastIndexOf('.') || value.equals(".") ? -1 : Double.parseDouble(value);
    }
}
