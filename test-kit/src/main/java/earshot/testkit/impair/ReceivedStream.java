// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.util.List;

/**
 * This is what a receiver of an impaired stream gets to see, computed from what the tool did: counts from its decisions,
 * jitter after RFC 3550 A.8 from the times of arrival it chose (telephone-events and comfort noise left out).
 */
final class ReceivedStream {
    private double jitterMs;
    private double jitterSumMs;
    private double jitterMaxMs;
    private long samples;
    private double deltaMaxMs;

    ReceivedStream(List<StreamImpairer.Arrival> arrivals, int clockRate, List<Integer> withoutClock) {
        long previousTime = arrivals.get(0).timeMicros();
        long clockedTime = 0;
        long clockedTimestamp = 0;
        for (StreamImpairer.Arrival arrival : arrivals) {
            Datagram datagram = new Datagram(arrival.sent().frame());
            deltaMaxMs = Math.max(deltaMaxMs, (arrival.timeMicros() - previousTime) / 1000.0);
            previousTime = arrival.timeMicros();
            if (withoutClock.contains(datagram.frame[datagram.payload + 1] & 127)) continue;
            if (samples > 0) {
                int ticks = (int) (datagram.timestamp() - clockedTimestamp);
                double spacingMs = (arrival.timeMicros() - clockedTime) / 1000.0;
                jitterMs += (Math.abs(spacingMs - ticks * 1000.0 / clockRate) - jitterMs) / 16;
            }
            clockedTime = arrival.timeMicros();
            clockedTimestamp = datagram.timestamp();
            samples++;
            jitterSumMs += jitterMs;
            jitterMaxMs = Math.max(jitterMaxMs, jitterMs);
        }
    }

    /** After the last packet. */
    double jitterNowMs() {
        return jitterMs;
    }

    double jitterMeanMs() {
        return rounded(jitterSumMs / samples);
    }

    double jitterMaxMs() {
        return rounded(jitterMaxMs);
    }

    double deltaMaxMs() {
        return rounded(deltaMaxMs);
    }

    /** To a microsecond, the resolution of the capture. */
    static double rounded(double ms) {
        return Math.round(ms * 1000) / 1000.0;
    }
}
