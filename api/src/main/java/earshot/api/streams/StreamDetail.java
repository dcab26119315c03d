// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.streams;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import earshot.storage.StreamIntervalRow;
import earshot.storage.StreamRow;
import java.util.List;

/**
 * A stream and how it went on.
 *
 * @param stream its fields stand beside {@code intervals}, as in a call's list of streams
 */
public record StreamDetail(@JsonUnwrapped StreamRow stream, List<StreamIntervalRow> intervals) {}
