// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.outside;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Which registrations are asked for: every condition given must hold. Text is bounded, since it comes from anywhere. */
public record RegistrationFilter(
        @Parameter(description = "Part of the user of the address of record; the whole of it for viewers")
        @Size(max = TEXT_MAX)
        @Nullable
        String user,

        @Parameter(description = "Part of the URI of Contact; the whole of it for viewers")
        @Size(max = TEXT_MAX)
        @Nullable
        String contact,

        @Parameter(description = "IP address, or ip:port, that the device sends from") @Size(max = TEXT_MAX) @Nullable
        String source,

        @Parameter(description = "registered, expired, deregistered, failed or challenged") @Nullable
        String state,

        @Parameter(description = "Whether the last attempt failed") @Nullable
        Boolean failing,

        @Parameter(description = "Whether an address translator was seen before the device") @Nullable
        Boolean nat,

        @Parameter(description = "Probe that saw it") @Size(max = TEXT_MAX) @Nullable
        String probe) {
    static final int TEXT_MAX = 512;
}
