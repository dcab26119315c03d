// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.events;

/** Endpoints as text, the form that they have in keys, rows and pages: {@code ip:port}, {@code [ip]:port} for IPv6. */
public final class Endpoints {
    private Endpoints() {}

    public static String of(String address, int port) {
        return address.indexOf(':') < 0 ? address + ':' + port : '[' + address + "]:" + port;
    }

    /** The address of an endpoint, without its port and brackets; empty for an empty text. */
    public static String address(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        String address = colon < 0 ? endpoint : endpoint.substring(0, colon);
        boolean isBracketed = address.startsWith("[") && address.endsWith("]");
        return isBracketed ? address.substring(1, address.length() - 1) : address;
    }

    /** Whether packets can run to it: not empty, not the unspecified address, which stands for hold or "not yet". */
    public static boolean isUsable(String address, int port) {
        if (port <= 0 || port > 65_535 || address.isEmpty()) return false;
        return !address.equals("0.0.0.0") && !address.equals("::");
    }
}
