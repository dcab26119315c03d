// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/** How busy it was, counted by the second. The columns {@code load_...} of {@code kpi_minutes}, whose comments say more. */
public record KpiLoad(long concurrentMax, long concurrentEnd, long startsMax) {}
