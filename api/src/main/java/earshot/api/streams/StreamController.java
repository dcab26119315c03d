// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.streams;

import earshot.api.web.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers how one stream sounded, interval by interval. */
@RestController
@RequestMapping("/api/v1/streams")
@Tag(name = "streams", description = "RTP streams: one SSRC in one direction")
class StreamController {
    private final StreamQuery query;

    StreamController(StreamQuery query) {
        this.query = query;
    }

    @GetMapping("/{id}")
    @Operation(summary = "One stream with its intervals")
    StreamDetail stream(@PathVariable String id) {
        StreamDetail stream = query.stream(id);
        if (stream == null) throw new NotFoundException("no stream is known by this id");
        return stream;
    }
}
