// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.outside;

import earshot.api.security.Access;
import earshot.api.store.Query;
import earshot.api.store.Store;
import earshot.api.web.Cursor;
import earshot.api.web.ItemPage;
import earshot.storage.AuthenticationFailureRow;
import earshot.storage.TableType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
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

/** Answers whose credentials are refused, and from where they come. */
@RestController
@RequestMapping("/api/v1/authentication-failures")
@Tag(name = "authentication failures", description = "Credentials that were refused, per user and source")
class AuthenticationController {
    private static final String SELECT =
            "SELECT " + TableType.AUTHENTICATION_FAILURES.jsonColumnList() + "\nFROM authentication_failures FINAL";

    private final Store store;

    AuthenticationController(Store store) {
        this.store = store;
    }

    @GetMapping
    @Operation(summary = "Users and sources whose credentials were refused, the last judged first")
    ResponseEntity<ItemPage<AuthenticationFailureRow>> failures(
            @Parameter(description = "Part of the user; the whole of it for viewers")
                    @RequestParam(required = false)
                    @Size(max = RegistrationFilter.TEXT_MAX)
                    @Nullable
                    String user,
            @Parameter(description = "IP address that sent the credentials")
                    @RequestParam(required = false)
                    @Size(max = RegistrationFilter.TEXT_MAX)
                    @Nullable
                    String source,
            @Parameter(description = "Refused at least so often since they were last accepted")
                    @RequestParam(required = false)
                    @Min(0)
                    @Nullable
                    Integer inARowGe,
            @Valid @ParameterObject @ModelAttribute Place place) {
        Query query = new Query(SELECT).whereGiven("src = {source:String}", "source", source);
        Conditions.user(query, user, List.of("user", "credentials_user"));
        query.whereGiven("consecutive_failures >= {inARowGe:UInt32}", "inARowGe", inARowGe);
        place.page(query, "last_time", "authentication_key");
        boolean clear = Access.seesNumbers();
        List<AuthenticationFailureRow> rows = store.rows(AuthenticationFailureRow.class, query).stream()
                .map(row -> clear ? row : OutsideMask.masked(row))
                .toList();
        return ItemPage.of(rows, place.pageLimit(), row -> new Cursor(row.lastTime(), row.authenticationKey()))
                .answer();
    }
}
