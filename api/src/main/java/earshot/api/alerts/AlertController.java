// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.alerts;

import earshot.api.store.Query;
import earshot.api.store.Store;
import earshot.api.web.BadParameterException;
import earshot.api.web.Cursor;
import earshot.api.web.ItemPage;
import earshot.storage.AlertRow;
import earshot.storage.TableType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers which rules hold, and which held. */
@RestController
@RequestMapping("/api/v1/alerts")
@Tag(name = "alerts", description = "Alerts from firing to resolved")
class AlertController {
    private static final String SELECT_ALERTS = "SELECT " + TableType.ALERTS.jsonColumnList() + "\nFROM alerts FINAL";

    private final Store store;

    AlertController(Store store) {
        this.store = store;
    }

    @GetMapping
    @Operation(summary = "Alerts, newest first")
    ResponseEntity<ItemPage<AlertRow>> alerts(
            @Parameter(description = "firing or resolved") @RequestParam(required = false) @Nullable String status,
            @Parameter(description = "Name of the rule") @RequestParam(required = false) @Nullable String rule,
            @Parameter(description = "page.next of the answer before") @RequestParam(required = false) @Nullable
                    String cursor,
            @RequestParam(defaultValue = ItemPage.LIMIT_DEFAULT) @Min(1) @Max(ItemPage.LIMIT_MAX) int limit) {
        Query query = new Query(SELECT_ALERTS);
        if (status != null && !status.isEmpty()) query.where("status = {status:String}", "status", known(status));
        if (rule != null && !rule.isEmpty()) query.where("rule = {rule:String}", "rule", rule);
        if (cursor != null && !cursor.isEmpty()) {
            Cursor after = Cursor.parse(cursor);
            query.where("(starts_at, alert_id) < (fromUnixTimestamp64Micro({afterTime:Int64}), {afterKey:String})")
                    .bind("afterTime", after.time())
                    .bind("afterKey", after.key());
        }
        query.then("ORDER BY starts_at DESC, alert_id DESC\nLIMIT {limit:UInt32}")
                .bind("limit", limit + 1);
        return ItemPage.of(
                        store.rows(AlertRow.class, query),
                        limit,
                        alert -> new Cursor(alert.startsAt(), alert.alertId()))
                .answer();
    }

    private static String known(String status) {
        if (status.equals("firing") || status.equals("resolved")) return status;
        throw new BadParameterException("status", "must be firing or resolved");
    }
}
