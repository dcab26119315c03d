// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe;

/** What became of all packets read so far: {@code read = decoded + ignored + malformed + truncated}. */
public record PacketTotals(long read, long decoded, long ignored, long malformed, long truncated) {}
