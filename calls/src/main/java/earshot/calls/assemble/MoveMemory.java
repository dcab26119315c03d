// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

/** A change of address within a call. */
public class MoveMemory {
    public boolean byCaller;
    /** contact or media. */
    public String what = "";

    public String from = "";
    public String to = "";
    public long timeMicros;

    public MoveMemory() {}
}
