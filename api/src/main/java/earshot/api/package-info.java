// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * The program that people and machines ask: its settings and its start. Each feature has a package of its own below;
 * nothing here knows a table or a topic.
 */
@NullMarked
package earshot.api;

import org.jspecify.annotations.NullMarked;
