// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

import earshot.calls.time.Patience;

/** A claim on an endpoint, and when media that fitted it best was last heard. */
public class HeldClaim {
    public EndpointClaim claim = new EndpointClaim();
    public long mediaMicros = Patience.NEVER;

    public HeldClaim() {}
}
