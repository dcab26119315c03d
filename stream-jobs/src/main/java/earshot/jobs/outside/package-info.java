// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** SIP outside calls under Flink: the machines of {@code calls.outside}, keyed as these say. */
@NullMarked
package earshot.jobs.outside;

import org.jspecify.annotations.NullMarked;
