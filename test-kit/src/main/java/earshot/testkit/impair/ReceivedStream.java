// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.util.List;

/**
 * This is what a receiver of an impaired stream gets to see, computed from what the tool did: counts from its decisions,
 * jitter after RFC 3550 A.8 from the times of arrival it chose (telephone-events and comfort noise left out).
 */
final class ReceivedStream {
    private final PlainJitter jitter = new PlainJitter();
    private double deltaMaxMs;

    ReceivedStream(List<StreamImpairer.Arrival> arrivals, int clockRate, List<Integer> withoutClock) {
        long previousTime = arrivals.get(0).timeMicros();
        for (StreamImpairer.Arrival arrival : arrivals) {
            Datagram datagram = new Datagram(arrival.sent().frame());
            deltaMaxMs = Math.max(deltaMaxMs, (arrival.timeMicros() - previousTime) / 1000.0);
            previousTime = arrival.timeMicros();
            if (withoutClock.contains(datagram.payloadType())) continue;
            jitter.packet(arrival.timeMicros(), datagram.timestamp(), clockRate, 0);
        }
    }

    /** After the last packet. */
    double jitterNowMs() {
        return jitter.nowMs();
    }

    double jitterMeanMs() {
        return rounded(jitter.meanOverPacketsMs());
    }

    double jitterMaxMs() {
        return rounded(jitter.maxMs());
    }

    double deltaMaxMs() {
        return rounded(deltaMaxMs);
    }

    /** To a microsecond, the resolution of the capture. */
    static double rounded(double ms) {
        return Math.round(ms * 1000) / 1000.0;
    }
}
