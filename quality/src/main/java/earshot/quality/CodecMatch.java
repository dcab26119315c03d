// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a codec's constants.
 *
 * @param constants null when none are known
 * @param reason why none are known; empty when they are
 */
public record CodecMatch(@Nullable CodecConstants constants, String reason) {
    static CodecMatch of(CodecConstants constants) {
        return new CodecMatch(constants, "");
    }

    static CodecMatch none(String reason) {
        return new CodecMatch(null, reason);
    }
}
