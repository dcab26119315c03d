// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

/**
 * What to capture from a network interface.
 *
 * @param filter in libpcap's filter language; empty for everything
 * @param snapLength bytes kept of each packet
 * @param bufferMiB kernel buffer
 */
public record LiveOptions(
        String device, String filter, int snapLength, boolean promiscuous, int bufferMiB, Method method) {
    /** What the packets come through. */
    public enum Method {
        /** The ring where it can be had, libpcap where not. */
        AUTO,
        /** The Linux kernel's ring, {@link RingSource}. */
        RING,
        /** {@link LibpcapSource}. */
        LIBPCAP
    }
}
