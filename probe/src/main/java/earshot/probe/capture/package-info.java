// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * Where packets come from: capture files, live interfaces, replays. Nothing here looks inside a frame, and a broken file
 * ends in a named fault, never in an exception.
 */
@NullMarked
package earshot.probe.capture;

import org.jspecify.annotations.NullMarked;
