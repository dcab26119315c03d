// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.kpis;

import earshot.api.web.ItemPage;
import earshot.api.web.TimeParameter;
import earshot.storage.KpiPoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers how calls, registrations and media went, minute by minute. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "kpis", description = "Key figures per minute, by peer, trunk and probe")
class KpiController {
    private final KpiQuery query;

    KpiController(KpiQuery query) {
        this.query = query;
    }

    @GetMapping("/kpis")
    @Operation(
            summary = "Key figures by time",
            description = "ASR, NER, ACD, the figures of RFC 6076, concurrent calls and the quality of media."
                    + " Ratios are null when there is nothing to divide by.")
    ItemPage<KpiPoint> kpis(@Valid @ParameterObject @ModelAttribute KpiFilter filter) {
        return ItemPage.whole(query.points(filter));
    }

    @GetMapping("/peers")
    @Operation(summary = "Addresses that send and receive calls, the busiest first, with their key figures")
    ItemPage<Peer> peers(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = ItemPage.LIMIT_DEFAULT) @Min(1) @Max(ItemPage.LIMIT_MAX) int limit) {
        Instant fromTime = TimeParameter.parse("from", from);
        Instant toTime = TimeParameter.parse("to", to);
        KpiFilter all = new KpiFilter(from, to, KpiFilter.Dimension.peer, null, null, "total", KpiFilter.ITEMS_MAX);
        Map<String, KpiPoint> points = new HashMap<>();
        for (KpiPoint point : query.points(all)) points.put(point.side() + '|' + point.name(), point);
        List<Peer> peers = new ArrayList<>();
        for (KpiQuery.Seen seen : query.peers(fromTime, toTime, limit)) {
            peers.add(new Peer(
                    seen.address(),
                    seen.firstSeen(),
                    seen.lastSeen(),
                    seen.attempts(),
                    points.get("caller|" + seen.address()),
                    points.get("callee|" + seen.address())));
        }
        return ItemPage.whole(peers);
    }
}
