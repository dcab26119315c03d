// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.kpis;

import earshot.api.web.BadParameterException;
import earshot.api.web.ItemPage;
import earshot.api.web.TimeParameter;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which key figures, and how they are put together. */
record KpiFilter(
        @Parameter(description = "Minutes from this time on, RFC 3339 or milliseconds since 1970") @Nullable
        String from,

        @Parameter(description = "Minutes before this time") @Nullable
        String to,

        @Parameter(description = "Whose figures: overall, peer, trunk or probe (overall)") @Nullable
        Dimension by,

        @Parameter(description = "Only this address, trunk or probe") @Nullable
        String name,

        @Parameter(description = "Only one side of peers and trunks: caller or callee") @Nullable
        Side side,

        @Parameter(description = "Seconds that one item spans, a multiple of 60 (60); or total for the whole time")
        @Nullable
        String step,

        @Parameter(description = "Most items, 1 to 10000 (1000); of more the latest, or in total the busiest")
        @Min(1)
        @Max(KpiFilter.ITEMS_MAX)
        @Nullable
        Integer limit) {
    static final int ITEMS_MAX = 10_000;
    private static final int ITEMS_USUAL = ItemPage.LIMIT_MAX;
    private static final long MINUTE_SECONDS = 60;
    private static final long STEP_MAX = 31 * 86_400;
    private static final String TOTAL = "total";

    /** What figures are told apart by. */
    enum Dimension {
        overall,
        peer,
        trunk,
        probe
    }

    /** Of a peer or trunk. */
    enum Side {
        caller,
        callee
    }

    @Nullable
    Instant fromTime() {
        return TimeParameter.parse("from", from);
    }

    @Nullable
    Instant toTime() {
        return TimeParameter.parse("to", to);
    }

    String dimension() {
        return (by == null ? Dimension.overall : by).name();
    }

    @Nullable
    String sideWord() {
        return side == null ? null : side.name();
    }

    int itemsMax() {
        return limit == null ? ITEMS_USUAL : limit;
    }

    /** Seconds per item; null for one item of the whole time. */
    @Nullable
    Long stepSeconds() {
        if (step == null || step.isBlank()) return MINUTE_SECONDS;
        if (step.strip().toLowerCase(Locale.ROOT).equals(TOTAL)) return null;
        try {
            long seconds = Long.parseLong(step.strip());
            if (seconds >= MINUTE_SECONDS && seconds <= STEP_MAX && seconds % MINUTE_SECONDS == 0) return seconds;
        } catch (NumberFormatException e) {
            throw wrongStep();
        }
        throw wrongStep();
    }

    private static BadParameterException wrongStep() {
        return new BadParameterException("step", "must be a multiple of 60 up to " + STEP_MAX + ", or total");
    }
}
