// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** {@code earshot demo}: every part in one machine on real engines, with captures replayed as if live. */
@NullMarked
package earshot.standalone.demo;

import org.jspecify.annotations.NullMarked;
