// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

import java.io.Serializable;
import java.util.List;

/** A named group of addresses whose calls are counted together: a carrier, a site, a session border controller. */
public final class Trunk implements Serializable {
    private static final long serialVersionUID = 1;

    private final String name;
    private final List<Network> networks;

    Trunk(String name, List<Network> networks) {
        this.name = name;
        this.networks = List.copyOf(networks);
    }

    public String name() {
        return name;
    }

    boolean contains(byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
