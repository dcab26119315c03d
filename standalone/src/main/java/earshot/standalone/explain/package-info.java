// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
/**
 * One packet in words: what it is made of, what was made of it and why, and where it belongs. It decodes nothing itself:
 * the words come from the same decoders that count.
 */
@NullMarked
package earshot.standalone.explain;

import org.jspecify.annotations.NullMarked;
