// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.alerts;

import earshot.api.security.Access;
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
import jakarta.validation.constraints.Size;
import java.util.List;
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

    private static final int TEXT_MAX = 512;

    private final Store store;

    AlertController(Store store) {
        this.store = store;
    }

    @GetMapping
    @Operation(summary = "Alerts, newest first")
    ResponseEntity<ItemPage<AlertRow>> alerts(
            @Parameter(description = "firing or resolved") @RequestParam(required = false) @Nullable String status,
            @Parameter(description = "Name of the rule") @RequestParam(required = false) @Nullable String rule,
            @Parameter(description = "rule: of rules over streams; pattern: of patterns of traffic")
                    @RequestParam(required = false)
                    @Nullable
                    String kind,
            @Parameter(description = "Part of the subject, such as an address; the whole of it for viewers")
                    @RequestParam(required = false)
                    @Size(max = TEXT_MAX)
                    @Nullable
                    String subject,
            @Parameter(description = "page.next of the answer before") @RequestParam(required = false) @Nullable
                    String cursor,
            @RequestParam(defaultValue = ItemPage.LIMIT_DEFAULT) @Min(1) @Max(ItemPage.LIMIT_MAX) int limit) {
        Query query = new Query(SELECT_ALERTS);
        if (status != null && !status.isEmpty()) query.where("status = {status:String}", "status", known(status));
        if (rule != null && !rule.isEmpty()) query.where("rule = {rule:String}", "rule", rule);
        if (kind != null && !kind.isEmpty()) query.where(ofKind(kind));
        // Else a viewer could guess a masked number digit by digit.
        boolean clear = Access.seesNumbers();
        String about =
                clear ? "positionCaseInsensitiveUTF8(subject, {subject:String}) > 0" : "subject = {subject:String}";
        query.whereGiven(about, "subject", subject);
        if (cursor != null && !cursor.isEmpty()) {
            Cursor after = Cursor.parse(cursor);
            query.where("(starts_at, alert_id) < (fromUnixTimestamp64Micro({afterTime:Int64}), {afterKey:String})")
                    .bind("afterTime", after.time())
                    .bind("afterKey", after.key());
        }
        query.then("ORDER BY starts_at DESC, alert_id DESC\nLIMIT {limit:UInt32}")
                .bind("limit", limit + 1);
        List<AlertRow> rows = store.rows(AlertRow.class, query).stream()
                .map(alert -> clear ? alert : AlertMask.masked(alert))
                .toList();
        return ItemPage.of(rows, limit, alert -> new Cursor(alert.startsAt(), alert.alertId()))
                .answer();
    }

    /** By its metric: a rule of one's own may have any name. */
    private static String ofKind(String kind) {
        return switch (kind) {
            case "pattern" -> "startsWith(metric, 'pattern.')";
            case "rule" -> "NOT startsWith(metric, 'pattern.')";
            default -> throw new BadParameterException("kind", "must be rule or pattern");
        };
    }

    private static String known(String status) {
        if (status.equals("firing") || status.equals("resolved")) return status;
        throw new BadParameterException("status", "must be firing or resolved");
    }
}
