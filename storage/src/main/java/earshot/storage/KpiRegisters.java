// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/** REGISTER transactions by how they went, in the minute of the request. The columns {@code registers_...} of {@code kpi_minutes}, whose comments say more. */
public record KpiRegisters(long requests, long undecided, long challenged, long registered, long ineffective) {}
