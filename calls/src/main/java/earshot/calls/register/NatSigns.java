// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.register;

import earshot.calls.request.RequestMemory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells that an address translator sits before a device: what the device says of itself differs from where its
 * packets come from. Only IPv4 addresses are compared; names say nothing.
 *
 * @param behindNat null when there was nothing to compare
 * @param signs sentBy: Via names another address; port: another port, by UDP; received: the next hop saw another address;
 *     contact: Contact names another
 */
record NatSigns(@Nullable Boolean behindNat, List<String> signs) {
    private static final int DEFAULT_PORT = 5060;

    /** Signs in the hop from the device itself; behind a first proxy nothing can be told. */
    static NatSigns of(RequestMemory request, String contactUri) {
        if (!request.requestSeen || request.viaCount > 1 || !isIpv4(request.sourceAddress)) {
            return new NatSigns(null, List.of());
        }
        List<String> signs = new ArrayList<>();
        String sentBy = host(request.viaSentBy);
        boolean isCompared = isIpv4(sentBy);
        if (isIpv4(sentBy) && !sentBy.equals(request.sourceAddress)) signs.add("sentBy");
        if (isIpv4(sentBy) && request.transport.equals("UDP") && port(request.viaSentBy) != request.sourcePort) {
            signs.add("port");
        }
        String received = host(request.seenFrom);
        if (isIpv4(received) && isIpv4(sentBy) && !received.equals(sentBy)) signs.add("received");
        String contact = host(contactUri.substring(contactUri.lastIndexOf('@') + 1));
        if (isIpv4(contact)) {
            isCompared = true;
            if (!contact.equals(request.sourceAddress)) signs.add("contact");
        }
        if (signs.isEmpty() && !isCompared) return new NatSigns(null, signs);
        return new NatSigns(!signs.isEmpty(), signs);
    }

    private static String host(String hostAndPort) {
        String text = hostAndPort.startsWith("sip:") ? hostAndPort.substring(4) : hostAndPort;
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    private static int port(String hostAndPort) {
        int colon = hostAndPort.indexOf(':');
        if (colon < 0) return DEFAULT_PORT;
        int port = 0;
        for (int i = colon + 1; i < hostAndPort.length() && port <= 65_535; i++) {
            int digit = hostAndPort.charAt(i) - '0';
            if (digit < 0 || digit > 9) return DEFAULT_PORT;
            port = port * 10 + digit;
        }
        return port;
    }

    private static boolean isIpv4(String text) {
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') dots++;
            else if (c < '0' || c > '9') return false;
        }
        return dots == 3;
    }
}
