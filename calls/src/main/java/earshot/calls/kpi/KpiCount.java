// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.kpi;

/**
 * What is counted for a minute. Ratios are never counted: they are computed from these when they are read. Micros are
 * microseconds of event time. Definitions and clauses: {@code docs/kpis.md}. New ones come at the end, since state holds
 * them by their place.
 */
public enum KpiCount {
    /** Calls whose INVITE was seen and that were not left at a challenge. */
    ATTEMPTS,
    /** Attempts whose outcome is not known yet, or never will be. */
    UNDECIDED,
    ANSWERED,
    BUSY,
    NO_ANSWER,
    CANCELLED,
    FAILED,
    REDIRECTED,
    /** Calls that ended at a 401 or 407 that nobody followed up: no attempts. */
    UNAUTHORISED,
    /** Calls whose INVITE was not captured: no attempts. */
    WITHOUT_INVITE,
    /** Numerator of the NER: answered, busy, not answered, given up by the caller, declined. */
    EFFECTIVE,
    /** Numerator of the SEER: 2xx, 480, 486, 600, 603. */
    SESSION_EFFECTIVE,
    /** Numerator of the ISA: 408, 500, 503, 504, or no response at all. */
    INEFFECTIVE,
    /** Numerator of the SCR: answered, and the BYE was answered with 2xx. */
    COMPLETED,
    SCORED,
    POOR,
    LOSSY,
    ONE_WAY,

    /** Answered calls that ended with a BYE, and how long they talked. */
    TALK_CALLS,
    TALK_MICROS,
    /** Session request delay of calls that were answered. */
    SRD_CALLS,
    SRD_MICROS,
    /** Session request delay of calls that failed. */
    SRD_FAILED_CALLS,
    SRD_FAILED_MICROS,
    /** Session disconnect delay. */
    SDD_CALLS,
    SDD_MICROS,
    /** Session duration where the BYE was answered with 2xx. */
    SDT_CALLS,
    SDT_MICROS,
    /** Session duration where it was not, up to the end of Timer F. */
    SDT_FAILED_CALLS,
    SDT_FAILED_MICROS,

    /** REGISTER requests, without those that were challenged. */
    REGISTERS,
    REGISTERS_UNDECIDED,
    REGISTERS_CHALLENGED,
    REGISTERED,
    REGISTERS_INEFFECTIVE,
    /** Registration request delay. */
    RRD_REGISTERS,
    RRD_MICROS,

    /** Media time with a MOS of 3.6 and more, with a lower one, and with none that can be trusted. */
    GOOD_MICROS,
    POOR_MICROS,
    UNKNOWN_MICROS,
    PACKETS_EXPECTED,
    PACKETS_LOST,
    /** Intervals by MOS, in the classes of G.107 annex B. */
    MOS_VERY_SATISFIED,
    MOS_SATISFIED,
    MOS_SOME_DISSATISFIED,
    MOS_MANY_DISSATISFIED,
    MOS_NEARLY_ALL_DISSATISFIED,
    MOS_NOT_RECOMMENDED,
    /** Intervals by loss, percent: none, up to 1, 3, 5, 10, and more. */
    LOSS_NONE,
    LOSS_TO_1,
    LOSS_TO_3,
    LOSS_TO_5,
    LOSS_TO_10,
    LOSS_ABOVE_10
}
