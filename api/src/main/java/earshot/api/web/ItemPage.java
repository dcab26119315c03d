// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * A list as every path answers it.
 *
 * @param page where the next one begins
 */
public record ItemPage<T>(List<T> items, Page page) {
    /** How long pages may be, and how long they are when nobody says. */
    public static final int LIMIT_MAX = 1000;

    public static final String LIMIT_DEFAULT = "50";

    /**
     * Place in the list.
     *
     * @param next the cursor of the next page; null on the last one
     */
    public record Page(int limit, @Nullable String next) {}

    /** A list that is never longer than one page. */
    public static <T> ItemPage<T> whole(List<T> items) {
        return new ItemPage<>(items, new Page(items.size(), null));
    }

    /** A page of rows of which one more than {@code limit} was asked for, to see whether there are more. */
    public static <T> ItemPage<T> of(List<T> rows, int limit, Function<T, Cursor> cursorOf) {
        if (rows.size() <= limit) return new ItemPage<>(rows, new Page(limit, null));
        List<T> items = rows.subList(0, limit);
        return new ItemPage<>(
                items, new Page(limit, cursorOf.apply(items.get(limit - 1)).text()));
    }

    /** The answer, with the next page also as a Link header (RFC 8288). */
    public ResponseEntity<ItemPage<T>> answer() {
        if (page.next() == null) return ResponseEntity.ok(this);
        String next = ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQueryParam("cursor", page.next())
                .build()
                .toUriString();
        return ResponseEntity.ok()
                .header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")
                .body(this);
    }
}
