// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/** Media of the minute in which an interval began: time by quality, packets, intervals by MOS and by loss. The columns {@code media_...} of {@code kpi_minutes}, whose comments say more. */
public record KpiMedia(
        long goodMicros,
        long poorMicros,
        long unknownMicros,
        long expected,
        long lost,
        long mosVerySatisfied,
        long mosSatisfied,
        long mosSomeDissatisfied,
        long mosManyDissatisfied,
        long mosNearlyAllDissatisfied,
        long mosNotRecommended,
        long lossNone,
        long lossTo1,
        long lossTo3,
        long lossTo5,
        long lossTo10,
        long lossAbove10) {}
