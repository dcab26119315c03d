// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.probes;

import earshot.api.store.Query;
import earshot.api.store.Store;
import earshot.api.web.ItemPage;
import earshot.storage.ProbeHealthRow;
import earshot.storage.TableType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers which probes there are and what each said last of itself. */
@RestController
@RequestMapping("/api/v1/probes")
@Tag(name = "probes", description = "Probes and their last account")
class ProbeController {
    private static final String SELECT_PROBES =
            "SELECT " + TableType.PROBE_HEALTH.jsonColumnList() + "\nFROM probe_health FINAL";

    private final Store store;

    ProbeController(Store store) {
        this.store = store;
    }

    @GetMapping
    @Operation(summary = "The last health report of every probe")
    ItemPage<ProbeHealthRow> probes() {
        Query query = new Query(SELECT_PROBES).then("ORDER BY time DESC, sequence DESC\nLIMIT 1 BY probe\nLIMIT 1000");
        return ItemPage.whole(store.rows(ProbeHealthRow.class, query));
    }
}
