// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * The child program that puts ClickHouse's own HTTP protocol before the engine loaded as a library: native mapping,
 * connection pool, HTTP server, request handling. Must not know tables, nor run inside the program that uses it.
 */
@NullMarked
package earshot.embedded.bridge;

import org.jspecify.annotations.NullMarked;
