// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import earshot.storage.StreamRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is to be said of single streams below their table: whose loss it is, where it was, what differs from the SDP. */
final class StreamRemarks {
    private StreamRemarks() {}

    /** One line per remark; nothing when all is as it should be. */
    static String of(List<StreamRow> streams) {
        StringBuilder text = new StringBuilder();
        streams.stream()
                .sorted(Comparator.comparing(StreamRow::startTime).thenComparing(StreamRow::src))
                .forEach(stream -> {
                    for (String remark : remarks(stream)) {
                        String line = stream.src() + " → " + stream.dst() + ": " + remark;
                        text.append("  ").append(TextTable.harmless(line)).append(System.lineSeparator());
                    }
                });
        return text.toString();
    }

    private static List<String> remarks(StreamRow stream) {
        List<String> remarks = new ArrayList<>();
        if (stream.captureSuspect()) {
            remarks.add("the probe, not the network, probably lost packets in " + stream.suspectIntervals() + " of "
                    + stream.intervals() + " intervals (" + String.join(", ", stream.suspicions()) + ")");
        }
        if (stream.lost() > 0 && !stream.lossPlace().isEmpty()) remarks.add(stream.lossPlace());
        if (!stream.tap().place().isEmpty()) remarks.add(stream.tap().place());
        if (stream.restarts() > 0) remarks.add("sequence numbers began anew, times: " + stream.restarts());
        for (Map.Entry<String, String> seen : new TreeMap<>(stream.observed()).entrySet()) {
            String promised = stream.negotiated().getOrDefault(seen.getKey(), "");
            remarks.add(seen.getKey() + ": " + (promised.isEmpty() ? "nothing" : promised) + " negotiated, "
                    + seen.getValue() + " observed");
        }
        return remarks;
    }
}
