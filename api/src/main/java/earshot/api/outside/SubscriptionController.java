// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.outside;

import earshot.api.security.Access;
import earshot.api.store.Query;
import earshot.api.store.Store;
import earshot.api.web.Cursor;
import earshot.api.web.ItemPage;
import earshot.storage.SubscriptionRow;
import earshot.storage.TableType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers who watches whom, and what is published. */
@RestController
@RequestMapping("/api/v1/subscriptions")
@Tag(name = "subscriptions", description = "Subscriptions to event packages and publications of event state")
class SubscriptionController {
    private static final String SELECT =
            "SELECT " + TableType.SUBSCRIPTIONS.jsonColumnList() + "\nFROM subscriptions FINAL";
    private static final Set<String> STATES = Set.of("pending", "active", "terminated", "expired", "failed");
    private static final Set<String> KINDS = Set.of("subscription", "publication");

    private final Store store;

    SubscriptionController(Store store) {
        this.store = store;
    }

    @GetMapping
    @Operation(summary = "Subscriptions and publications, the one that changed last first")
    ResponseEntity<ItemPage<SubscriptionRow>> subscriptions(
            @Parameter(description = "Part of the user on either side; the whole of it for viewers")
                    @RequestParam(required = false)
                    @Size(max = RegistrationFilter.TEXT_MAX)
                    @Nullable
                    String user,
            @Parameter(description = "Event package, such as presence")
                    @RequestParam(required = false)
                    @Size(max = RegistrationFilter.TEXT_MAX)
                    @Nullable
                    String event,
            @Parameter(description = "subscription or publication") @RequestParam(required = false) @Nullable
                    String kind,
            @Parameter(description = "pending, active, terminated, expired or failed")
                    @RequestParam(required = false)
                    @Nullable
                    String state,
            @Parameter(description = "Whether a request of it failed") @RequestParam(required = false) @Nullable
                    Boolean failing,
            @Valid @ParameterObject @ModelAttribute Place place) {
        Query query = new Query(SELECT);
        Conditions.user(query, user, List.of("from_user", "to_user"));
        query.whereGiven("(event = {event:String} OR startsWith(event, concat({event:String}, ';')))", "event", event);
        Conditions.word(query, "kind", kind, "kind", KINDS);
        Conditions.word(query, "state", state, "state", STATES);
        Conditions.flag(query, failing, "failures > 0");
        place.page(query, "changed_time", "subscription_key");
        boolean clear = Access.seesNumbers();
        List<SubscriptionRow> rows = store.rows(SubscriptionRow.class, query).stream()
                .map(row -> clear ? row : OutsideMask.masked(row))
                .toList();
        return ItemPage.of(rows, place.pageLimit(), row -> new Cursor(row.changedTime(), row.subscriptionKey()))
                .answer();
    }
}
