// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/** Calls by how they went, in the minute of their first INVITE. The columns {@code calls_...} of {@code kpi_minutes}, whose comments say more. */
public record KpiCalls(
        long attempts,
        long undecided,
        long answered,
        long busy,
        long noAnswer,
        long cancelled,
        long failed,
        long redirected,
        long unauthorised,
        long withoutInvite,
        long effective,
        long sessionEffective,
        long ineffective,
        long completed,
        long scored,
        long poor,
        long lossy,
        long oneWay) {}
