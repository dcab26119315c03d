// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

/** Endpoints as text: {@code ip:port}, {@code [ip]:port} for IPv6. */
public final class Endpoints {
    private Endpoints() {}

    public static String of(String address, int port) {
        return address.indexOf(':') < 0 ? address + ':' + port : '[' + address + "]:" + port;
    }

    /** Whether packets can run to it: not empty, not the unspecified address, which stands for hold or "not yet". */
    public static boolean isUsable(String address, int port) {
        if (port <= 0 || port > 65_535 || address.isEmpty()) return false;
        return !address.equals("0.0.0.0") && !address.equals("::");
    }
}
