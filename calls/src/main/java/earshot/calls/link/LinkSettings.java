// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What linking goes by.
 *
 * @param headers names of headers, lower case, by which equipment names a call on both of its sides: both legs carry the
 *     same value, or one carries the Call-ID of the other. The probe must publish them ({@code sip.headers})
 * @param numberDigits numbers are equal when their last so many digits are, 4 to 15: fewer than country code and area
 *     code change on the way
 * @param windowMicros two calls with equal numbers are legs when the second starts within that time
 * @param callsPerValueMax a value that more calls than that have at one time is not an identifier
 */
public record LinkSettings(List<String> headers, int numberDigits, long windowMicros, int callsPerValueMax)
        implements Serializable {
    private static final int HEADERS_MAX = 64;

    /** The headers that the probe publishes by default. */
    public static final LinkSettings DEFAULT = new LinkSettings(
            List.of("x-cid", "x-call-id", "x-orig-call-id", "x-session-id", "cisco-guid", "x-genesys-calluuid"),
            8,
            10_000_000,
            16);

    public LinkSettings {
        headers = headers.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (headers.size() > HEADERS_MAX) throw invalid("link headers", headers.size() + " names", "up to 64");
        if (numberDigits < 4 || numberDigits > 15) throw invalid("link digits", numberDigits, "4 to 15");
        if (windowMicros < 0 || windowMicros > 60_000_000) throw invalid("link window", windowMicros, "0 to 60 s");
        if (callsPerValueMax < 2 || callsPerValueMax > 64)
            throw invalid("calls per value", callsPerValueMax, "2 to 64");
    }

    /** The same with further headers. */
    public LinkSettings withHeaders(List<String> more) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(more);
        return new LinkSettings(all, numberDigits, windowMicros, callsPerValueMax);
    }

    /** What a person can set: further headers, digits that numbers are compared by, and the window, s. */
    public LinkSettings with(List<String> moreHeaders, int digits, int windowSeconds) {
        LinkSettings more = withHeaders(moreHeaders);
        return new LinkSettings(more.headers, digits, windowSeconds * 1_000_000L, callsPerValueMax);
    }

    private static IllegalArgumentException invalid(String key, Object value, String allowed) {
        return new IllegalArgumentException(key + " is " + value + ", allowed: " + allowed);
    }
}
