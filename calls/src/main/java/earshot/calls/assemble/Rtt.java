// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

/** Round trips between the two ends of a stream, and who measured them. */
public class Rtt {
    /** Both halves were measured at the probe. */
    static final String TAP = "tap";
    /** An end reported it. */
    static final String ENDPOINT = "endpoint";

    /** Empty when there are none. */
    public String source = "";

    public RttSamples samples = new RttSamples();

    public Rtt() {}

    static Rtt of(RttSamples whole, RttSamples reported) {
        Rtt rtt = new Rtt();
        rtt.samples = whole.samples > 0 ? whole : reported;
        if (rtt.samples.samples > 0) rtt.source = whole.samples > 0 ? TAP : ENDPOINT;
        return rtt;
    }
}
