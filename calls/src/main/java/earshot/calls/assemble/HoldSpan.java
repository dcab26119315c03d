// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;

/** A time for which one side held the call. */
public class HoldSpan {
    public boolean byCaller;
    /** sendonly, inactive, or address for 0.0.0.0. */
    public String form = "";

    public long startMicros;
    /** NEVER while it lasts. */
    public long endMicros = Patience.NEVER;

    public HoldSpan() {}
}
