// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;

/**
 * Round trips of one stream. The tap sees two halves, between itself and each end; the whole way is their sum, and only
 * when both were measured within {@link #PAIR_MICROS} of each other.
 */
public class RttMemory {
    static final long PAIR_MICROS = 30_000_000;

    /** Between the probe and the source of the stream, and between it and the receiver. */
    public RttSamples toSource = new RttSamples();

    public RttSamples toReceiver = new RttSamples();
    /** Between the two ends: by both halves, as an end reported it in RTCP (RFC 3611 4.7), and in SIP (RFC 6035). */
    public RttSamples whole = new RttSamples();

    public RttSamples reported = new RttSamples();
    public RttSamples device = new RttSamples();
    /** The same since the last interval. */
    public RttSamples wholeNow = new RttSamples();

    public RttSamples reportedNow = new RttSamples();
    public RttSamples deviceNow = new RttSamples();

    public double lastToSourceMs;
    public long lastToSourceMicros = Patience.NEVER;
    public double lastToReceiverMs;
    public long lastToReceiverMicros = Patience.NEVER;

    public RttMemory() {}

    void toSource(double ms, long timeMicros) {
        toSource.add(ms);
        lastToSourceMs = ms;
        lastToSourceMicros = timeMicros;
        if (isNear(lastToReceiverMicros, timeMicros)) whole(ms + lastToReceiverMs);
    }

    void toReceiver(double ms, long timeMicros) {
        toReceiver.add(ms);
        lastToReceiverMs = ms;
        lastToReceiverMicros = timeMicros;
        if (isNear(lastToSourceMicros, timeMicros)) whole(ms + lastToSourceMs);
    }

    void reported(double ms) {
        reported.add(ms);
        reportedNow.add(ms);
    }

    void device(double ms) {
        device.add(ms);
        deviceNow.add(ms);
    }

    private void whole(double ms) {
        whole.add(ms);
        wholeNow.add(ms);
    }

    private static boolean isNear(long thatMicros, long thisMicros) {
        return thatMicros != Patience.NEVER && Math.abs(thisMicros - thatMicros) <= PAIR_MICROS;
    }

    /** The best known of the whole stream: what the probe measured before what an end said. */
    Rtt best() {
        return Rtt.of(whole, reported, device);
    }

    /** The best known since this was asked last. */
    Rtt takeInterval() {
        Rtt now = Rtt.of(wholeNow, reportedNow, deviceNow);
        wholeNow = new RttSamples();
        reportedNow = new RttSamples();
        deviceNow = new RttSamples();
        return now;
    }
}
