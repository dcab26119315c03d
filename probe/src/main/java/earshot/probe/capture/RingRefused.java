// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

/** Why an interface cannot be captured from through the kernel's ring, though perhaps through libpcap. */
final class RingRefused extends Exception {
    RingRefused(String reason) {
        super(reason);
    }

    RingRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
