// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.outside;

import earshot.api.store.Query;
import earshot.api.web.Cursor;
import earshot.api.web.ItemPage;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Where a page of a list begins and how long it is: the list is sorted by a time, newest first, and by key. */
public record Place(
        @Parameter(description = "page.next of the answer before") @Nullable
        String cursor,

        @Parameter(description = "Rows per page, 1 to 1000; 50 when absent") @Min(1) @Max(ItemPage.LIMIT_MAX) @Nullable
        Integer limit) {
    private static final int LIMIT_DEFAULT = Integer.parseInt(ItemPage.LIMIT_DEFAULT);

    int pageLimit() {
        return limit == null ? LIMIT_DEFAULT : limit;
    }

    /** Asks for the page and one row more; the columns are ours, never the caller's. */
    Query page(Query query, String timeColumn, String keyColumn) {
        if (cursor != null && !cursor.isBlank()) {
            Cursor after = Cursor.parse(cursor);
            String sorted = "(" + timeColumn + ", " + keyColumn + ")";
            query.where(sorted + " < (fromUnixTimestamp64Micro({afterTime:Int64}), {afterKey:String})")
                    .bind("afterTime", after.time())
                    .bind("afterKey", after.key());
        }
        return query.then("ORDER BY " + timeColumn + " DESC, " + keyColumn + " DESC\nLIMIT {limit:UInt32}")
                .bind("limit", pageLimit() + 1);
    }
}
