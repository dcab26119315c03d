// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

/** Who advertised an endpoint. */
public enum Side {
    CALLER,
    CALLEE
}
