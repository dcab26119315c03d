// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * A tool that makes impaired copies of captures, always the same ones from the same arguments, and writes down what it did
 * to which packet; and calls made up as a whole, of which therefore all is known. It reads packets with its own few lines, so that its manifests can judge the decoders.
 */
@NullMarked
package earshot.testkit.impair;

import org.jspecify.annotations.NullMarked;
