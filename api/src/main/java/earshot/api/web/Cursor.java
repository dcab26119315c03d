// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place in a list that is sorted by time and key, newest first, after which the next page begins. New rows at the
 * top do not move it, which an offset could not promise. Its text is opaque to callers and may change.
 *
 * @param time of the last row of the page before
 * @param key of that row, to tell rows of the same microsecond apart
 */
public record Cursor(Instant time, String key) {
    private static final Pattern TEXT = Pattern.compile("1\\.(-?\\d{1,17})\\.([0-9a-z]{26})");
    private static final int LENGTH_MAX = 128;

    public String text() {
        String plain = "1." + ChronoUnit.MICROS.between(Instant.EPOCH, time) + "." + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    public static Cursor parse(String text) {
        Matcher parts = TEXT.matcher(decode(text));
        if (!parts.matches()) throw refused();
        return new Cursor(Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS), parts.group(2));
    }

    private static String decode(String text) {
        if (text.length() > LENGTH_MAX) throw refused();
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    private static BadParameterException refused() {
        return new BadParameterException("cursor", "must be the page.next of an earlier answer");
    }
}
