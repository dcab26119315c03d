// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** What every answer shares: JSON, problems, headers, metrics, the OpenAPI document. Knows no feature. */
@NullMarked
package earshot.api.web;

import org.jspecify.annotations.NullMarked;
