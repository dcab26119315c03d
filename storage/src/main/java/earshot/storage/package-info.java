// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The ClickHouse schema, its migrator and the row types that writers and readers share. */
@NullMarked
package earshot.storage;

import org.jspecify.annotations.NullMarked;
