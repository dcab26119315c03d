// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.outside;

import earshot.api.store.Query;
import earshot.api.store.Store;
import earshot.api.web.Cursor;
import earshot.api.web.ItemPage;
import earshot.storage.AvailabilityRow;
import earshot.storage.TableType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers which peers are up, since when, and which get messages that are too large for UDP. */
@RestController
@RequestMapping("/api/v1/availability")
@Tag(name = "availability", description = "Whether peers answer OPTIONS, and what was too large for them")
class AvailabilityController {
    private static final String SELECT =
            "SELECT " + TableType.PEER_AVAILABILITY.jsonColumnList() + "\nFROM peer_availability FINAL";
    private static final Set<String> STATES = Set.of("up", "down", "unknown");

    private final Store store;

    AvailabilityController(Store store) {
        this.store = store;
    }

    @GetMapping
    @Operation(summary = "Pairs of addresses, the one seen last first")
    ResponseEntity<ItemPage<AvailabilityRow>> availability(
            @Parameter(description = "IP address that asks")
                    @RequestParam(required = false)
                    @Size(max = RegistrationFilter.TEXT_MAX)
                    @Nullable
                    String source,
            @Parameter(description = "IP address that is asked")
                    @RequestParam(required = false)
                    @Size(max = RegistrationFilter.TEXT_MAX)
                    @Nullable
                    String peer,
            @Parameter(description = "up, down or unknown") @RequestParam(required = false) @Nullable String state,
            @Parameter(description = "Whether a message was too large for UDP, or refused as too large")
                    @RequestParam(required = false)
                    @Nullable
                    Boolean oversized,
            @Valid @ParameterObject @ModelAttribute Place place) {
        Query query = new Query(SELECT)
                .whereGiven("src = {source:String}", "source", source)
                .whereGiven("peer = {peer:String}", "peer", peer);
        Conditions.word(query, "state", state, "state", STATES);
        Conditions.flag(query, oversized, "oversized + fragmented + too_large + flow_failed > 0");
        place.page(query, "last_time", "peer_key");
        return ItemPage.of(
                        store.rows(AvailabilityRow.class, query),
                        place.pageLimit(),
                        row -> new Cursor(row.lastTime(), row.peerKey()))
                .answer();
    }
}
