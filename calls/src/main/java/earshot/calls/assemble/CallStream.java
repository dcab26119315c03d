// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import org.jspecify.annotations.Nullable;

/** What a call knows of one of its streams. */
public class CallStream {
    public String streamId = "";
    public long version;
    public boolean fromCaller;
    public String kind = "";
    public @Nullable String codec;
    public long startMicros;
    public long endMicros = Patience.NEVER;
    public boolean ended;
    public long packets;
    /** Network loss as far as it can be believed; null when the probe itself may have lost packets all the time. */
    public @Nullable Double lossPercent;

    public double jitterMeanMs;
    public @Nullable Double mosLq;
    /** Scale of the MOS; empty when there is none. */
    public String scale = "";
    /** high, medium, low or none. */
    public String confidence = "none";

    public @Nullable Double rttMs;

    public CallStream() {}

    /** Audio as the SDP says, or nothing known to the contrary. */
    boolean isAudio() {
        return kind.isEmpty() || kind.equals("audio");
    }
}
