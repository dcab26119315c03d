// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as callers may write them: RFC 3339, or milliseconds since 1970 as other tools put them into links. */
public final class TimeParameter {
    private static final Pattern MILLIS = Pattern.compile("\\d{1,14}");
    /** What ClickHouse's DateTime64 can hold. */
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("2299-12-31T23:59:59Z");

    private TimeParameter() {}

    public static @Nullable Instant parse(String name, @Nullable String text) {
        if (text == null || text.isBlank()) return null;
        Instant time = read(name, text.strip());
        if (time.isBefore(FIRST) || time.isAfter(LAST))
            throw new BadParameterException(name, "must lie in 1900 to 2299");
        return time;
    }

    private static Instant read(String name, String text) {
        if (MILLIS.matcher(text).matches()) return Instant.ofEpochMilli(Long.parseLong(text));
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new BadParameterException(
                    name, "must be a time like 2026-11-21T07:00:00Z, or milliseconds since 1970");
        }
    }
}
