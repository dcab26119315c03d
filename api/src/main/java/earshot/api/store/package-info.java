// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** Questions put to ClickHouse and rows brought back, with every value bound on the server. Knows no table. */
@NullMarked
package earshot.api.store;

import org.jspecify.annotations.NullMarked;
