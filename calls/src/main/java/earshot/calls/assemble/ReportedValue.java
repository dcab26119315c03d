// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

/** One value that an end reported, and when. */
public class ReportedValue {
    public double value;
    public long timeMicros;

    public ReportedValue() {}

    ReportedValue(double value, long timeMicros) {
        this.value = value;
        this.timeMicros = timeMicros;
    }
}
