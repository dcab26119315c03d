// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

/** Round trips between the two ends of a stream, and who measured them. */
public class Rtt {
    /** Both halves were measured at the probe. */
    static final String TAP = "tap";
    /** An end reported it in RTCP (RFC 3611 4.7). */
    static final String ENDPOINT = "endpoint";
    /** An end reported it in SIP (RFC 6035). */
    static final String DEVICE = "device";

    /** Empty when there are none. */
    public String source = "";

    public RttSamples samples = new RttSamples();

    public Rtt() {}

    private Rtt(String source, RttSamples samples) {
        this.source = source;
        this.samples = samples;
    }

    /** The first of the three that has any. */
    static Rtt of(RttSamples whole, RttSamples reported, RttSamples device) {
        if (whole.samples > 0) return new Rtt(TAP, whole);
        if (reported.samples > 0) return new Rtt(ENDPOINT, reported);
        return device.samples > 0 ? new Rtt(DEVICE, device) : new Rtt();
    }
}
