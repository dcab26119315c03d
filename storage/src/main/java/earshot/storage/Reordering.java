// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.util.List;

/**
 * How far packets of a stream came out of order, in numbers behind the highest before them (RFC 4737 4.2).
 *
 * @param extentMax the farthest; 0 when all came in order
 * @param extents packets by extent: 1, 2, up to 4, 8, 16, 32, 64, 127; empty when all came in order
 */
public record Reordering(int extentMax, List<Long> extents) {}
