// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.storage;

import java.time.Instant;
import java.util.Map;

/** One row of {@code probe_health}: a probe's account of about ten seconds, in which every packet has one fate. */
public record ProbeHealthRow(
        String probe,
        Instant time,
        long boot,
        long sequence,
        Instant startTime,
        boolean endOfCapture,
        long packetsRead,
        Map<String, Long> fates,
        Map<String, Long> errors,
        long kernelDropped,
        long interfaceDropped,
        long eventsPublished,
        long eventsDropped,
        int streamsActive,
        long streamsEvicted) {}
