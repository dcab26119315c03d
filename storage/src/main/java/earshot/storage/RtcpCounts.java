// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

/**
 * How many RTCP reports there were for a stream: sender reports by its source, report blocks and XR blocks about
 * it.
 */
public record RtcpCounts(long sr, long rr, long xr) {}
