// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
@NullMarked
package earshot.calls.pattern;

import org.jspecify.annotations.NullMarked;
