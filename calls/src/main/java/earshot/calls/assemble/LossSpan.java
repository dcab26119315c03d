// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

/** The time between two report blocks of a receiver, and what the probe missed meanwhile that the receiver got. */
public class LossSpan {
    public long fromMicros;
    public long toMicros;
    /** Packets. */
    public long byProbe;

    public LossSpan() {}
}
