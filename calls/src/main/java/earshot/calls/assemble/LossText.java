// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import java.util.Locale;

/** Loss as people read it. */
final class LossText {
    private LossText() {}

    /** One decimal, so that any loss shows as some: {@code 0 %}, {@code < 0.1 %}, {@code 1.2 %}. */
    static String percent(double percent) {
        if (percent <= 0) return "0 %";
        return percent < 0.05 ? "< 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }
}
