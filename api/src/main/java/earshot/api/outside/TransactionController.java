// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.outside;

import earshot.api.security.Access;
import earshot.api.store.Query;
import earshot.api.store.Store;
import earshot.api.web.Cursor;
import earshot.api.web.ItemPage;
import earshot.storage.TableType;
import earshot.storage.TransactionRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what became of single requests outside calls: whether a MESSAGE was delivered, an OPTIONS answered. */
@RestController
@RequestMapping("/api/v1/transactions")
@Tag(name = "transactions", description = "SIP transactions outside calls")
class TransactionController {
    private static final String SELECT =
            "SELECT " + TableType.TRANSACTIONS.jsonColumnList() + "\nFROM transactions FINAL";

    private final Store store;

    TransactionController(Store store) {
        this.store = store;
    }

    @GetMapping
    @Operation(summary = "Transactions outside calls, newest first")
    ResponseEntity<ItemPage<TransactionRow>> transactions(
            @Parameter(description = "Method, such as MESSAGE")
                    @RequestParam(required = false)
                    @Size(max = RegistrationFilter.TEXT_MAX)
                    @Nullable
                    String method,
            @Parameter(description = "Part of the user on either side; the whole of it for viewers")
                    @RequestParam(required = false)
                    @Size(max = RegistrationFilter.TEXT_MAX)
                    @Nullable
                    String user,
            @Parameter(description = "Call-ID, exact; any characters, percent-encoded")
                    @RequestParam(required = false)
                    @Size(max = RegistrationFilter.TEXT_MAX)
                    @Nullable
                    String callId,
            @Parameter(description = "Whether it failed: 400 and above but for challenges, or no answer")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean failing,
            @Valid @ParameterObject @ModelAttribute Place place) {
        Query query = new Query(SELECT)
                .whereGiven("method = {method:String}", "method", method)
                .whereGiven("call_id = {callId:String}", "callId", callId);
        Conditions.user(query, user, List.of("from_user", "to_user"));
        Conditions.flag(query, failing, "ifNull(status, 408) >= 400 AND ifNull(status, 408) NOT IN (401, 407, 423)");
        place.page(query, "start_time", "transaction_key");
        boolean clear = Access.seesNumbers();
        List<TransactionRow> rows = store.rows(TransactionRow.class, query).stream()
                .map(row -> clear ? row : OutsideMask.masked(row))
                .toList();
        return ItemPage.of(rows, place.pageLimit(), row -> new Cursor(row.startTime(), row.transactionKey()))
                .answer();
    }
}
