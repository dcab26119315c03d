// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.RttStatistics;
import org.jspecify.annotations.Nullable;

/** Round trips of one kind, ms: as many as were measured, never a zero for want of one. */
public class RttSamples {
    public long samples;
    public double sumMs;
    public double minMs = Double.MAX_VALUE;
    public double maxMs;

    public RttSamples() {}

    void add(double ms) {
        samples++;
        sumMs += ms;
        minMs = Math.min(minMs, ms);
        maxMs = Math.max(maxMs, ms);
    }

    @Nullable
    Double mean() {
        return samples == 0 ? null : Double.valueOf(sumMs / samples);
    }

    @Nullable
    Double min() {
        return samples == 0 ? null : Double.valueOf(minMs);
    }

    @Nullable
    Double max() {
        return samples == 0 ? null : Double.valueOf(maxMs);
    }

    @Nullable
    RttStatistics statistics() {
        if (samples == 0) return null;
        return RttStatistics.newBuilder()
                .setMinMs(minMs)
                .setMeanMs(sumMs / samples)
                .setMaxMs(maxMs)
                .setSamples(samples)
                .build();
    }
}
