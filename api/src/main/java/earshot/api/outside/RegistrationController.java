// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.outside;

import earshot.api.security.Access;
import earshot.api.store.Query;
import earshot.api.store.Store;
import earshot.api.web.Cursor;
import earshot.api.web.ItemPage;
import earshot.storage.RegistrationRow;
import earshot.storage.TableType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Set;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers who is registered where, until when, and what fails. */
@RestController
@RequestMapping("/api/v1/registrations")
@Tag(name = "registrations", description = "Bindings of addresses of record, as they stand")
class RegistrationController {
    private static final String SELECT = "SELECT " + TableType.BINDINGS.jsonColumnList() + "\nFROM bindings FINAL";
    private static final Set<String> STATES = Set.of("registered", "expired", "deregistered", "failed", "challenged");

    private final Store store;

    RegistrationController(Store store) {
        this.store = store;
    }

    @GetMapping
    @Operation(summary = "Registrations, the one that changed last first")
    ResponseEntity<ItemPage<RegistrationRow>> registrations(
            @Valid @ParameterObject @ModelAttribute RegistrationFilter filter,
            @Valid @ParameterObject @ModelAttribute Place place) {
        Query query = new Query(SELECT);
        Conditions.user(query, filter.user(), List.of("user"));
        contact(query, filter);
        Conditions.endpoint(query, "source", filter.source(), "src");
        Conditions.word(query, "state", filter.state(), "state", STATES);
        Conditions.flag(query, filter.failing(), "consecutive_failures > 0");
        Conditions.flag(query, filter.nat(), "ifNull(behind_nat, false)");
        query.whereGiven("probe = {probe:String}", "probe", filter.probe());
        place.page(query, "changed_time", "registration_key");
        boolean clear = Access.seesNumbers();
        List<RegistrationRow> rows = store.rows(RegistrationRow.class, query).stream()
                .map(row -> clear ? row : OutsideMask.masked(row))
                .toList();
        return ItemPage.of(rows, place.pageLimit(), row -> new Cursor(row.changedTime(), row.registrationKey()))
                .answer();
    }

    /** A contact holds a user: those who may not see it name the whole, as with users themselves. */
    private static void contact(Query query, RegistrationFilter filter) {
        String condition = Access.seesNumbers()
                ? "positionCaseInsensitiveUTF8(contact_uri, {contact:String}) > 0"
                : "contact_uri = {contact:String}";
        query.whereGiven(condition, "contact", filter.contact());
    }
}
