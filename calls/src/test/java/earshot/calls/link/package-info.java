// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

@NullMarked
package earshot.calls.link;

import org.jspecify.annotations.NullMarked;
