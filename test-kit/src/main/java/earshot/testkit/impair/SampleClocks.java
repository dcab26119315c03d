// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * These are the clocks of a sample capture's streams, as its manifest has them: the first payload type of each is media, the
 * others are telephone events.
 */
final class SampleClocks {
    private final Map<String, Integer> clockRates = new HashMap<>();

    SampleClocks(Path manifest) throws IOException {
        for (JsonNode stream : new ObjectMapper().readTree(manifest.toFile()).get("streams")) {
            int mediaType = stream.get("payloadTypes").get(0).asInt();
            clockRates.put(
                    stream.get("src").asText() + " " + mediaType,
                    stream.get("clockRate").asInt());
        }
    }

    /** Hz; 0 for what keeps no time. */
    int of(Datagram datagram) {
        return clockRates.getOrDefault(datagram.source() + " " + datagram.payloadType(), 0);
    }
}
