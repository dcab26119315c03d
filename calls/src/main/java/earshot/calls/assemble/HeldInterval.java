// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.MediaReport;
import org.jspecify.annotations.Nullable;

/** The report of an interval that waits until it is known whose its loss is. */
public class HeldInterval {
    /** Null only before deserialisation. */
    public @Nullable MediaReport report;
    /** Round trips measured in the interval. */
    public Rtt rtt = new Rtt();

    /** The stream that is counted in its place; empty when it counts itself. */
    public String copyOf = "";

    public HeldInterval() {}

    HeldInterval(MediaReport report, Rtt rtt, String copyOf) {
        this.report = report;
        this.rtt = rtt;
        this.copyOf = copyOf;
    }

    MediaReport report() {
        if (report == null) throw new IllegalStateException("an interval without its report");
        return report;
    }
}
