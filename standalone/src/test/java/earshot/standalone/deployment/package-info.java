// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Tests of the data folders at the root: dashboards, alert rules, the Helm chart. */
@NullMarked
package earshot.standalone.deployment;

import org.jspecify.annotations.NullMarked;
