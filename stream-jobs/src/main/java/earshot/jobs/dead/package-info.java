// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What the job could not use, kept with the reason: records that are no events, and rows that no table takes. */
@NullMarked
package earshot.jobs.dead;

import org.jspecify.annotations.NullMarked;
