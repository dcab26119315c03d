// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Key figures per minute, counted from calls. Rows are recounted whole, never added to: a row sent twice is one row. */
@NullMarked
package earshot.jobs.rollup;

import org.jspecify.annotations.NullMarked;
