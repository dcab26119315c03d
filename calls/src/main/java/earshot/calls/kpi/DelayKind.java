// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

/** The delays whose spread is counted. State holds them by their place: new ones come at the end. */
public enum DelayKind {
    /** Session request delay of calls that were answered. */
    SRD,
    /** Session disconnect delay. */
    SDD,
    /** Registration request delay. */
    RRD
}
