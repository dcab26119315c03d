// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.List;

/** Addresses that the INVITE of a call came from and went to on each hop, in the order in which they were seen. */
public class Hops {
    private static final int HOPS_MAX = 16;

    public List<String> senders = new ArrayList<>();
    public List<String> receivers = new ArrayList<>();

    public Hops() {}

    void add(SipMessage invite) {
        add(senders, invite.getSourceAddress());
        add(receivers, invite.getDestinationAddress());
    }

    private static void add(List<String> addresses, String address) {
        if (addresses.size() < HOPS_MAX && !addresses.contains(address)) addresses.add(address);
    }
}
