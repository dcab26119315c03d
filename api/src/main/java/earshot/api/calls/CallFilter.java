// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.api.web.BadParameterException;
import earshot.api.web.Cursor;
import earshot.api.web.ItemPage;
import earshot.api.web.TimeParameter;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are asked for: every condition given must hold. Text is bounded, since it comes from anywhere.
 *
 * @param from first start time, inclusive
 * @param to last start time, exclusive
 */
public record CallFilter(
        @Parameter(description = "Started at or after: RFC 3339, or milliseconds since 1970") @Nullable
        String from,

        @Parameter(description = "Started before: RFC 3339, or milliseconds since 1970") @Nullable
        String to,

        @Parameter(description = "Call-ID, exact; any characters, percent-encoded") @Size(max = TEXT_MAX) @Nullable
        String callId,

        @Parameter(description = "Part of the user or number of From or To; the whole of it for viewers")
        @Size(max = TEXT_MAX)
        @Nullable
        String user,

        @Parameter(description = "IP address, or ip:port, of the caller or of where the INVITE went")
        @Size(max = TEXT_MAX)
        @Nullable
        String peer,

        @Parameter(description = "States, any of them") @Nullable
        List<String> state,

        @Parameter(description = "MOS-LQ of the worst stream below this") @Nullable
        Double mosLt,

        @Parameter(description = "Loss of the worst stream above this, percent") @Nullable
        Double lossGt,

        @Parameter(description = "Codec of one of its streams, such as PCMU") @Size(max = TEXT_MAX) @Nullable
        String codec,

        @Parameter(description = "Probe that saw it") @Size(max = TEXT_MAX) @Nullable
        String probe,

        @Parameter(description = "page.next of the answer before") @Nullable
        String cursor,

        @Parameter(description = "Calls per page, 1 to 1000; 50 when absent") @Min(1) @Max(ItemPage.LIMIT_MAX) @Nullable
        Integer limit) {
    private static final int TEXT_MAX = 512;
    private static final int LIMIT_DEFAULT = Integer.parseInt(ItemPage.LIMIT_DEFAULT);

    @Nullable
    Instant fromTime() {
        return TimeParameter.parse("from", from);
    }

    @Nullable
    Instant toTime() {
        return TimeParameter.parse("to", to);
    }

    @Nullable
    Cursor after() {
        return cursor == null || cursor.isBlank() ? null : Cursor.parse(cursor);
    }

    int pageLimit() {
        return limit == null ? LIMIT_DEFAULT : limit;
    }

    /** The states asked for; an unknown one is refused by name. */
    List<CallState> states() {
        List<CallState> states = new ArrayList<>();
        for (String text : state == null ? List.<String>of() : state) {
            if (!text.isBlank()) states.add(CallState.of(text));
        }
        return states;
    }

    /** Outcomes of a call, as they are written in rows and answers. */
    enum CallState {
        ANSWERED("answered"),
        BUSY("busy"),
        NO_ANSWER("noAnswer"),
        CANCELLED("cancelled"),
        FAILED("failed"),
        REDIRECTED("redirected"),
        INCOMPLETE("incomplete");

        private final String text;

        CallState(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        private static CallState of(String text) {
            return Arrays.stream(values())
                    .filter(state -> state.text.equals(text))
                    .findFirst()
                    .orElseThrow(() -> new BadParameterException("state", "must be one of " + allowed()));
        }

        private static String allowed() {
            return Arrays.stream(values()).map(CallState::text).collect(Collectors.joining(", "));
        }
    }
}
